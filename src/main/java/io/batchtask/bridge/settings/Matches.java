package io.batchtask.bridge.settings;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** The form a text must have. */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.METHOD)
@interface Matches {
    /** One broker as Kafka reads it; without a port its client would never start. */
    String BROKER = "([A-Za-z0-9_-]+://)?(\\[[0-9A-Fa-f:.%]+]|[A-Za-z0-9._%-]+):[0-9]{1,5}";

    /** Kafka's own rule for topic names. */
    String TOPIC = "(?!\\.{1,2}$)[A-Za-z0-9._-]{1,249}";

    String TOPIC_WORDS = "topic name: letters, digits, dot, underscore, hyphen, at most 249";

    /** A .NET type name, with its namespace or without. */
    String TYPE = "[A-Za-z_][A-Za-z0-9_`]*(\\.[A-Za-z_][A-Za-z0-9_`]*)*";

    String TYPES = TYPE + "(\\s*,\\s*" + TYPE + ")*";

    String TYPE_WORDS = "list of exception types; the last dotted segment of each is enough: SoDbAccessException";

    /** What becomes an absolute URI when a file name follows, and ends where a name may begin. */
    String SCHEMA_BASE = "(?i)(urn:[a-z0-9][a-z0-9-]{0,30}[a-z0-9]:|https?://[a-z0-9._-]+(:[0-9]{1,5})?/)"
            + "(([a-z0-9._~:/?@!$&'()*+,;=-]|%[0-9a-f]{2})*[:/=])?";

    String SCHEMA_BASE_WORDS =
            "beginning of a URI that ends in : / or =, without # and white space: urn:name:, https://host/path/";

    String pattern();

    /** For people. */
    String words();
}
