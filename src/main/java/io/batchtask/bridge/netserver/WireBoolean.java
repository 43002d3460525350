package io.batchtask.bridge.netserver;

/** An xs:boolean, read strictly: data binding turns any other word into nothing, without an error. */
final class WireBoolean {
    private WireBoolean() {}

    /**
     * Null for null, and for blank text, which is how some write nil.
     *
     * @throws UnreadableValue if it is neither true nor false, as {@code True} and {@code yes} are
     */
    static Boolean read(String text) {
        if (text == null || text.isBlank()) {
            return null;
        }
        return switch (text.strip()) {
            case "true", "1" -> true;
            case "false", "0" -> false;
            default -> throw new UnreadableValue("neither true nor false: " + text);
        };
    }
}
