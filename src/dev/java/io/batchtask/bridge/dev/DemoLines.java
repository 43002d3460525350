package io.batchtask.bridge.dev;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** Records and log lines as one line each, for people. */
final class DemoLines {
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final Pattern LOG = Pattern.compile("\\d{4}-\\d\\d-\\d\\dT\\S+ (\\w+) +(.*)");

    private DemoLines() {}

    static String event(ConsumerRecord<byte[], byte[]> record) {
        String tail = "  key=" + printable(record.key()) + "  attempts="
                + OutputReader.header(record, "batchtask-attempts") + "  ce_id=" + OutputReader.header(record, "ce_id");
        JsonNode task = json(record.value());
        if (!task.has("name")) {
            return String.format(
                            Locale.ROOT,
                            "event        %8s  %-32s",
                            task.path("id").asText(),
                            "(not found)")
                    + tail;
        }
        return String.format(
                        Locale.ROOT,
                        "event        %8s  %-14s  %-10s %3d %%",
                        task.path("id").asText(),
                        task.path("name").asText(),
                        task.path("state").asText(),
                        task.path("progressPercent").asInt())
                + tail;
    }

    static String deadLetter(ConsumerRecord<byte[], byte[]> record) {
        return String.format(
                Locale.ROOT,
                "dead letter  %8s  %s/%s: %s",
                '"' + printable(record.value()) + '"',
                OutputReader.header(record, "x-dlq-class"),
                OutputReader.header(record, "x-dlq-code"),
                printable(OutputReader.header(record, "x-dlq-message").getBytes(StandardCharsets.UTF_8)));
    }

    private static JsonNode json(byte[] value) {
        try {
            return JSON.readTree(value);
        } catch (IOException broken) {
            throw new IllegalStateException("an event that is no JSON: " + printable(value), broken);
        }
    }

    /** Text that stays on its line. */
    private static String printable(byte[] bytes) {
        return bytes == null ? "none" : new String(bytes, StandardCharsets.UTF_8).replaceAll("\\p{Cntrl}", " ");
    }

    /** Picks from a program's output what deserves a look: warnings and errors, and its closing balance. */
    static final class Filter {
        private boolean shown = true; // what comes before the first log line is worth seeing: the JVM's own complaints

        /** @return the line without its time, or null when it is of no interest */
        String line(String text) {
            Matcher log = LOG.matcher(text);
            if (!log.matches()) {
                return shown ? text : null; // goes on from the line before, as a stack trace does
            }
            String level = log.group(1);
            shown = level.equals("WARN")
                    || level.equals("ERROR")
                    || log.group(2).contains(" stopped; ");
            return shown ? level + " " + log.group(2).replaceAll(" {2,}", " ") : null;
        }
    }
}
