package io.batchtask.bridge.replay;

import io.batchtask.bridge.kafka.ToolClients;
import java.time.Clock;
import java.util.Collection;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.TopicPartition;

/** What every part of one run works with. */
record Run(
        Admin admin,
        ToolClients clients,
        ReplaySettings settings,
        ReplayOptions options,
        ReplayListener listener,
        StopSignal stop,
        Attempts attempts,
        Clock clock) {
    /** Where letters are sent. */
    String target() {
        return options.to().orElse(settings.idsTopic());
    }

    /** What that topic holds now. */
    Backlog backlog(String topic, Collection<TopicPartition> partitions)
            throws ReplayRefused, InterruptedException, Stopped {
        return attempts.of(
                "find the end of topic " + topic, Right.topic("Read", topic), () -> Backlog.of(admin, partitions));
    }

    /**
     * Reads those ranges of a topic.
     *
     * @return false if it was told to stop, or by {@code each}, before the end
     */
    boolean read(
            String topic, Map<TopicPartition, OffsetRange> ranges, RangeReader.Each each, RangeReader.Progress progress)
            throws ReplayRefused, InterruptedException, Stopped {
        try (RangeReader reader = new RangeReader(clients.consumer(RangeReader.CONSUMER), ranges, System::nanoTime)) {
            return reader.all(attempts, Right.topic("Read", topic), stop, each, progress);
        }
    }
}
