package io.batchtask.bridge.request;

import io.batchtask.bridge.task.ConsumedRecord;
import io.batchtask.bridge.task.RequestContext;
import io.batchtask.bridge.task.TaskRequest;
import io.batchtask.bridge.task.TraceContext;
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
    private static final String TRACE_PARENT = "traceparent";
    private static final String TRACE_STATE = "tracestate";

    private final RequestJson json = new RequestJson();

    /** The request in that record, or why there is none. */
    public ReadResult read(ConsumedRecord record) {
        try {
            Asked asked = asked(record);
            RequestContext context = context(record, asked.context());
            return new ReadResult.Readable(new TaskRequest(record, asked.taskId(), follow(record, asked), context));
        } catch (UnreadableRequest unreadable) {
            return new ReadResult.Unreadable(record, unreadable.failure(), context(record, unreadable.context()));
        }
    }

    private Asked asked(ConsumedRecord record) throws UnreadableRequest {
        byte[] value = record.value();
        if (value == null) {
            throw new UnreadableRequest("null-value", "the record has no value");
        }
        if (value.length > LARGEST) {
            throw new UnreadableRequest("too-long", "the value has " + value.length + " bytes, at most " + LARGEST);
        }
        String text = utf8(value).strip();
        if (text.isEmpty()) {
            throw new UnreadableRequest("empty", "the value is empty");
        }
        boolean structured = header(record, "content-type")
                .map(type -> type.toLowerCase(Locale.ROOT).startsWith("application/cloudevents+json"))
                .orElse(false);
        if (structured) {
            return json.cloudEvent(text);
        }
        String specVersion = header(record, "ce_specversion").orElse(null);
        if (specVersion != null && !specVersion.startsWith("1.")) {
            throw new UnreadableRequest(
                    "bad-cloudevent", "CloudEvents version " + UnreadableRequest.quote(specVersion));
        }
        if (specVersion == null) {
            return json.data(text);
        }
        RequestContext event = EventAttributes.of(name -> header(record, "ce_" + name));
        try {
            return json.data(text).by(event);
        } catch (UnreadableRequest unreadable) {
            throw unreadable.by(event);
        }
    }

    /** The trace in the Kafka headers counts, even one that cannot be read: it goes on as it is, and unmixed. */
    private RequestContext context(ConsumedRecord record, RequestContext event) {
        Optional<String> parent = header(record, TRACE_PARENT);
        Optional<String> state = header(record, TRACE_STATE);
        return parent.isPresent() || state.isPresent()
                ? event.within(parent.flatMap(text -> TraceContext.of(text, state)))
                : event;
    }

    private static String utf8(byte[] value) throws UnreadableRequest {
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(value))
                    .toString();
        } catch (CharacterCodingException notText) {
            throw new UnreadableRequest("not-utf-8", "the value is not UTF-8 text");
        }
    }

    /** What the last header of that name says, without white space around it. */
    private Optional<String> header(ConsumedRecord record, String name) {
        return record.header(name)
                .map(header -> json.unquoted(header.text().strip()).strip());
    }

    /** The header counts, else the value. */
    private boolean follow(ConsumedRecord record, Asked asked) throws UnreadableRequest {
        String header = header(record, FOLLOW).orElse(null);
        if (header == null) {
            return asked.follow();
        }
        return switch (header.toLowerCase(Locale.ROOT)) {
            case "true" -> true;
            case "false" -> false;
            default ->
                throw new UnreadableRequest("bad-follow", FOLLOW + " is neither true nor false").by(asked.context());
        };
    }
}
