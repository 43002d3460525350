package io.batchtask.bridge.it.security;

import static org.assertj.core.api.Assertions.assertThat;

import io.batchtask.bridge.dev.netserver.Fault;
import io.batchtask.bridge.dev.netserver.NetServerSimulator.Call;
import io.batchtask.bridge.it.world.Program;
import io.batchtask.bridge.it.world.Tail;
import io.batchtask.bridge.it.world.World;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;

/** Secrets go to NetServer and nowhere else, whatever it says about them. */
class SecrecyIT {
    private static final String PASSWORD = "S3cret-Pa55word";
    private static final String TOKEN = "app-T0ken-of-ours";

    @Test
    void noSecretIsInALogAnEventOrADeadLetter() {
        try (World world = World.create()
                .unset("netserver.ticket")
                .set("netserver.sign-in", "password")
                .set("netserver.username", "bob")
                .set("netserver.password", PASSWORD)
                .set("netserver.application-token", TOKEN)) {
            world.netServer.fault(7, Fault.LEAKING_MESSAGE);
            world.netServer.faultFirst(8, 1, Fault.SESSION);
            world.netServer.faultFirst(9, 1, Fault.SOAP_FAULT_SERVER);
            Program bridge = world.program("run");
            List.of("7", "8", "9", "42", "nonsense").forEach(value -> world.send(null, value));
            bridge.awaitLine("signing in failed");
            world.netServer.user("bob", PASSWORD);
            List<ConsumerRecord<byte[], byte[]>> records =
                    new ArrayList<>(world.tail(world.info).await(3));
            records.addAll(world.tail(world.deadLetter).await(2));
            world.awaitNoLag();
            assertThat(bridge.stop()).isZero();
            bridge.awaitLine("stopped;");

            List<String> secrets = new ArrayList<>(List.of(PASSWORD, TOKEN, "hunter22"));
            world.netServer.journal().stream()
                    .map(Call::ticket)
                    .filter(ticket -> ticket != null)
                    .distinct()
                    .forEach(secrets::add);
            assertThat(secrets).as("tickets were used").hasSizeGreaterThan(3);
            assertThat(bridge.output()).noneSatisfy(line -> assertThat(line).containsAnyOf(array(secrets)));
            assertThat(records)
                    .noneSatisfy(record -> assertThat(everythingOf(record)).containsAnyOf(array(secrets)));
            assertThat(bridge.output()).anySatisfy(line -> assertThat(line).endsWith("netserver.password=***"));
        }
    }

    private static String[] array(List<String> texts) {
        return texts.toArray(String[]::new);
    }

    private static String everythingOf(ConsumerRecord<byte[], byte[]> record) {
        StringBuilder text = new StringBuilder(String.valueOf(Tail.headers(record)));
        for (byte[] bytes : new byte[][] {record.key(), record.value()}) {
            text.append(bytes == null ? "" : new String(bytes, StandardCharsets.ISO_8859_1));
        }
        return text.toString();
    }
}
