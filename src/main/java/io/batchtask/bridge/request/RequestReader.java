package io.batchtask.bridge.request;

import io.batchtask.bridge.failure.Failure;
import io.batchtask.bridge.task.ConsumedRecord;
import io.batchtask.bridge.task.TaskRequest;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Optional;

/**
 * Reads a record as a request. Never throws: whatever the bytes are, the answer is a request or the reason why they are
 * none.
 */
public final class RequestReader {
    /** Largest value that is looked at, in bytes. */
    public static final int LARGEST = 64 * 1024;

    private static final String FOLLOW = "batchtask-follow";

    private final RequestJson json = new RequestJson();

    /** The request in that record, or why there is none. */
    public ReadResult read(ConsumedRecord record) {
        try {
            Asked asked = asked(record);
            Boolean header = followHeader(record);
            boolean follow = header == null ? asked.follow() : header;
            return new ReadResult.Readable(new TaskRequest(record, asked.taskId(), follow));
        } catch (Unreadable unreadable) {
            return new ReadResult.Unreadable(record, unreadable.failure());
        }
    }

    private Asked asked(ConsumedRecord record) throws Unreadable {
        byte[] value = record.value();
        if (value == null) {
            throw new Unreadable("null-value", "the record has no value");
        }
        if (value.length > LARGEST) {
            throw new Unreadable("too-long", "the value has " + value.length + " bytes, at most " + LARGEST);
        }
        String text = utf8(value).strip();
        if (text.isEmpty()) {
            throw new Unreadable("empty", "the value is empty");
        }
        boolean structured = header(record, "content-type")
                .map(type -> type.toLowerCase(Locale.ROOT).startsWith("application/cloudevents+json"))
                .orElse(false);
        if (structured) {
            return json.cloudEvent(text);
        }
        String specVersion = header(record, "ce_specversion").orElse(null);
        if (specVersion != null && !specVersion.startsWith("1.")) {
            throw new Unreadable("bad-cloudevent", "CloudEvents version " + Unreadable.quote(specVersion));
        }
        return json.data(text);
    }

    private static String utf8(byte[] value) throws Unreadable {
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(value))
                    .toString();
        } catch (CharacterCodingException notText) {
            throw new Unreadable("not-utf-8", "the value is not UTF-8 text");
        }
    }

    /** What the last header of that name says, without white space around it. */
    private Optional<String> header(ConsumedRecord record, String name) {
        return record.header(name)
                .map(header -> json.unquoted(header.text().strip()).strip());
    }

    /** @return null when there is no such header */
    private Boolean followHeader(ConsumedRecord record) throws Unreadable {
        String header = header(record, FOLLOW).orElse(null);
        if (header == null) {
            return null;
        }
        return switch (header.toLowerCase(Locale.ROOT)) {
            case "true" -> true;
            case "false" -> false;
            default -> throw new Unreadable("bad-follow", FOLLOW + " is neither true nor false");
        };
    }

    /** What a value asks for. */
    record Asked(int taskId, boolean follow) {
        private static final int LONGEST_DECIMAL = 18; // any such number fits a long

        static int id(long number) throws Unreadable {
            if (number < 1 || number > Integer.MAX_VALUE) {
                throw new Unreadable("out-of-range", "task id " + number + " is not within 1 and " + Integer.MAX_VALUE);
            }
            return (int) number;
        }

        /** @param decimal a text that {@link #isDecimal} */
        static int id(String decimal) throws Unreadable {
            if (decimal.length() > LONGEST_DECIMAL) {
                throw new Unreadable("out-of-range", "the task id has too many digits");
            }
            return id(Long.parseLong(decimal));
        }

        /** A whole number as JSON writes it. No pattern: this is the usual form, read on the polling thread. */
        static boolean isDecimal(String text) {
            int first = text.startsWith("-") ? 1 : 0;
            if (text.length() == first || (text.charAt(first) == '0' && text.length() > first + 1)) {
                return false;
            }
            for (int i = first; i < text.length(); i++) {
                if (text.charAt(i) < '0' || text.charAt(i) > '9') {
                    return false;
                }
            }
            return true;
        }
    }

    /** The reason why a value is no request; stays within this room. */
    static final class Unreadable extends Exception {
        private static final long serialVersionUID = 1L;
        private static final int QUOTED = 40;

        private final transient Failure.Malformed failure;

        Unreadable(String code, String message) {
            super(code, null, false, false);
            this.failure = new Failure.Malformed(code, message);
        }

        Failure.Malformed failure() {
            return failure;
        }

        /** A short, printable piece of foreign text. */
        static String quote(String text) {
            String cut = text.length() > QUOTED ? text.substring(0, QUOTED) + "…" : text;
            return '"' + cut.replaceAll("\\p{Cntrl}", "?") + '"';
        }
    }
}
