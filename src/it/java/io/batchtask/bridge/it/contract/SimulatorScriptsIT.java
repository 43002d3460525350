package io.batchtask.bridge.it.contract;

import static io.batchtask.bridge.it.contract.SoapByHand.LOOK_UP;
import static io.batchtask.bridge.it.contract.SoapByHand.XML;
import static io.batchtask.bridge.it.contract.SoapByHand.envelope;
import static io.batchtask.bridge.it.contract.SoapByHand.id;
import static org.assertj.core.api.Assertions.assertThat;

import io.batchtask.bridge.dev.netserver.FailureMix;
import io.batchtask.bridge.dev.netserver.Fault;
import io.batchtask.bridge.dev.netserver.Look;
import io.batchtask.bridge.dev.netserver.SimulatorMain;
import io.batchtask.bridge.dev.process.ChildJvm;
import io.batchtask.bridge.it.world.Timeouts;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;

/** The simulator follows its scripts, as an object and as a program. */
class SimulatorScriptsIT extends WithSimulator {
    @ParameterizedTest
    @CsvSource({
        "1404, <Response i:nil=\"true\"/>",
        "1403, SoSentryException",
        "1500, NullReferenceException",
        "1777, <State>New</State>",
        "1778, <State>Started</State>"
    })
    void theCastPlaysByTheEndOfTheId(int id, String expected) throws Exception {
        netServer.cast(true);
        assertThat(client.lookUp(envelope(TICKET, id(id))).body()).contains(expected);
    }

    @Test
    void aCallThatIsAbandonedIsNoLongerUnderWay() throws Exception {
        netServer.latency(Duration.ofMinutes(5));
        byte[] body = envelope(TICKET, id(1)).getBytes(StandardCharsets.UTF_8);
        try (Socket socket = new Socket("127.0.0.1", netServer.port())) {
            String head = "POST /Remote/Services86/Batch.svc HTTP/1.1\r\nHost: x\r\nContent-Type: " + XML
                    + "\r\nSOAPAction: " + LOOK_UP + "\r\nContent-Length: " + body.length + "\r\n\r\n";
            socket.getOutputStream().write(head.getBytes(StandardCharsets.US_ASCII));
            socket.getOutputStream().write(body);
            Awaitility.await().until(() -> netServer.underWay() == 1);
        }
        Awaitility.await().until(() -> netServer.underWay() == 0);
        assertThat(netServer.mostUnderWay()).isEqualTo(1);
    }

    @ParameterizedTest
    @EnumSource(
            mode = Mode.EXCLUDE,
            names = {"HANG", "STALLED_BODY", "TRICKLED_BODY", "SLOW"})
    void everyFaultIsPlayedOnALookUpAndLeavesNothingUnderWay(Fault fault) throws Exception {
        netServer.fault(1, fault);
        String answer = SoapByHand.outcome(() -> client.lookUp(envelope(TICKET, id(1))));
        assertThat(answer).isNotEqualTo(SoapByHand.outcome(() -> client.lookUp(envelope(TICKET, id(2)))));
        Awaitility.await().until(() -> netServer.underWay() == 0);
    }

    @ParameterizedTest
    @EnumSource(
            mode = Mode.EXCLUDE,
            names = {"HANG", "STALLED_BODY", "TRICKLED_BODY"})
    void aFaultEverywhereReachesSignInsUnlessOnlyATaskCanHaveIt(Fault fault) throws Exception {
        netServer.faultEverywhere(fault);
        boolean ofTheTask = List.of(Fault.Kind.UNUSUAL, Fault.Kind.NOT_FOUND, Fault.Kind.LATE)
                        .contains(fault.kind())
                || List.of(Fault.OTHER_ID, Fault.NOT_A_NUMBER, Fault.BAD_DATE, Fault.BEYOND_INT, Fault.TRUE_AS_WORD)
                        .contains(fault);
        assertThat(SoapByHand.outcome(() -> client.signIn("sim", "simulated")).contains("<Ticket>"))
                .isEqualTo(ofTheTask);
    }

    @Test
    void callsFailAtRandomAndWhatEachTaskMetIsRemembered() throws Exception {
        netServer.fault(9, Fault.NOT_FOUND);
        netServer.failing(new FailureMix(42, Map.of(Fault.RESET, 0.5)));
        for (int id = 1; id <= 10; id++) {
            for (int call = 0; call < 3; call++) {
                String envelope = envelope(TICKET, id(id));
                SoapByHand.outcome(() -> client.lookUp(envelope));
            }
        }
        assertThat(netServer.looks()).hasSize(10).allSatisfy((id, looks) -> assertThat(looks)
                .hasSize(3)
                .allSatisfy(look -> assertThat(look.failed()).isEqualTo(look.fault() == Fault.RESET)));
        assertThat(netServer.looks().values())
                .extracting(List::toString)
                .contains("[answered, RESET, answered]", "[RESET, RESET, RESET]");
        assertThat(netServer.looks().get(9)).extracting(Look::fault).containsOnly(Fault.NOT_FOUND);

        netServer.failing(null);
        assertThat(netServer.looks()).isEmpty();
    }

    @Test
    void whatComesBeyondTheLoadIsRefusedUntilTheBoundIsLifted() throws Exception {
        netServer.failing(new FailureMix(42, Map.of()));
        netServer.bears(1);
        long refused = 0;
        for (int call = 0; refused == 0 && call < 1_000; call++) {
            HttpResponse<String> answer = client.lookUp(envelope(TICKET, id(1)));
            if (answer.statusCode() == 429) {
                refused++;
                assertThat(answer.headers().firstValue("Retry-After")).hasValue("1");
            }
        }
        assertThat(refused).isEqualTo(1);

        netServer.bears(0);
        for (int call = 0; call < 20; call++) {
            assertThat(client.lookUp(envelope(TICKET, id(2))).statusCode()).isEqualTo(200);
        }
        assertThat(netServer.looks().get(1)).last().matches(Look::throttled);
        assertThat(netServer.looks().get(2)).hasSize(20).noneMatch(Look::failed);
    }

    @Test
    void whatWasMetUnderAFormerMixIsRemembered() throws Exception {
        netServer.failing(new FailureMix(42, Map.of()));
        client.lookUp(envelope(TICKET, id(1)));
        netServer.failing(new FailureMix(42, Map.of(Fault.HTTP_503, 1.0)));
        client.lookUp(envelope(TICKET, id(1)));
        assertThat(netServer.looks().get(1)).hasToString("[answered, HTTP_503]");
    }

    @Test
    void theProgramServesWhatItPrints() throws Exception {
        try (ChildJvm program = ChildJvm.ofClass(
                SimulatorMain.class,
                List.of(),
                List.of("--port", "0", "--latency-ms", "1", "--fault", "7=html_200", "--user", "ann=pw"))) {
            String url = Awaitility.await()
                    .atMost(Timeouts.LONG)
                    .until(
                            () -> program.output().stream()
                                    .filter(line -> line.contains("http://"))
                                    .findFirst()
                                    .orElse(""),
                            line -> !line.isEmpty())
                    .replaceAll(".*(http://.*)", "$1");
            assertThat(new SoapByHand(URI.create(url))
                            .lookUp(envelope(TICKET, id(7)))
                            .body())
                    .contains("<html>");
        }
    }

    @Test
    void theProgramExplainsEachFault() {
        try (ChildJvm program = ChildJvm.ofClass(SimulatorMain.class, List.of(), List.of("--list-faults"))) {
            assertThat(program.waitFor(Timeouts.LONG)).isZero();
            Awaitility.await().untilAsserted(() -> assertThat(program.output())
                    .filteredOn(line -> line.matches("  [A-Z0-9_]+ +\\S.*"))
                    .hasSize(Fault.values().length));
        }
    }
}
