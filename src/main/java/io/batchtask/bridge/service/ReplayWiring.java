package io.batchtask.bridge.service;

import io.batchtask.bridge.kafka.ToolClients;
import io.batchtask.bridge.replay.ReplaySettings;
import io.batchtask.bridge.settings.Settings;
import io.batchtask.bridge.settings.TopicSettings;
import java.util.OptionalInt;

/** As {@link Wiring}, for a command that needs no service. */
public final class ReplayWiring {
    private ReplayWiring() {}

    /** What a replay works on. */
    public static ReplaySettings settings(Settings settings) {
        TopicSettings topics = settings.topics();
        return new ReplaySettings(
                topics.ids(),
                topics.deadLetter(),
                TopicSettings.nameOfReplayed(topics),
                settings.kafka().groupId(),
                topics.replicationFactor() < 1 ? OptionalInt.empty() : OptionalInt.of(topics.replicationFactor()));
    }

    /** The clients it works with. */
    public static ToolClients clients(Settings settings) {
        return new ToolClients(
                settings.kafka().bootstrapServers(), () -> settings.kafka().client());
    }
}
