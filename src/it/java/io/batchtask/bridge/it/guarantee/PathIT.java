package io.batchtask.bridge.it.guarantee;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.parallel.ExecutionMode.CONCURRENT;

import io.batchtask.bridge.dev.netserver.Fault;
import io.batchtask.bridge.it.world.Guarantee;
import io.batchtask.bridge.it.world.RecordBalance;
import io.batchtask.bridge.it.world.Tail;
import io.batchtask.bridge.it.world.World;
import io.batchtask.bridge.service.Service;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Answers that say something about the path to NetServer and nothing about a request: pages of whatever stands before it,
 * and what is broken on its way. A request ends by its own answer alone.
 */
@Execution(CONCURRENT)
class PathIT {
    private static final int REQUESTS = 1_500;
    private static final int FEW_REQUESTS = 400;
    private static final int FIRST_TASK = 1_001; // a probe knows number 1
    private static final Duration SPELL = Duration.ofSeconds(6);

    static Stream<Fault> badAnswers() {
        return Stream.of(
                Fault.FOREIGN_XML,
                Fault.HTML_AS_XML_200,
                Fault.NOT_XML,
                Fault.SOAP_12,
                Fault.GZIP,
                Fault.TRUNCATED_XML,
                Fault.CUT_CHUNKED,
                Fault.CUT_UNTIL_CLOSE,
                Fault.EMPTY_BODY,
                Fault.EMPTY_ENVELOPE,
                Fault.EMPTY_200,
                Fault.WRONG_CHARSET,
                Fault.RAW_CONTROL,
                Fault.HUGE_REPLY,
                Fault.SOAP_FAULT_SENDER,
                Fault.SOAP_FAULT_RECEIVER,
                Fault.SOAP_FAULT_SERVER,
                Fault.SOAP_FAULT_VERSION,
                Fault.HTTP_301,
                Fault.HTTP_302,
                Fault.HTTP_307,
                Fault.HTTP_401,
                Fault.HTTP_403,
                Fault.HTTP_407,
                Fault.ASSOCIATE_NOT_FOUND);
    }

    @ParameterizedTest
    @MethodSource("badAnswers")
    @Guarantee("every call gets an answer that is none, for a while: a page, foreign XML, one that is cut or packed")
    void anAnswerThatIsNoneEndsNoRequestWhenAllGetIt(Fault fault) {
        try (World world = World.create(1);
                Tail deadLetters = world.tail(world.deadLetter)) {
            Service service = world.service();
            world.netServer.faultEverywhere(fault);
            send(world, REQUESTS);
            Awaitility.await("calls").until(() -> world.netServer.calls() > 0);

            Awaitility.await("a spell of " + fault)
                    .during(SPELL)
                    .atMost(SPELL.multipliedBy(2))
                    .until(() -> deadLetters.size() == 0);
            world.netServer.faultEverywhere(null);

            RecordBalance books = RecordBalance.close(world);
            assertThat(books.deadLetters()).isZero();
            assertThat(ends(world)).hasSize(REQUESTS).allSatisfy((task, end) -> assertThat(end)
                    .as("task %d", task)
                    .startsWith("event "));
            world.closeTheBooks(service);
        }
    }

    @Test
    @Guarantee("one id gets an answer that is none, for ever")
    void anAnswerThatIsNoneIsPoisonWhenOneTaskAlwaysGetsIt() {
        List<Fault> bad = badAnswers().toList();
        int apart = REQUESTS / bad.size();
        Map<Integer, Fault> broken = new HashMap<>();
        for (int i = 0; i < bad.size(); i++) {
            broken.put(FIRST_TASK + i * apart + apart / 2, bad.get(i));
        }
        try (World world = World.create(1)) {
            broken.forEach(world.netServer::fault);
            Service service = world.service();
            send(world, REQUESTS);

            RecordBalance.close(world);
            assertThat(ends(world)).hasSize(REQUESTS).allSatisfy((task, end) -> assertThat(end)
                    .as("task %d, %s", task, broken.get(task))
                    .matches(broken.containsKey(task) ? "poison/.*" : "event attempts=1"));
            assertThat(service.relay().snapshot().calls().outages())
                    .as("outages")
                    .isZero();
            world.closeTheBooks(service);
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"STRAY_NIL", "STRAY_REFUSED", "STRAY_TASK"})
    @Guarantee("NetServer, or something before it, sends a second answer nobody has asked for")
    void anAnswerNotAskedForBelongsToNoRequest(Fault stray) {
        try (World world = World.create(1)) {
            world.set("intake.max-in-flight", 4);
            for (int task = FIRST_TASK; task < FIRST_TASK + FEW_REQUESTS; task++) {
                world.netServer.fault(task, task % 10 == 7 ? stray : null);
            }
            Service service = world.service();
            send(world, FEW_REQUESTS);

            RecordBalance.close(world);
            assertThat(ends(world)).hasSize(FEW_REQUESTS).allSatisfy((task, end) -> assertThat(end)
                    .as("task %d", task)
                    .startsWith("event "));
            world.closeTheBooks(service);
        }
    }

    private static void send(World world, int requests) {
        for (int i = 0; i < requests; i++) {
            world.send(null, String.valueOf(FIRST_TASK + i));
        }
        world.flush();
    }

    /** By task; a request whose event says that its task is not found has not ended as its task does. */
    private static Map<Integer, String> ends(World world) {
        Map<Integer, String> ends = new HashMap<>();
        for (ConsumerRecord<byte[], byte[]> event : Tail.all(world, world.info)) {
            ends.put(Integer.valueOf(Tail.text(event.key())), Tail.end(event));
        }
        for (ConsumerRecord<byte[], byte[]> letter : Tail.all(world, world.deadLetter)) {
            ends.put(Integer.valueOf(Tail.text(letter.value())), Tail.end(letter));
        }
        return ends;
    }
}
