package io.batchtask.bridge.settings;

import io.smallrye.config.WithDefault;
import java.util.Optional;
import java.util.Set;

/** The output. */
public interface EventSettings {
    @Doc("form of the event")
    @WithDefault("cloudevents-binary")
    Format format();

    @Doc("what becomes of a task NetServer does not have")
    @WithDefault("publish")
    NotFound notFound();

    @Doc("data fields left out of the event, separated by commas")
    Optional<Set<String>> mask();

    /** Forms of an event. */
    enum Format {
        CLOUDEVENTS_BINARY,
        CLOUDEVENTS_STRUCTURED,
        JSON
    }

    /** Ends of a request for a task that is not there. */
    enum NotFound {
        PUBLISH,
        DEAD_LETTER,
        DROP
    }
}
