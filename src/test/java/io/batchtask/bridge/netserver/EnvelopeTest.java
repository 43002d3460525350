package io.batchtask.bridge.netserver;

import static io.batchtask.bridge.netserver.Envelopes.text;
import static io.batchtask.bridge.netserver.Envelopes.valid;
import static org.assertj.core.api.Assertions.assertThat;

import io.batchtask.bridge.dev.netserver.NetServerSimulator;
import io.batchtask.bridge.dev.netserver.NetServerSimulator.Call;
import io.batchtask.bridge.http.HttpSetup;
import io.batchtask.bridge.http.HttpTransport;
import io.batchtask.bridge.http.ProxySelector;
import io.batchtask.bridge.http.TlsSource;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.camel.CamelContext;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What really leaves for NetServer, held against the strict facts. */
class EnvelopeTest {
    private static NetServerSimulator simulator;
    private static ExecutorService workers;
    private static CamelContext camel;
    private static HttpTransport http;
    private static NetServer netServer;
    private static final AtomicReference<Optional<String>> TOKEN = new AtomicReference<>(Optional.empty());

    @BeforeAll
    static void connect() {
        simulator = NetServerSimulator.start();
        simulator.latency(Duration.ZERO);
        workers = Executors.newFixedThreadPool(2);
        camel = new DefaultCamelContext();
        http = new HttpTransport(new HttpSetup(
                Duration.ofSeconds(5), Duration.ofSeconds(5), 4, TlsSource.OF_THE_JVM, ProxySelector.NONE));
        netServer = DirectRoute.netServer(camel, connection(Optional.empty()), http, workers);
        camel.start();
    }

    private static NetServerOptions connection(Optional<String> timeZone) {
        return new NetServerOptions(
                ServiceLocation.fixed(simulator.url()), TOKEN::get, ZoneOffset.UTC, timeZone, ErrorRules.NONE);
    }

    @AfterAll
    static void disconnect() {
        camel.stop();
        netServer.close();
        http.close();
        workers.shutdownNow();
        simulator.close();
    }

    @BeforeEach
    void forget() {
        simulator.resetCounts();
        TOKEN.set(Optional.empty());
    }

    private static Reply lookUp(int id, String ticket) {
        return lookUp(netServer, id, ticket);
    }

    private static Reply lookUp(NetServer asked, int id, String ticket) {
        return asked.lookUp(id, ticket).orTimeout(20, TimeUnit.SECONDS).join();
    }

    private static Call onlyCall() {
        assertThat(simulator.journal()).hasSize(1);
        return simulator.journal().get(0);
    }

    private static void isPosted(Call call, String service) {
        assertThat(call.httpHeaders())
                .containsEntry("soapaction", "\"" + Operation.NAMESPACE + "/" + service + "/" + call.operation() + "\"")
                .containsEntry("user-agent", "batchtask-bridge")
                .doesNotContainKeys("upgrade", "cookie", "authorization", "operationname")
                .hasEntrySatisfying(
                        "content-type", type -> assertThat(type).isEqualToIgnoringCase("text/xml; charset=utf-8"));
    }

    @Test
    void aLookUpIsTheIdWithTheTicketInItsHeader() throws Exception {
        assertThat(lookUp(4711, NetServerSimulator.TICKET)).isInstanceOf(Reply.Found.class);
        Call call = onlyCall();
        isPosted(call, "Batch");
        assertThat(valid(call.envelope())).containsExactly("Header/Credentials", "Body/GetBatchTaskInfo");
        assertThat(text(call.envelope(), "Id")).isEqualTo("4711");
        assertThat(text(call.envelope(), "Ticket")).isEqualTo(NetServerSimulator.TICKET);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2_147_483_647})
    void theEndsOfTheRangeAreAskedForAsTheyAre(int id) throws Exception {
        lookUp(id, NetServerSimulator.TICKET);
        assertThat(valid(onlyCall().envelope())).isNotEmpty();
        assertThat(text(onlyCall().envelope(), "Id")).isEqualTo(String.valueOf(id));
    }

    @Test
    void theApplicationTokenComesFirstWhenThereIsOne() throws Exception {
        TOKEN.set(Optional.of("client-secret"));
        lookUp(4711, NetServerSimulator.TICKET);
        assertThat(valid(onlyCall().envelope()))
                .containsExactly("Header/ApplicationToken", "Header/Credentials", "Body/GetBatchTaskInfo");
        assertThat(text(onlyCall().envelope(), "ApplicationToken")).isEqualTo("client-secret");
    }

    @ParameterizedTest
    @ValueSource(strings = {"7T:a+b/c==", "<&>\"']]>", "blå € 😀", " in between ", ""})
    void secretsArriveUntouched(String secret) throws Exception {
        TOKEN.set(Optional.of(secret));
        lookUp(4711, secret);
        assertThat(valid(onlyCall().envelope())).hasSize(3);
        assertThat(text(onlyCall().envelope(), "Ticket")).isEqualTo(secret);
        assertThat(text(onlyCall().envelope(), "ApplicationToken")).isEqualTo(secret);
    }

    /** What Windows appends when files are joined, and no XML may hold. */
    @Test
    void aSecretThatCannotBeSentIsNoAnswerOfNetServers() throws Exception {
        assertThat(lookUp(4711, "7T:abc\u001A")).isInstanceOfSatisfying(Reply.Failed.class, failed -> {
            assertThat(failed.failure().className()).isEqualTo("unavailable");
            assertThat(failed.failure().code()).isEqualTo("not-sent");
            assertThat(failed.failure().message()).doesNotContain("7T:abc");
        });
        assertThat(simulator.journal()).isEmpty();
    }

    @Test
    void signingInIsUserThenPasswordWithoutCredentials() throws Exception {
        simulator.user("some & body", "hunter<22>");
        TOKEN.set(Optional.of("client-secret"));
        String ticket =
                netServer.signIn().authenticate("some & body", "hunter<22>").get(10, TimeUnit.SECONDS);
        assertThat(ticket).startsWith("7T:");
        Call call = onlyCall();
        isPosted(call, "SoPrincipal");
        assertThat(valid(call.envelope()))
                .containsExactly("Header/ApplicationToken", "Body/AuthenticateUsernamePassword");
        assertThat(text(call.envelope(), "UserName")).isEqualTo("some & body");
        assertThat(text(call.envelope(), "Password")).isEqualTo("hunter<22>");
    }

    @Test
    void systemInformationIsAskedForWithNothing() throws Exception {
        assertThat(netServer.signIn().systemInfo().get(10, TimeUnit.SECONDS)).startsWith("NetServer ");
        Call call = onlyCall();
        isPosted(call, "SoPrincipal");
        assertThat(valid(call.envelope())).containsExactly("Body/GetSystemInfo");
    }

    @Test
    void anAccessTokenIsTradedInByItself() throws Exception {
        netServer
                .signIn()
                .authenticate("8A:Cust12345.a+b&c")
                .handle((ticket, refused) -> refused)
                .get(10, TimeUnit.SECONDS);
        Call call = onlyCall();
        isPosted(call, "SoPrincipal");
        assertThat(valid(call.envelope())).containsExactly("Body/AuthenticateWithAccessToken");
        assertThat(text(call.envelope(), "AccessToken")).isEqualTo("8A:Cust12345.a+b&c");
    }

    @ParameterizedTest
    @CsvSource({"1, SoTimeZoneId", "NO, SoTimeZoneLocationCode"})
    void aTimeZoneThatIsAskedForComesLast(String zone, String element) throws Exception {
        CamelContext other = new DefaultCamelContext();
        other.start();
        try (NetServer asking = DirectRoute.netServer(other, connection(Optional.of(zone)), http, workers)) {
            lookUp(asking, 4711, NetServerSimulator.TICKET);
        } finally {
            other.stop();
        }
        assertThat(valid(onlyCall().envelope()))
                .containsExactly("Header/Credentials", "Header/TimeZone", "Body/GetBatchTaskInfo");
        assertThat(text(onlyCall().envelope(), element)).isEqualTo(zone);
    }
}
