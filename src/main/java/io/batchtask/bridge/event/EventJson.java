package io.batchtask.bridge.event;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;

/** The one way events become JSON: compact UTF-8, fields in the order they were put, nulls written. */
public final class EventJson {
    private static final ObjectMapper MAPPER = JsonMapper.builder().build();

    private EventJson() {}

    public static ObjectMapper mapper() {
        return MAPPER;
    }
}
