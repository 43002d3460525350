package io.batchtask.bridge.health;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.function.Supplier;
import org.apache.kafka.clients.admin.Admin;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class ClusterWatchTest {
    private static ClusterWatch watch(Supplier<Admin> client) {
        return new ClusterWatch(
                client,
                new WatchedTopics("ids", List.of("info"), false),
                List::of,
                new LogBounds(System::nanoTime),
                null,
                System::nanoTime);
    }

    @Test
    void aNameThatDoesNotResolveIsTheReasonAndNotOnlyWhatFollowsFromIt() {
        try (ClusterWatch watch = watch(() -> Admin.create(Map.of("bootstrap.servers", "nobody.invalid:9092")))) {
            watch.start();
            await().atMost(Duration.ofSeconds(30))
                    .untilAsserted(() -> assertThat(watch.trouble().orElse(""))
                            .contains("no name in batchtask.kafka.bootstrap-servers can be resolved"));
            assertThat(watch.reachable()).isFalse();
        }
    }

    @Test
    @Timeout(10)
    void aNameThatTakesLongToResolveKeepsNoCallerWaiting() throws Exception {
        CountDownLatch asked = new CountDownLatch(1);
        CountDownLatch never = new CountDownLatch(1);
        ClusterWatch watch = watch(() -> {
            asked.countDown();
            while (true) { // as the resolver, which no interrupt ends
                try {
                    never.await();
                } catch (InterruptedException deaf) {
                    asked.countDown();
                }
            }
        });
        watch.start();
        asked.await();
        assertThat(watch.trouble()).contains("the Kafka cluster has not answered yet");
        watch.close();
    }
}
