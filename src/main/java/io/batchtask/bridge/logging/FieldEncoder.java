package io.batchtask.bridge.logging;

import ch.qos.logback.classic.spi.ILoggingEvent;
import co.elastic.logging.EcsJsonSerializer;
import co.elastic.logging.logback.EcsEncoder;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Elastic's encoder, and a field for each key of a line of ours: {@code error.code} for {@code code}, {@code labels.*}
 * for the others, and {@code event.action} for the text before them. Labels are text, as the schema has it.
 */
public final class FieldEncoder extends EcsEncoder {
    private static final String CODE = "code";

    @Override
    protected void addCustomFields(ILoggingEvent event, StringBuilder json) {
        if (LinePattern.isOurs(event.getLoggerName()) && event.getMessage() != null) {
            LinePattern pattern = LinePattern.of(event.getMessage());
            Map<String, String> fields = new LinkedHashMap<>();
            fields.put("event.action", pattern.text());
            pattern.values(event.getArgumentArray()).forEach((key, value) -> fields.put(field(key), value));
            EcsJsonSerializer.serializeMDC(json, fields); // writes any map, not only that one
        }
    }

    private static String field(String key) {
        return key.equals(CODE) ? "error.code" : "labels." + key;
    }
}
