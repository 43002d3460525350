package io.batchtask.bridge.event;

import io.batchtask.bridge.task.ConsumedRecord;
import io.batchtask.bridge.task.ConsumedRecord.Header;
import io.batchtask.bridge.task.EventFormat;
import io.batchtask.bridge.task.Mask;
import io.batchtask.bridge.task.TaskAnswer;
import io.batchtask.bridge.task.TaskRequest;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Makes an event of an answer. The same record always gives the same key, id and time, so that a repeat after a crash is
 * recognisable; what a repeat says of the task is what NetServer answers then.
 */
public final class EventWriter {
    /** The task as NetServer describes it. */
    public static final String INFO = "io.batchtask.info.v1";

    /** NetServer has no such task (any more). */
    public static final String NOT_FOUND = "io.batchtask.notfound.v1";

    /** A year has four digits in RFC 3339, which is what CloudEvents writes times in. */
    private static final long LATEST = Instant.parse("9999-12-31T23:59:59.999Z").toEpochMilli();

    private final EventFormat format;
    private final String source;
    private final String schemaBase;
    private final Mask mask;

    /**
     * @param tenant context identifier or serial number; blank for an installation without one
     * @param schemaBase what stands before a schema's file name in {@code dataschema}
     * @param mask what is left out of the data
     */
    public EventWriter(EventFormat format, String tenant, String schemaBase, Mask mask) {
        this.format = format;
        this.source = "/superoffice/" + (tenant.isBlank() ? "onsite" : segment(tenant.strip())) + "/batchtask";
        this.schemaBase = schemaBase;
        this.mask = mask;
    }

    private static String segment(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }

    public TaskEvent describe(TaskAnswer answer) {
        int id = answer.request().taskId();
        return answer.info()
                .map(task -> event(answer, INFO, "batchtask-info-v1.json", TaskFields.of(task, mask)))
                .orElseGet(() -> event(answer, NOT_FOUND, "batchtask-notfound-v1.json", Map.of("id", id)));
    }

    private TaskEvent event(TaskAnswer answer, String type, String schema, Map<String, Object> data) {
        ConsumedRecord input = answer.source();
        String subject = String.valueOf(answer.request().taskId());
        Map<String, Object> attributes = attributes(answer.request(), type, subject, schemaBase + schema);
        List<Header> headers = new ArrayList<>();
        Object value = data;
        switch (format) {
            case CLOUDEVENTS_BINARY -> {
                headers.add(Header.text("content-type", "application/json"));
                attributes.forEach((name, text) -> {
                    if (!name.equals("datacontenttype")) { // in binary mode that is the content-type header
                        headers.add(Header.text("ce_" + name, text.toString()));
                    }
                });
            }
            case CLOUDEVENTS_STRUCTURED -> {
                headers.add(Header.text("content-type", "application/cloudevents+json; charset=UTF-8"));
                answer.request().context().trace().ifPresent(trace -> {
                    attributes.put("traceparent", trace.parent());
                    trace.state().ifPresent(state -> attributes.put("tracestate", state));
                });
                attributes.put("data", data);
                value = attributes;
            }
            case JSON -> {
                headers.add(Header.text("content-type", "application/json"));
                headers.add(Header.text("batchtask-type", type));
                for (String name : List.of("id", "source", "time")) {
                    if (attributes.containsKey(name)) {
                        headers.add(Header.text(
                                "batchtask-" + name, attributes.get(name).toString()));
                    }
                }
            }
        }
        headers.addAll(ProvenanceHeaders.of(answer));
        headers.addAll(ForwardedHeaders.of(answer.request()));
        byte[] key = input.key() == null ? subject.getBytes(StandardCharsets.UTF_8) : input.key();
        return new TaskEvent(input, type, answer.attempts(), key, List.copyOf(headers), value);
    }

    private Map<String, Object> attributes(TaskRequest request, String type, String subject, String schema) {
        ConsumedRecord input = request.source();
        Map<String, Object> attributes = new LinkedHashMap<>();
        attributes.put("specversion", "1.0");
        attributes.put("type", type);
        attributes.put("source", source);
        attributes.put("id", input.identity());
        attributes.put("subject", subject);
        // Else it has none that can be written, and any other time would change with each repeat.
        if (input.timestamp() >= 0 && input.timestamp() <= LATEST) {
            attributes.put("time", EventTime.millis(Instant.ofEpochMilli(input.timestamp())));
        }
        attributes.put("datacontenttype", "application/json");
        attributes.put("dataschema", schema);
        request.context().id().ifPresent(id -> attributes.put("causationid", id));
        request.context().correlation().ifPresent(flow -> attributes.put("correlationid", flow));
        return attributes;
    }
}
