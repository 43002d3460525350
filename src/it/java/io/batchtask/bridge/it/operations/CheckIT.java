package io.batchtask.bridge.it.operations;

import static org.assertj.core.api.Assertions.assertThat;

import io.batchtask.bridge.Readme;
import io.batchtask.bridge.dev.netserver.Fault;
import io.batchtask.bridge.dev.netserver.Https;
import io.batchtask.bridge.dev.netserver.NetServerSimulator;
import io.batchtask.bridge.it.world.Certificates;
import io.batchtask.bridge.it.world.CommandRun;
import io.batchtask.bridge.it.world.LogLines;
import io.batchtask.bridge.it.world.OnlineWorld;
import io.batchtask.bridge.it.world.World;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code check} names the step that fails, and says what to do about it. */
@ResourceLock(LogLines.LOCK)
class CheckIT {
    private static final List<String> STEPS =
            List.of("tenant", "dns", "tcp", "tls", "http", "netserver", "sign-in", "batch-tasks");

    private static final Map<String, String> GREETINGS = Map.of(
            "SMTP", "220 mail.example ESMTP\r\n",
            "a secret", "HTTP/" + NetServerSimulator.TICKET + "\r\n",
            "nothing at all", "");

    @TempDir
    private static Path directory;

    private static Certificates certificates;

    private final World world = World.create();

    @BeforeAll
    static void certificatesAreMade() {
        certificates = new Certificates(directory);
    }

    @AfterEach
    void close() {
        world.close();
    }

    private CommandRun check() {
        return CommandRun.of(world, "check");
    }

    @Test
    void aBootstrapServerThatIsNotThereIsNamedBesideOneThatAnswers() {
        world.set("kafka.bootstrap-servers", world.broker.bootstrapServers() + ",127.0.0.1:1");

        CommandRun check = check();

        allIsWell(check);
        assertThat(check.lines())
                .anyMatch(line -> line.startsWith("ok    broker: 1 node(s) at ")
                        && line.endsWith("; but no connection to 127.0.0.1:1: Connection refused"));
    }

    private static void allIsWell(CommandRun check) {
        assertThat(check.exit()).as(check.text()).isZero();
        List<String> steps = check.lines().subList(0, check.lines().size() - 1);
        assertThat(steps).allSatisfy(line -> assertThat(line).startsWith("ok    "));
        assertThat(check.lines()).last().isEqualTo("all " + steps.size() + " checks passed");
        assertThat(steps)
                .extracting(line -> line.substring(6, line.indexOf(':')))
                .containsSubsequence("settings", "codecs", "broker", "topics")
                .containsSubsequence(STEPS);
    }

    /** That step fails with these words, all before it are good and those after it are not tried. */
    static void fails(CommandRun check, String step, String... words) {
        String all = check.text();
        assertThat(check.exit()).as(all).isEqualTo(1);
        for (String before : STEPS.subList(0, STEPS.indexOf(step))) {
            assertThat(check.lines()).as(all).anySatisfy(line -> assertThat(line)
                    .startsWith("ok    " + before + ":"));
        }
        List<String> failures =
                check.lines().stream().filter(line -> line.startsWith("FAIL")).toList();
        assertThat(failures).as(all).hasSize(1);
        assertThat(failures.get(0)).startsWith("FAIL  " + step + ": ").contains(words);
        assertThat(check.lines()).last().asString().matches("1 of \\d+ checks failed: " + step);
        if (!step.equals("batch-tasks")) {
            assertThat(check.lines()).contains("      the steps after that one were not tried");
        }
    }

    // ---- all is well

    @ParameterizedTest
    @ValueSource(strings = {"ticket", "password", "access-token", "access-token, exchanged"})
    void whenAllIsWellEachStepSaysSo(String way) {
        sayHowToSignIn(way);

        allIsWell(check());
    }

    private void sayHowToSignIn(String way) {
        world.netServer.acceptTicket("8A:Cust12345.abcDEF0123==");
        world.set("netserver.sign-in", way.split(",")[0])
                .set("netserver.username", NetServerSimulator.USER)
                .set("netserver.password", NetServerSimulator.PASSWORD)
                .set("netserver.access-token", "8A:Cust12345.abcDEF0123==")
                .set("netserver.access-token-exchange", way.contains("exchanged"));
    }

    @Test
    void itPrintsWhatTheDocumentsShow() {
        String named = String.join("\n", check().lines())
                .replace(world.ids, "superoffice.batchtask.ids")
                .replace(world.info, "superoffice.batchtask.info")
                .replace(world.deadLetter, "superoffice.batchtask.ids.dlq");

        assertThat(withoutPorts(named))
                .isEqualTo(withoutPorts(new Readme().sample("check").strip()));
    }

    private static String withoutPorts(String text) {
        return text.replaceAll("127\\.0\\.0\\.1:\\d+", "127.0.0.1:PORT");
    }

    @ParameterizedTest
    @ValueSource(strings = {"ticket", "password", "access-token", "access-token, exchanged"})
    void aTaskIsLookedUpHoweverTheBridgeSignsIn(String way) {
        sayHowToSignIn(way);

        CommandRun lookup = CommandRun.of(world, "lookup", "42");

        assertThat(lookup.exit()).as(lookup.text()).isZero();
        assertThat(String.join("\n", lookup.lines())).contains("\"id\": 42", "\"name\": \"ExportArchive\"");
    }

    @ParameterizedTest
    @ValueSource(strings = {"rest", "soap"})
    void aSystemUserIsCheckedAndLooksUpTheSameWay(String exchange) {
        try (OnlineWorld online = OnlineWorld.create().set("netserver.system-user.exchange", exchange)) {
            CommandRun check = CommandRun.of(online.world, "check");
            allIsWell(check);
            assertThat(check.lines())
                    .contains("ok    tenant: served at http://127.0.0.1:" + online.world.netServer.port()
                            + "/Cust12345/Remote/Services86/");

            CommandRun lookup = CommandRun.of(online.world, "lookup", "42");
            assertThat(lookup.exit()).as(lookup.text()).isZero();
        }
    }

    // ---- the way there

    @Test
    void aHostThatCannotBeResolved() {
        world.set("netserver.url", "http://no-such-host.invalid/Remote/Services86/");

        fails(check(), "dns", "no-such-host.invalid cannot be resolved", "check the host in batchtask.netserver.url");
    }

    @Test
    void aPortWithoutAListener() {
        world.set("netserver.url", "http://127.0.0.1:1/Remote/Services86/");

        fails(check(), "tcp", "127.0.0.1:1", "refused", "check the port in batchtask.netserver.url");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "server | false | false | trust the issuer of the server's certificate with batchtask.netserver.tls.trust-store",
                "expired | true | false | the server's certificate has expired: it must be renewed there",
                "elsewhere | true | false | the certificate is for another host",
                "server | true | true | the server wants a client certificate: batchtask.netserver.tls.key-store"
            })
    void aHandshakeThatFails(String certificate, boolean trusted, boolean clientWanted, String advice) {
        Optional<Path> clients = Optional.of(certificates.authorityStore).filter(wanted -> clientWanted);
        world.netServer.secure(new Https(certificates.keys, certificate, Certificates.PASSWORD, clients));
        world.set("netserver.url", world.netServer.url());
        if (trusted) {
            world.set("netserver.tls.trust-store", certificates.authorityPem)
                    .set("netserver.tls.trust-store-type", "PEM");
        }

        fails(check(), "tls", advice);
    }

    @Test
    void anHttpsPortThatIsSpokenToInPlainHttp() {
        world.netServer.secure(new Https(certificates.keys, "server", Certificates.PASSWORD, Optional.empty()));
        world.set("netserver.url", world.netServer.url().toString().replace("https:", "http:"));

        fails(check(), "http", "if the port is an https one, say https:// in batchtask.netserver.url");
    }

    @Test
    void aPortThatDoesNotSpeakTls() {
        world.set("netserver.url", world.netServer.url().toString().replace("http:", "https:"));

        fails(check(), "tls", "is this port really an https one?");
    }

    @ParameterizedTest
    @CsvSource({
        "SMTP, it does not speak HTTP",
        "a secret, it does not speak HTTP",
        "nothing at all, it does not answer HTTP in time",
    })
    void aPortThatDoesNotSpeakHttp(String what, String advice) throws Exception {
        world.set("netserver.connect-timeout", "1s");
        try (ServerSocket server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
            Thread greeter = new Thread(() -> greet(server, GREETINGS.get(what)));
            greeter.setDaemon(true);
            greeter.start();
            world.set("netserver.url", "http://127.0.0.1:" + server.getLocalPort() + "/Remote/Services86/");

            CommandRun check = check();
            fails(check, "http", advice);
            assertThat(check.text()).doesNotContain(NetServerSimulator.TICKET);
        }
    }

    private static void greet(ServerSocket server, String greeting) {
        List<Socket> callers = new ArrayList<>(); // a connection without a reference is closed by the garbage collector
        try {
            while (true) {
                callers.add(server.accept());
                callers.get(callers.size() - 1).getOutputStream().write(greeting.getBytes());
            }
        } catch (IOException testIsOver) {
            callers.forEach(CheckIT::close);
        }
    }

    private static void close(Socket caller) {
        try {
            caller.close();
        } catch (IOException gone) {
            // closed all the same
        }
    }

    @Test
    void aPathWhereThereIsNoNetServer() {
        world.set("netserver.url", world.netServer.url().toString().replace("/Remote/", "/crm/NetServer/"));

        fails(check(), "netserver", "HTTP 404 for /crm/NetServer/Services86/Batch.svc", "check the path");
    }

    @ParameterizedTest
    @EnumSource(
            value = Fault.class,
            names = {"HTML_200", "EMPTY_200", "TRUNCATED_XML"})
    void anAnswerThatIsNoNetServers(Fault fault) {
        world.netServer.faultEverywhere(fault);

        fails(check(), "netserver", "GetSystemInfo needs no ticket: is Services86 installed and enabled there?");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "HTTP_302 | HTTP 302 (Location: /login); redirects are not followed; it leads to /login, a sign-in page",
                "HTTP_401 | HTTP 401 (WWW-Authenticate: Negotiate); whatever stands before NetServer wants a sign-in",
                "HTTP_403 | HTTP 403; the web server or a gateway lets nobody through",
                "HTTP_421 | HTTP 421; the tenant is served by another host",
                "HTTP_429 | HTTP 429; too many calls",
                "HTTP_503 | HTTP 503; a gateway answers, and NetServer behind it does not",
                "HTTP_500_HTML | HTTP 500; the web server there is broken",
            })
    void anAnswerOfWhateverStandsBeforeNetServer(Fault fault, String words) {
        world.netServer.faultEverywhere(fault);

        fails(check(), "http", words);
    }

    @Test
    void theAdviceNamesTheServiceVersionOfTheSettings() {
        world.set("netserver.url", world.netServer.url("Cust12345", "Services88"));
        allIsWell(check());
        world.netServer.faultEverywhere(Fault.HTML_200);

        fails(check(), "netserver", "is Services88 installed");
    }

    // ---- signing in

    @Test
    void aWrongPassword() {
        sayHowToSignIn("password");
        world.set("netserver.password", "not the right one");

        CommandRun check = check();

        fails(check, "sign-in", "refuses this user or password", "check batchtask.netserver.username and .password");
        assertThat(check.text()).doesNotContain("not the right one");
    }

    @ParameterizedTest
    @CsvSource({
        "ticket, ticket, put a fresh ticket into batchtask.netserver.ticket or its file",
        "access-token, access-token, put a fresh token into batchtask.netserver.access-token or its file",
        "'access-token, exchanged', access-token, put a fresh token into batchtask.netserver.access-token or its file"
    })
    void aTicketOrTokenThatIsNoLongerGood(String way, String key, String advice) {
        sayHowToSignIn(way);
        world.set("netserver." + key, "7T:bGFzdCB5ZWFyJ3M=");

        CommandRun check = check();

        fails(check, "sign-in", advice);
        assertThat(check.text()).doesNotContain("bGFzdCB5ZWFyJ3M");
    }

    // ---- the right to read

    @ParameterizedTest
    @EnumSource(
            value = Fault.class,
            names = {"SENTRY", "LICENSE"})
    void aUserWhoMayNotReadBatchTasks(Fault fault) {
        world.netServer.fault(1, fault);

        fails(check(), "batch-tasks", "refused/", "this user must be allowed to read batch tasks");
    }

    @ParameterizedTest
    @EnumSource(
            value = Fault.class,
            names = {"NIL_RESPONSE", "BLANK_CARRIER", "NOT_FOUND"})
    void aTaskThatIsNotThereMayBeReadAllTheSame(Fault fault) {
        world.netServer.fault(1, fault);

        allIsWell(check());
    }

    @Test
    void aServiceThatFailsIsNoQuestionOfRights() {
        world.netServer.fault(1, Fault.HTTP_503);

        CommandRun check = check();

        fails(check, "batch-tasks", "unavailable/http-503");
        assertThat(check.text()).doesNotContain("must be allowed");
    }

    // ---- all at once

    @Test
    void noSecretIsPrintedWhateverIsWrong() {
        sayHowToSignIn("password");
        world.set("netserver.application-token", "S3cret-of-the-app");
        for (Fault fault : List.of(Fault.LEAKING_MESSAGE, Fault.SESSION, Fault.SOAP_FAULT_SERVER, Fault.NOT_XML)) {
            world.netServer.fault(1, fault);

            CommandRun check = check();

            Map.of(
                            "password", NetServerSimulator.PASSWORD,
                            "application token", "S3cret-of-the-app",
                            "ticket", "7T:",
                            "a quoted password", "hunter22",
                            "stack trace", "SuperOffice.Secret.Inner")
                    .forEach((what, secret) -> assertThat(check.lines() + " " + check.errors())
                            .as(what)
                            .doesNotContain(secret));
        }
    }

    @Test
    void settingsThatCannotBeUsedAreNamedBeforeAnythingIsTried() {
        world.set("netserver.tls.trust-store", "/no/such/file.p12");

        CommandRun check = check();

        assertThat(check.exit()).isEqualTo(2);
        assertThat(check.errors()).anySatisfy(line -> assertThat(line).contains("/no/such/file.p12"));
    }
}
