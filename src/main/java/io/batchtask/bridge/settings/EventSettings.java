package io.batchtask.bridge.settings;

import io.batchtask.bridge.task.EventFormat;
import io.batchtask.bridge.task.NotFoundPolicy;
import io.smallrye.config.WithDefault;
import java.util.Optional;
import java.util.Set;

/** The output. */
public interface EventSettings {
    @Doc("form of the event")
    @WithDefault("cloudevents-binary")
    EventFormat format();

    @Doc("what becomes of a task NetServer does not have")
    @WithDefault("publish")
    NotFoundPolicy notFound();

    @Doc("prefix of ce_dataschema; the schema's file name follows: batchtask-info-v1.json, batchtask-notfound-v1.json")
    @Matches(pattern = Matches.SCHEMA_BASE, words = Matches.SCHEMA_BASE_WORDS)
    @WithDefault("urn:batchtask-bridge:schema:")
    String schemaBase();

    @Doc("data fields left out of the event, separated by commas; parameterObject.KEY leaves out that parameter alone")
    Optional<Set<String>> mask();
}
