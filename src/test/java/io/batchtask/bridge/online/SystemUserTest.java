package io.batchtask.bridge.online;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.batchtask.bridge.dev.netserver.NetServerSimulator;
import io.batchtask.bridge.dev.netserver.OnlineApp;
import io.batchtask.bridge.dev.netserver.OnlineFault;
import io.batchtask.bridge.dev.netserver.OnlineSimulator;
import io.batchtask.bridge.dev.netserver.TokenFault;
import io.batchtask.bridge.failure.Failure;
import io.batchtask.bridge.failure.SignInRefused;
import io.batchtask.bridge.http.HttpSetup;
import io.batchtask.bridge.http.HttpTransport;
import io.batchtask.bridge.http.ProxySelector;
import io.batchtask.bridge.http.TlsSource;
import io.batchtask.bridge.signin.SignInRetry;
import io.batchtask.bridge.signin.Tickets;
import io.batchtask.bridge.time.ManualTime;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class SystemUserTest {
    private static NetServerSimulator netServer;
    private static OnlineSimulator online;

    private final AtomicReference<String> key =
            new AtomicReference<>(online.app().pem());
    private final AtomicReference<String> secret =
            new AtomicReference<>(online.app().applicationToken());
    private final AtomicReference<String> token =
            new AtomicReference<>(online.app().systemUserToken());
    private final List<URI> addresses = new ArrayList<>();
    private final List<HttpTransport> doors = new ArrayList<>();

    @BeforeAll
    static void start() {
        netServer = NetServerSimulator.start();
        online = OnlineSimulator.start(netServer);
    }

    @AfterAll
    static void stop() {
        online.close();
        netServer.close();
    }

    @AfterEach
    void behave() {
        online.tokens(null);
        online.refuses(null);
        online.clockAhead(Duration.ZERO);
        online.exchangeFault(null);
        online.keysFault(null);
        online.claims(netServer.url(OnlineSimulator.TENANT, "Services86"));
    }

    private SystemUser user(boolean soap) {
        return user(soap, OnlineSimulator.TENANT, Duration.ofMinutes(1));
    }

    private SystemUser user(boolean soap, String tenant, Duration patience) {
        return new SystemUser(
                new OnlineHttp(transport(patience), ForkJoinPool.commonPool()),
                new Environment(online.url()),
                new SystemUserIdentity(tenant, secret::get, token::get, key::get),
                soap,
                addresses::add,
                Clock.systemUTC());
    }

    private HttpTransport transport(Duration patience) {
        HttpTransport transport = new HttpTransport(
                new HttpSetup(Duration.ofSeconds(2), patience, 4, TlsSource.OF_THE_JVM, ProxySelector.NONE));
        doors.add(transport);
        return transport;
    }

    @AfterEach
    void closeDoors() {
        doors.forEach(HttpTransport::close);
    }

    private static String ticket(CompletableFuture<String> signIn) {
        return signIn.orTimeout(10, TimeUnit.SECONDS).join();
    }

    private static Failure refusal(CompletableFuture<String> signIn) {
        CompletionException failed = catchThrowableOfType(CompletionException.class, () -> ticket(signIn));
        assertThat(failed).as("a ticket was handed out").isNotNull();
        assertThat(failed.getCause()).isInstanceOf(SignInRefused.class);
        return ((SignInRefused) failed.getCause()).failure();
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void aSignedTokenIsExchangedForATicketAndAnAddress(boolean soap) {
        online.claims(URI.create("https://sod2.superoffice.com/Cust12345/Remote/Services82/"));

        assertThat(ticket(user(soap).signIn())).startsWith("7T:");
        assertThat(addresses).containsExactly(URI.create("https://sod2.superoffice.com/Cust12345/Remote/Services82/"));
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void theTenantMayBeNamedByItsSerialNumber(boolean soap) {
        assertThat(ticket(user(soap, OnlineSimulator.SERIAL, Duration.ofSeconds(5))
                        .signIn()))
                .startsWith("7T:");
    }

    @ParameterizedTest
    @EnumSource(TokenFault.class)
    void noTicketIsTakenFromASecurityTokenThatIsWrong(TokenFault wrong) {
        online.tokens(wrong);

        Failure refusal = refusal(user(false).signIn());

        assertThat(refusal).isInstanceOf(Failure.SignIn.class);
        assertThat(refusal.code()).isEqualTo("bad-security-token");
        assertThat(refusal.message()).doesNotContain("7T:");
        assertThat(addresses).isEmpty();
    }

    @Test
    void keysAreAskedForOnceAndAgainWhenTheVendorHasChangedThem() {
        SystemUser user = user(false);
        int before = online.keyCalls();
        ticket(user.signIn());
        ticket(user.signIn());
        assertThat(online.keyCalls()).isEqualTo(before + 1);

        online.rotatesKeys();

        ticket(user.signIn());
        ticket(user.signIn());
        assertThat(online.keyCalls()).isEqualTo(before + 2);
    }

    @ParameterizedTest
    @CsvSource({"false, InvalidSignature", "true, InvalidSignature"})
    void anotherAppsKeyIsRefused(boolean soap, String reason) {
        key.set(OnlineApp.register("x", "y").pem());

        assertThat(refusal(user(soap).signIn())).isEqualTo(new Failure.SignIn("system-user-refused", reason));
    }

    @ParameterizedTest
    @CsvSource({"false, PT6M30S", "false, PT-6M-30S", "true, PT6M30S"})
    void aClockThatIsWrongIsRefused(boolean soap, Duration ahead) {
        online.clockAhead(ahead);

        assertThat(refusal(user(soap).signIn()))
                .isEqualTo(new Failure.SignIn("system-user-refused", "InvalidTimestamp"));
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void aTenantThatHasNotApprovedTheAppIsNamed(boolean soap) {
        assertThat(refusal(user(soap, "Cust99999", Duration.ofSeconds(5)).signIn())
                        .message())
                .contains("not approved for Cust99999");
    }

    /** An app that is approved a minute later is not to wait for a quarter of an hour. */
    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void aRefusedSystemUserIsTriedAgainSoon(boolean soap) {
        ManualTime time = new ManualTime();
        Tickets tickets = new Tickets(
                user(soap, "Cust99999", Duration.ofSeconds(5))::signIn,
                new SignInRetry(n -> Duration.ofMinutes(1), List::of, false, Runnable::run, time, time::nanoTime),
                Duration.ofHours(6),
                text -> text,
                time::nanoTime);

        tickets.ticket();

        Awaitility.await().untilAsserted(() -> assertThat(tickets.refusal()).isPresent());
        assertThat(tickets.nextTry()).isEqualTo("1 s");
    }

    @Test
    void aRefusalWithoutAReasonIsSaidToBeOne() {
        online.refuses("");

        assertThat(refusal(user(false).signIn()).message()).contains("refused without a reason");
    }

    @Test
    void aSecretThatWasReplacedIsUsedFromTheNextSignInOn() {
        SystemUser user = user(false);
        secret.set("an old one");
        assertThat(refusal(user.signIn()).message()).contains("application token");

        secret.set(online.app().applicationToken());

        assertThat(ticket(user.signIn())).startsWith("7T:");
    }

    @Test
    void withoutAUsableKeyNoServerIsAsked() {
        key.set("-----BEGIN RSA PRIVATE KEY-----");
        int before = online.exchanges();

        Failure refusal = refusal(user(false).signIn());

        assertThat(refusal.code()).isEqualTo("private-key");
        assertThat(refusal.message()).contains("a PEM block without its end");
        assertThat(online.exchanges()).isEqualTo(before);
    }

    @Test
    void aSoapFaultTellsItsReason() {
        token.set("App\u0001"); // no character of XML, so the envelope cannot be read

        Failure refusal = refusal(user(true).signIn());

        assertThat(refusal.message()).contains("not well-formed");
    }

    @ParameterizedTest
    @CsvSource({
        "NOT_FOUND, unavailable, http-404",
        "UNAVAILABLE, unavailable, http-503",
        "HTML, contract, not-json",
        "BROKEN_JSON, contract, not-json",
        "STALLED, unavailable, response-timeout",
        "HUGE, unavailable, reply-too-large"
    })
    void anExchangeThatGoesWrongIsNoRefusal(OnlineFault wrong, String failureClass, String code) {
        online.exchangeFault(wrong);

        Failure failure = refusal(
                user(false, OnlineSimulator.TENANT, Duration.ofMillis(700)).signIn());

        assertThat(failure.className()).isEqualTo(failureClass);
        assertThat(failure.code()).isEqualTo(code);
    }

    @Test
    void keysThatCannotBeHadAreNotTheTokensFault() {
        online.keysFault(OnlineFault.UNAVAILABLE);
        assertThat(refusal(user(false).signIn()).code()).isEqualTo("http-503");

        online.keysFault(OnlineFault.HTML);
        assertThat(refusal(user(false).signIn()).code()).isEqualTo("not-json");
    }
}
