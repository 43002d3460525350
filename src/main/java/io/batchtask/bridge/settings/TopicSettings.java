package io.batchtask.bridge.settings;

import io.smallrye.config.WithDefault;
import java.util.Optional;

/** Topic names. */
public interface TopicSettings {
    @Doc("input: requests, one task id each")
    @Matches(pattern = Matches.TOPIC, words = Matches.TOPIC_WORDS)
    @WithDefault("superoffice.batchtask.ids")
    String ids();

    @Doc("output: events")
    @Matches(pattern = Matches.TOPIC, words = Matches.TOPIC_WORDS)
    @WithDefault("superoffice.batchtask.info")
    String info();

    @Doc("output: requests that did not become an event")
    @Matches(pattern = Matches.TOPIC, words = Matches.TOPIC_WORDS)
    @WithDefault("superoffice.batchtask.ids.dlq")
    String deadLetter();

    @Doc("reserved for tasks that are followed; this version neither reads nor writes it")
    @Matches(pattern = Matches.TOPIC, words = Matches.TOPIC_WORDS)
    @WithDefault("superoffice.batchtask.follow")
    String follow();

    @Doc("what replay has sent back; without it the dead-letter topic's name with .replayed")
    @Matches(pattern = Matches.TOPIC, words = Matches.TOPIC_WORDS)
    Optional<String> replayed();

    @Doc("create missing topics at start")
    @WithDefault("false")
    boolean create();

    @Doc("partitions of a topic created at start")
    @Range(min = 1, max = 10_000)
    @WithDefault("3")
    int partitions();

    @Doc("replication factor of a topic created at start; -1 is the broker's default")
    @Range(min = -1, max = 100)
    @WithDefault("-1")
    int replicationFactor();

    /** The name of the topic {@link #replayed} is about, also where it is not set. */
    static String nameOfReplayed(TopicSettings topics) {
        return topics.replayed().orElseGet(() -> topics.deadLetter() + ".replayed");
    }
}
