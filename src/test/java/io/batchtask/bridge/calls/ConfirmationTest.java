package io.batchtask.bridge.calls;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import io.batchtask.bridge.failure.Failure;
import io.batchtask.bridge.http.HttpSetup;
import io.batchtask.bridge.http.HttpTransport;
import io.batchtask.bridge.http.ProxySelector;
import io.batchtask.bridge.http.TlsSource;
import io.batchtask.bridge.netserver.ErrorRules;
import io.batchtask.bridge.netserver.NetServer;
import io.batchtask.bridge.netserver.NetServerOptions;
import io.batchtask.bridge.netserver.Reply;
import io.batchtask.bridge.netserver.ServiceLocation;
import io.batchtask.bridge.traces.Tracing;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.camel.Route;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Answers that end a record are confirmed where they may have been meant for another call. */
@Timeout(60)
class ConfirmationTest {
    private static final String NS = "http://www.superoffice.net/ws/crm/NetServer/Services86";
    private static final String NIL = answer("");
    private static final String SENTRY = "<h:Succeeded>false</h:Succeeded><h:ExceptionInfo><Message>no</Message>"
            + "<ExceptionType>SoSentryException</ExceptionType></h:ExceptionInfo>";

    private final ExecutorService workers = Executors.newFixedThreadPool(2);
    private final DefaultCamelContext camel = new DefaultCamelContext();
    private final Deque<String> answers = new ArrayDeque<>();
    private final AtomicInteger calls = new AtomicInteger();
    private final List<Reply> heard = new ArrayList<>();
    private HttpServer server;
    private HttpTransport http;
    private NetServer netServer;
    private Caller caller;

    private static String answer(String response) {
        return envelope("<h:Succeeded>true</h:Succeeded>", response);
    }

    private static String task(int id) {
        return answer("<Response><Id>" + id + "</Id></Response>");
    }

    private static String envelope(String headers, String response) {
        return "<s:Envelope xmlns:s='http://schemas.xmlsoap.org/soap/envelope/' xmlns:h='" + NS + "' xmlns='" + NS
                + "'><s:Header>" + headers + "</s:Header><s:Body><GetBatchTaskInfoResponse>" + response
                + "</GetBatchTaskInfoResponse></s:Body></s:Envelope>";
    }

    @BeforeEach
    void connect() throws Exception {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            exchange.getRequestBody().readAllBytes();
            calls.incrementAndGet();
            byte[] body = answers.remove().getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().set("Content-Type", "text/xml; charset=utf-8");
            exchange.sendResponseHeaders(body.length == 0 ? 503 : 200, body.length == 0 ? -1 : body.length);
            exchange.getResponseBody().write(body);
            exchange.close();
        });
        server.start();
        URI base = URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/Remote/Services86/");
        http = new HttpTransport(new HttpSetup(
                Duration.ofSeconds(20), Duration.ofSeconds(20), 4, TlsSource.OF_THE_JVM, ProxySelector.NONE));
        netServer = new NetServer(
                camel,
                new NetServerOptions(
                        ServiceLocation.fixed(base),
                        Optional::empty,
                        ZoneOffset.UTC,
                        Optional.empty(),
                        ErrorRules.NONE),
                http,
                new RouteProducer(camel, CallRoutes.ASK),
                new RouteProducer(camel, CallRoutes.SIGN_IN),
                workers,
                Tracing.OFF);
        camel.addRoutes(new CallRoutes());
        camel.start();
        caller = Callers.caller(netServer, (reply, time) -> heard.add(reply));
        answers.add(task(1));
        assertThat(find(1)).as("a call before, on the connection").isInstanceOf(Reply.Found.class);
        calls.set(0);
        heard.clear();
    }

    @AfterEach
    void close() {
        camel.stop();
        netServer.close();
        http.close();
        server.stop(0);
        workers.shutdownNow();
        assertThat(caller.inFlight()).isZero();
        assertThat(answers).as("answers that were not asked for").isEmpty();
        assertThat(heard).as("each call is measured").hasSize(calls.get());
    }

    private Reply find(int id) {
        return Callers.make(caller, id, Turn.FIRST).join();
    }

    private static String failure(Reply reply) {
        Failure failure = ((Reply.Failed) reply).failure();
        return failure.className() + "/" + failure.code();
    }

    private void areCalls(int made) {
        assertThat(calls).hasValue(made);
    }

    @Test
    void bothRoutesAreNamedByWhatTheyDo() {
        answers.add(task(1));
        find(1);

        assertThat(camel.getRoutes()).extracting(Route::getRouteId).containsExactly("ask", "sign-in");
    }

    @Test
    void aTaskThatIsThereIsAskedForOnce() {
        answers.add(task(42));

        assertThat(find(42)).isInstanceOf(Reply.Found.class);
        areCalls(1);
    }

    @Test
    void anAnswerThatNamesNoTaskCountsOnlyWhenItComesAgain() {
        answers.addAll(List.of(NIL, NIL));

        assertThat(failure(find(42))).isEqualTo("not-found/nil-response");
        areCalls(2);
    }

    @Test
    void anAnswerThatDoesNotEndTheRecordNeedNotComeAgain() {
        answers.add(NIL);
        Callers.Recorded waiting = new Callers.Recorded(42);
        waiting.waits = true;

        assertThat(failure(Callers.make(caller, waiting, Turn.PATIENT).join())).isEqualTo("not-found/nil-response");
        areCalls(1);
    }

    @Test
    void anAnswerMeantForAnotherCallDoesNotEndATaskThatIsThere() {
        answers.addAll(List.of(NIL, task(42)));

        assertThat(find(42)).isInstanceOf(Reply.Found.class);
        areCalls(2);
    }

    @Test
    void theTaskOfAnotherIsNotHeldAgainstThisOne() {
        answers.addAll(List.of(task(7), task(42)));

        assertThat(find(42)).isInstanceOf(Reply.Found.class);
        areCalls(2);
    }

    @Test
    void anotherTaskTwiceIsAgainstTheContract() {
        answers.addAll(List.of(task(7), task(7)));

        assertThat(failure(find(42))).isEqualTo("contract/other-id");
        areCalls(2);
    }

    @Test
    void whatIsAgainstTheContractCountsOnlyWhenItComesAgain() {
        answers.addAll(List.of(envelope("", ""), envelope("", "")));
        assertThat(failure(find(42))).isEqualTo("contract/no-succeeded");
        areCalls(2);

        answers.addAll(List.of(task(1), envelope("", ""), task(42)));
        find(1);
        assertThat(find(42)).isInstanceOf(Reply.Found.class);
        areCalls(5);
    }

    @Test
    void whatIsRefusedCountsOnlyWhenItComesAgain() {
        answers.addAll(List.of(envelope(SENTRY, ""), envelope(SENTRY, "")));
        assertThat(failure(find(42))).isEqualTo("refused/SoSentryException");
        areCalls(2);

        answers.addAll(List.of(task(1), envelope(SENTRY, ""), task(42)));
        find(1);
        assertThat(find(42)).isInstanceOf(Reply.Found.class);
        areCalls(5);
    }

    @Test
    void whatCannotBeConfirmedIsNotAnswered() {
        answers.addAll(List.of(NIL, ""));

        assertThat(failure(find(42))).isEqualTo("unavailable/http-503");
        areCalls(2);
    }

    @Test
    void aProbeIsContentWithAnyAnswer() {
        answers.add(NIL);

        assertThat(failure(Callers.make(caller, 42, Turn.PROBE).join())).isEqualTo("not-found/nil-response");
        areCalls(1);
    }
}
