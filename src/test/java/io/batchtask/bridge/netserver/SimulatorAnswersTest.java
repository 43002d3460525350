package io.batchtask.bridge.netserver;

import static io.batchtask.bridge.netserver.Envelopes.SOAP;
import static io.batchtask.bridge.netserver.Envelopes.valid;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.batchtask.bridge.dev.netserver.Fault;
import io.batchtask.bridge.dev.netserver.NetServerSimulator;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.xml.sax.SAXException;

/** What the simulator answers, held against the strict facts: tests against it are worth as much as it is like a real one. */
class SimulatorAnswersTest {
    private static NetServerSimulator simulator;

    @BeforeAll
    static void start() {
        simulator = NetServerSimulator.start();
        simulator.latency(Duration.ZERO);
    }

    @AfterAll
    static void stop() {
        simulator.close();
    }

    private static String answer(int id) throws Exception {
        return answer(id, "Services86");
    }

    private static String answer(int id, String services) throws Exception {
        ServiceVersion version = new ServiceVersion(services);
        String envelope = "<s:Envelope xmlns:s='" + SOAP + "' xmlns:so='" + Operation.NAMESPACE + "'><s:Header>"
                + "<so:Credentials><so:Ticket>" + NetServerSimulator.TICKET + "</so:Ticket></so:Credentials></s:Header>"
                + "<s:Body><so:GetBatchTaskInfo><so:Id>" + id + "</so:Id></so:GetBatchTaskInfo></s:Body></s:Envelope>";
        HttpRequest request = HttpRequest.newBuilder(
                        simulator.url("Cust12345", services).resolve("Batch.svc"))
                .version(HttpClient.Version.HTTP_1_1)
                .timeout(Duration.ofSeconds(10))
                .header("Content-Type", "text/xml; charset=utf-8")
                .header("SOAPAction", "\"" + version.toWire(Operation.NAMESPACE) + "/Batch/GetBatchTaskInfo\"")
                .POST(HttpRequest.BodyPublishers.ofString(version.toWire(envelope)))
                .build();
        return HttpClient.newHttpClient()
                .send(request, HttpResponse.BodyHandlers.ofString())
                .body();
    }

    @ParameterizedTest
    @EnumSource(
            value = Fault.class,
            names = {
                "NIL_STRINGS",
                "EMPTY_STRINGS",
                "LONG_STRINGS",
                "NIL_DICTIONARY_VALUE",
                "NEVER_STARTED",
                "NEVER_STARTED_1760",
                "DATE_WITH_Z",
                "DATE_WITH_OFFSET",
                "DATE_WITH_FRACTION",
                "STATE_AQUIRED",
                "OTHER_ID",
                "NIL_RESPONSE",
                "BLANK_CARRIER",
                "NOT_FOUND",
                "SENTRY",
                "SESSION",
                "SESSION_INNER",
                "FAILED_WITHOUT_REASON",
                "SUCCEEDED_WITH_EXCEPTION"
            })
    void theSimulatorsAnswersAreThoseOfARealServer(Fault fault) throws Exception {
        simulator.fault(7, fault);
        assertThat(valid(answer(7)))
                .containsExactly(
                        "Header/ExceptionInfo",
                        "Header/ExtraInfo",
                        "Header/Succeeded",
                        "Header/TimeZone",
                        "Body/GetBatchTaskInfoResponse");
    }

    @ParameterizedTest
    @EnumSource(
            value = Fault.class,
            names = {
                "STATE_MANUAL_CLEANUP",
                "EXTRA_ELEMENTS",
                "BEYOND_SHORT",
                "BEYOND_INT",
                "NIL_VALUES",
                "NOT_A_NUMBER",
                "BAD_DATE"
            })
    void itsAnswersOutsideTheContractAreOutsideIndeed(Fault fault) throws Exception {
        simulator.fault(8, fault);
        String answer = answer(8);
        assertThatExceptionOfType(SAXException.class).isThrownBy(() -> valid(answer));
    }

    @ParameterizedTest
    @CsvSource({"Services84, false", "Services85, false", "Services86, false", "Services87, false", "Services88, true"})
    void services88AloneEndsATaskWithTwoElementsMore(String services, boolean more) throws Exception {
        String added = "(<FileName>[^<]+</FileName>|<FileName i:nil=\"true\"/>)"
                + "<CancellationBehaviour>(CanCancel|CancelWithWarning|CannotCancel)</CancellationBehaviour>(?=</Response>)";
        for (int id = 100; id < 112; id++) {
            String answer = answer(id, services);
            String inTheContractsWords = new ServiceVersion(services).fromWire(answer);

            assertThat(inTheContractsWords.matches("(?s).*" + added + ".*")).isEqualTo(more);
            assertThat(inTheContractsWords.replaceFirst(added, "")).isEqualTo(answer(id));
        }
    }
}
