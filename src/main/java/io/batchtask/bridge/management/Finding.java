package io.batchtask.bridge.management;

/** What came of a look-up by hand: the event as JSON, or the reason why there is none, without secrets. */
public record Finding(String eventJson, String failureClass, String code, String message) {
    public static Finding event(String json) {
        return new Finding(json, null, null, null);
    }

    public static Finding failure(String failureClass, String code, String message) {
        return new Finding(null, failureClass, code, message);
    }
}
