package io.batchtask.bridge.it.security;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.parallel.ExecutionMode.CONCURRENT;

import io.batchtask.bridge.dev.netserver.Fault;
import io.batchtask.bridge.dev.netserver.NetServerSimulator;
import io.batchtask.bridge.dev.netserver.NetServerSimulator.Call;
import io.batchtask.bridge.it.world.OnlineWorld;
import io.batchtask.bridge.it.world.Program;
import io.batchtask.bridge.it.world.Tail;
import io.batchtask.bridge.it.world.Timeouts;
import io.batchtask.bridge.it.world.World;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * However the bridge signs in and whatever NetServer does: tickets, tokens, passwords, keys and NetServer's stack traces
 * are in no log, no event and no dead letter.
 */
@Execution(CONCURRENT)
class LeakIT {
    private static final int FEW = 5;
    private static final int HEALTHY_BETWEEN = 260;
    private static final String TOKEN = "8A:Cust12345.abcDEF0123+/==";
    private static final String APPLICATION = "S3cret-of-the-app";
    private static final String PASSWORD = "S3cret-Pa55word";
    private static final String WRONG = "S3cret-of-last-year";

    /** Gives up soon, and never takes a fault of one task for an outage. */
    private static void impatient(World world) {
        world.set("netserver.connect-timeout", "1s")
                .set("netserver.response-timeout", "1s")
                .set("retry.max-attempts", 2)
                .set("retry.max-delay", "200ms")
                .set("retry.initial-delay", "100ms");
        world.netServer.latency(Duration.ofMillis(20));
    }

    /**
     * One task for each way in which a look-up can go wrong, and the end of each. Those that never get on come a few at a
     * time, with others that do between them: where many fail it is the path that is bad, and poison is found much later.
     */
    private static List<String> everythingGoesWrong(World world, Program bridge) {
        Tail events = world.tail(world.info);
        Tail deadLetters = world.tail(world.deadLetter);
        List<Fault> stuck = new ArrayList<>();
        for (Fault fault : Fault.values()) {
            boolean passes = fault.kind() == Fault.Kind.TICKET || fault.isThrottling();
            int times = passes ? 2 : Integer.MAX_VALUE; // more would only take time
            world.netServer.faultFirst(1000 + fault.ordinal(), times, fault);
            if (fault.kind() == Fault.Kind.PASSING && !passes) {
                stuck.add(fault);
            } else {
                world.send(null, String.valueOf(1000 + fault.ordinal()));
            }
        }
        world.send(null, "nonsense");
        int ends = 2 + Fault.values().length - stuck.size();
        awaitEnds(world, events, deadLetters, ends);
        for (int from = 0; from < stuck.size(); from += FEW) {
            List<Fault> few = stuck.subList(from, Math.min(from + FEW, stuck.size()));
            few.forEach(fault -> world.send(null, String.valueOf(1000 + fault.ordinal())));
            ends += few.size();
            awaitEnds(world, events, deadLetters, ends);
            for (int id = 0; id < HEALTHY_BETWEEN; id++) {
                world.send(null, String.valueOf(10_000 + id));
            }
            ends += HEALTHY_BETWEEN;
            awaitEnds(world, events, deadLetters, ends);
        }
        assertThat(bridge.stop()).isZero();
        bridge.awaitLine("stopped;");
        List<String> texts = new ArrayList<>(bridge.output());
        events.records().forEach(record -> texts.add(everythingOf(record)));
        deadLetters.records().forEach(record -> texts.add(everythingOf(record)));
        return texts;
    }

    private static void awaitEnds(World world, Tail events, Tail deadLetters, int number) {
        world.flush();
        Awaitility.await().atMost(Timeouts.LONG).untilAsserted(() -> assertThat(events.size() + deadLetters.size())
                .as("ends of records")
                .isEqualTo(number));
    }

    private static String everythingOf(ConsumerRecord<byte[], byte[]> record) {
        StringBuilder text = new StringBuilder(String.valueOf(Tail.headers(record)));
        for (byte[] bytes : new byte[][] {record.key(), record.value()}) {
            text.append(bytes == null ? "" : new String(bytes, StandardCharsets.UTF_8));
        }
        return text.toString();
    }

    /** What NetServer says, or was sent, that no one else may see. */
    private static Map<String, String> secretsOf(World world) {
        Map<String, String> secrets = new LinkedHashMap<>();
        secrets.put("NetServer's stack trace", "SuperOffice.Secret.Inner");
        secrets.put("NetServer's source files", "agent.cs");
        secrets.put("a password NetServer quotes", "hunter22");
        secrets.put("a Java stack trace", "\tat ");
        world.netServer.journal().stream()
                .map(Call::ticket)
                .filter(Objects::nonNull)
                .distinct()
                .forEach(ticket -> secrets.put("ticket " + ticket, ticket));
        return secrets;
    }

    private static void inNone(List<String> texts, Map<String, String> secrets) {
        assertThat(texts).hasSizeGreaterThan(Fault.values().length);
        secrets.forEach((what, secret) ->
                assertThat(texts).as(what).noneSatisfy(text -> assertThat(text).contains(secret)));
    }

    @ParameterizedTest
    @CsvSource({"ticket, false", "password, false", "access-token, false", "access-token, true"})
    void whatIsSecretOnSiteStaysSecret(String way, boolean exchanged) throws IOException {
        try (World world = World.create()) {
            world.netServer.expireTickets(); // signing in fails at first
            impatient(world);
            Path secret = Files.writeString(world.directory().resolve("secret"), WRONG);
            world.unset("netserver.ticket")
                    .set("netserver.sign-in", way)
                    .set("netserver.username", "bob")
                    .set("netserver." + way + "-file", secret)
                    .set("netserver.access-token-exchange", exchanged)
                    .set("netserver.application-token", APPLICATION);
            Program bridge = world.program("run");
            world.send(null, "1000");
            bridge.awaitLine("signing in failed");
            world.netServer.acceptTicket(NetServerSimulator.TICKET);
            world.netServer.acceptTicket(TOKEN);
            world.netServer.user("bob", PASSWORD);
            Files.writeString(
                    secret,
                    switch (way) {
                        case "ticket" -> NetServerSimulator.TICKET;
                        case "password" -> PASSWORD;
                        default -> TOKEN;
                    });
            world.tail(world.info).await(1);
            world.netServer.expireTickets(); // and once more in the middle
            world.netServer.acceptTicket(NetServerSimulator.TICKET);
            world.netServer.acceptTicket(TOKEN);

            List<String> texts = everythingGoesWrong(world, bridge);

            assertThat(bridge.output())
                    .anyMatch(line ->
                            line.contains("settings; ") && line.contains(" batchtask.netserver." + way + "=***"));
            Map<String, String> secrets = secretsOf(world);
            assertThat(secrets).as("tickets were used").hasSizeGreaterThan(4);
            secrets.put("password", PASSWORD);
            secrets.put("the wrong secret", WRONG);
            secrets.put("access token", TOKEN);
            secrets.put("application token", APPLICATION);
            inNone(texts, secrets);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"rest", "soap"})
    void whatIsSecretOnlineStaysSecret(String exchange) {
        try (OnlineWorld online = OnlineWorld.create().set("netserver.system-user.exchange", exchange)) {
            impatient(online.world);
            String token = online.online.app().systemUserToken();
            String application = online.online.app().applicationToken();
            online.online.refuses("Token " + token + ".202611250203.c2lnbmF0dXJl of " + application + " is no good");
            String key = online.online.app().xml();
            online.replace(online.keyFile, key);
            Program bridge = online.world.program("run");
            online.send(1000, 1000);
            bridge.awaitLine("signing in failed");
            online.online.refuses(null);
            online.replace(online.keyFile, online.online.app().pem()); // what was refused is not sent again
            online.events(1);

            List<String> texts = everythingGoesWrong(online.world, bridge);

            Map<String, String> secrets = secretsOf(online.world);
            online.online.tickets().forEach(ticket -> secrets.put("ticket " + ticket, ticket));
            secrets.put("system user token", token);
            secrets.put("application token", application);
            secrets.put("a JSON web token", "eyJ0eXAi");
            List<String> pem = online.online.app().pem().lines().toList();
            secrets.put("private key", pem.get(pem.size() / 2));
            secrets.put("private key of before", key.substring(key.length() / 2, key.length() / 2 + 40));
            inNone(texts, secrets);
        }
    }
}
