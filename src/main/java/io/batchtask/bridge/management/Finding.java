package io.batchtask.bridge.management;

/**
 * What came of a look-up by hand: the event as JSON, or the reason why there is none, without secrets.
 *
 * @param found whether the event is one of a task that exists
 */
public record Finding(boolean found, String eventJson, String failureClass, String code, String message) {
    public static Finding event(boolean found, String json) {
        return new Finding(found, json, null, null, null);
    }

    public static Finding failure(String failureClass, String code, String message) {
        return new Finding(false, null, failureClass, code, message);
    }
}
