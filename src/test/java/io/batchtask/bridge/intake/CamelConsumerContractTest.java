package io.batchtask.bridge.intake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.apache.camel.RoutesBuilder;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.component.kafka.KafkaClientFactory;
import org.apache.camel.component.kafka.KafkaConfiguration;
import org.apache.camel.spi.Registry;
import org.apache.camel.test.junit5.CamelTestSupport;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.clients.consumer.OffsetResetStrategy;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;

/**
 * What Camel asks of the consumer it is given. The window hangs on exactly these methods: should a later Camel poll or
 * subscribe in another way, or begin to commit by itself, this fails before records are lost.
 */
class CamelConsumerContractTest extends CamelTestSupport {
    private static final TopicPartition PARTITION = new TopicPartition("ids", 0);

    private final CountDownLatch read = new CountDownLatch(1);
    private final List<String> asked = new CopyOnWriteArrayList<>();
    private final MockConsumer<byte[], byte[]> kafka = new MockConsumer<>(OffsetResetStrategy.EARLIEST);

    @Override
    protected void bindToRegistry(Registry registry) {
        registry.bind("clients", new Watched());
    }

    @Override
    protected RoutesBuilder createRouteBuilder() {
        return new RouteBuilder() {
            @Override
            public void configure() {
                from("kafka:ids?kafkaClientFactory=#clients&groupId=g&pollTimeoutMs=10&preValidateHostAndPort=false"
                                + "&autoCommitEnable=false&pollOnError=RECONNECT")
                        .routeId("read")
                        .autoStartup(false)
                        .process(polled -> read.countDown());
            }
        };
    }

    @Test
    void whileReadingCamelSubscribesAndPollsAndLeavesOffsetsAndPausesAlone() throws Exception {
        readOneRecord();

        assertThat(asked.stream().distinct())
                .containsExactly("subscribe(Collection, ConsumerRebalanceListener)", "poll(Duration)");
    }

    @Test
    void whenStoppingCamelUnsubscribesAndThenClosesAndCommitsNothing() throws Exception {
        readOneRecord();
        asked.clear();

        context.getRouteController().stopRoute("read");
        await().atMost(Duration.ofSeconds(5)).until(() -> asked.contains("close()"));

        // Camel asks its polling thread for a pause first, which that thread gets to or not before the stop reaches it.
        assertThat(asked.stream().distinct())
                .contains("wakeup()", "unsubscribe()", "close()")
                .isSubsetOf(
                        "poll(Duration)", "assignment()", "pause(Collection)", "wakeup()", "unsubscribe()", "close()");
        assertThat(asked.indexOf("unsubscribe()")).isLessThan(asked.indexOf("close()"));
    }

    private void readOneRecord() throws Exception {
        kafka.schedulePollTask(() -> {
            kafka.rebalance(List.of(PARTITION));
            kafka.updateBeginningOffsets(Map.of(PARTITION, 0L));
            kafka.addRecord(new ConsumerRecord<>("ids", 0, 0, null, new byte[] {'7'}));
        });
        context.getRouteController().startRoute("read");
        assertThat(read.await(5, TimeUnit.SECONDS)).isTrue();
    }

    private final class Watched implements KafkaClientFactory {
        @Override
        public Consumer<?, ?> getConsumer(Properties properties) {
            return (Consumer<?, ?>) Proxy.newProxyInstance(
                    Consumer.class.getClassLoader(), new Class<?>[] {Consumer.class}, (proxy, method, arguments) -> {
                        if (method.getDeclaringClass() != Object.class) {
                            asked.add(signature(method));
                        }
                        try {
                            return method.invoke(kafka, arguments);
                        } catch (InvocationTargetException thrown) {
                            throw thrown.getCause();
                        }
                    });
        }

        @Override
        public Producer<?, ?> getProducer(Properties properties) {
            throw new UnsupportedOperationException("nothing is produced here");
        }

        @Override
        public String getBrokers(KafkaConfiguration configuration) {
            return "127.0.0.1:9";
        }
    }

    private static String signature(Method method) {
        return method.getName() + "("
                + Arrays.stream(method.getParameterTypes())
                        .map(Class::getSimpleName)
                        .collect(Collectors.joining(", "))
                + ")";
    }
}
