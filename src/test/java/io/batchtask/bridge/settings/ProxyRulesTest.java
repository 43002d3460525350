package io.batchtask.bridge.settings;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Who decides about proxies, and in which order. */
class ProxyRulesTest {
    private static final String PROXY = "batchtask.netserver.proxy.";
    private static final URI SECURE = URI.create("https://crm.example.com/SO/Remote/Services86/");
    private static final URI PLAIN = URI.create("http://crm.example.com/SO/Remote/Services86/");

    /** Variables and properties as {@code name=value}, properties with {@code -D} before them. */
    private static ProxyRules rules(Given given, String... outside) {
        Map<String, String> environment = new HashMap<>();
        Properties system = new Properties();
        for (String one : outside) {
            String[] parts = one.split("=", 2);
            if (parts[0].startsWith("-D")) {
                system.setProperty(parts[0].substring(2), parts[1]);
            } else {
                environment.put(parts[0], parts[1]);
            }
        }
        List<String> problems = new ArrayList<>();
        ProxyRules rules = ProxyRules.of(given.settings().netserver().proxy(), environment, system, Set.of(), problems);
        assertThat(problems).isEmpty();
        return rules;
    }

    private static String way(ProxyRules rules, URI target) {
        return rules.to(target).map(ProxyServer::toString).orElse("straight");
    }

    private static String login(ProxyServer proxy) {
        return proxy.username().orElse("") + ":"
                + proxy.password().map(Secret::reveal).orElse("");
    }

    @Test
    void withoutAnythingEverythingGoesStraight() {
        assertThat(way(rules(Given.complete()), SECURE)).isEqualTo("straight");
        assertThat(rules(Given.complete()).servers()).isEmpty();
    }

    @Test
    void theSettingIsForAllCallsWhateverElseIsSaid() {
        ProxyRules rules = rules(
                Given.complete()
                        .file(PROXY + "url", "http://proxy.example:3128")
                        .file(PROXY + "username", "bridge")
                        .file(PROXY + "password", "hunter22"),
                "HTTPS_PROXY=http://other:1",
                "NO_PROXY=*",
                "-Dhttps.proxyHost=another");

        assertThat(List.of(SECURE, PLAIN, URI.create("http://127.0.0.1:8080/"), URI.create("http://localhost/")))
                .allSatisfy(target -> assertThat(way(rules, target)).isEqualTo("http://bridge:***@proxy.example:3128"));
        assertThat(rules.servers())
                .singleElement()
                .extracting(ProxyRulesTest::login)
                .isEqualTo("bridge:hunter22");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "HTTPS_PROXY=http://p:3128; http://p:3128; straight",
                "https_proxy=http://p:3128; http://p:3128; straight",
                "HTTP_PROXY=http://p:3128; straight; http://p:3128",
                "http_proxy=http://p:3128; straight; http://p:3128",
                "ALL_PROXY=http://p:3128; straight; straight",
                "HTTPS_PROXY=http://big:1 https_proxy=http://small:1; http://small:1; straight",
                "HTTPS_PROXY=http://big:1 https_proxy=; http://big:1; straight",
                "HTTPS_PROXY=; straight; straight",
                "HTTPS_PROXY=p:3128; http://p:3128; straight",
                "HTTPS_PROXY=http://p; http://p:80; straight",
                "HTTPS_PROXY=HTTP://p:3128/; http://p:3128; straight",
                "HTTPS_PROXY=http://[fd00::1]:3128; http://[fd00::1]:3128; straight",
                "HTTPS_PROXY=http://p:3128 HTTP_PROXY=http://q:1 NO_PROXY=example.com; straight; straight",
                "HTTPS_PROXY=http://p:3128 HTTP_PROXY=http://q:1 no_proxy=example.com:80; http://p:3128; straight",
                "HTTPS_PROXY=http://p:3128 no_proxy=other.example NO_PROXY=example.com; http://p:3128; straight",
                "-Dhttps.proxyHost=j -Dhttps.proxyPort=8080; http://j:8080; straight",
                "-Dhttps.proxyHost=j; http://j:443; straight",
                "-Dhttp.proxyHost=j; straight; http://j:80",
                "-Dhttps.proxyHost=j -Dhttp.nonProxyHosts=*.example.com|x; straight; straight",
                "-Dhttps.proxyHost=j -Dhttp.nonProxyHosts=example.com; http://j:443; straight",
                "-Dhttps.proxyHost=j NO_PROXY=*; http://j:443; straight",
                "-Dhttps.proxyHost=j HTTPS_PROXY=http://p:1 HTTP_PROXY=http://p:1; http://j:443; http://p:1"
            })
    void theEnvironmentAndTheJvmAreAskedByTheTargetsScheme(String outside, String secure, String plain) {
        ProxyRules rules = rules(Given.complete(), outside.split(" "));

        assertThat(List.of(way(rules, SECURE), way(rules, PLAIN))).containsExactly(secure, plain);
    }

    @ParameterizedTest
    @ValueSource(strings = {"localhost", "LOCALHOST:8443", "127.0.0.1", "127.1.2.3:8443", "[::1]:8443"})
    void noProxyButTheConfiguredOneIsAskedForALoopbackAddress(String host) {
        ProxyRules rules = rules(Given.complete(), "HTTPS_PROXY=http://p:1");
        assertThat(way(rules, URI.create("https://" + host + "/Services86/"))).isEqualTo("straight");
        ProxyRules ofTheJvm = rules(Given.complete(), "-Dhttps.proxyHost=j", "-Dhttp.nonProxyHosts=none");
        assertThat(way(ofTheJvm, URI.create("https://" + host + "/Services86/")))
                .isEqualTo("straight");
    }

    @Test
    void aHostWithAnUnderscoreIsAHost() {
        ProxyRules rules = rules(Given.complete(), "HTTPS_PROXY=http://p:1", "NO_PROXY=crm_server");
        assertThat(way(rules, URI.create("https://crm_server:8443/Services86/")))
                .isEqualTo("straight");
        assertThat(way(rules, URI.create("https://crm_other/Services86/"))).isEqualTo("http://p:1");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ' ',
            value = {
                "http://bridge:hunter22@p:1 bridge:hunter22",
                "bridge:hunter22@p:1 bridge:hunter22",
                "http://bridge@p:1 bridge:",
                "http://br%40idge:p%3Aa%2Fs%25s@p:1 br@idge:p:a/s%s",
                "http://bridge:a+b@p:1 bridge:a+b",
                "http://bridge:pa@ss@p:1 bridge:pa@ss",
                "http://bridge:pa/ss@p:1 bridge:pa/ss",
                "http://p:1 :"
            })
    void userAndPasswordStandInTheVariable(String variable, String login) {
        Optional<ProxyServer> proxy =
                rules(Given.complete(), "HTTPS_PROXY=" + variable).to(SECURE);

        assertThat(proxy).map(ProxyRulesTest::login).hasValue(login);
        assertThat(proxy.orElseThrow().toString()).doesNotContain("hunter22");
    }

    @Test
    void theJvmsUserAndPasswordAreSent() {
        ProxyRules rules = rules(
                Given.complete(),
                "-Dhttps.proxyHost=j",
                "-Dhttps.proxyUser=bridge",
                "-Dhttps.proxyPassword=hunter22",
                "-Dhttp.proxyHost=k");
        assertThat(rules.servers().stream().map(ProxyRulesTest::login).collect(Collectors.toList()))
                .containsExactly("bridge:hunter22", ":");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "HTTPS_PROXY; socks5://p:1080; spoken to by plain HTTP, http://host:port, and not by socks5",
                "HTTPS_PROXY; https://p:1; spoken to by plain HTTP, http://host:port, and not by https",
                "https_proxy; http://p:99999; a port is 1 to 65535",
                "HTTP_PROXY; http://p:port; no address of the form http://user:password@host:port",
                "HTTP_PROXY; http://hunter22:hunter22@; no address of the form",
                "HTTP_PROXY; http://u:hunter22%@p:1; must be percent-encoded",
                "HTTP_PROXY; http://u%3Ax:hunter22@p:1; a user's name with a colon"
            })
    void aVariableThatCannotBeUsedIsNamedWithAllElseThatIsWrongAndNotShown(String name, String text, String reason) {
        List<String> problems = Given.complete()
                .file("batchtask.netserver.url", (name.equals("HTTP_PROXY") ? PLAIN : SECURE).toString())
                .environment(name, text)
                .environment("NO_PROXY", "10.0.0.0/99")
                .property("batchtask.kafka.consumers", "0")
                .problems();

        assertThat(problems).hasSize(2).anySatisfy(problem -> assertThat(problem)
                .startsWith("environment variable " + name + " cannot be used: ")
                .contains(reason)
                .contains("; unset it, or set " + PROXY + "url"));
        assertThat(problems.toString()).doesNotContain("hunter22");
    }

    /** Users who have lived with such variables until now go on to. */
    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "HTTPS_PROXY=socks5://p:1080 NO_PROXY=*",
                "HTTPS_PROXY=https://p:1 NO_PROXY=example.com",
                "HTTPS_PROXY=https://p:1 NO_PROXY=10.0.0.0/255.0.0.0,example.com",
                "HTTP_PROXY=socks5://p:1080",
                "HTTPS_PROXY=http://p:1 NO_PROXY=10.0.0.0/99",
                "-Dhttp.proxyHost=p -Dhttp.proxyPort=many",
                "-Dhttps.proxyHost=p -Dhttps.proxyPort=many -Dhttp.nonProxyHosts=*"
            })
    void whatConcernsNoneOfOurTargetsMayBeWrongAndIsReported(String outside) {
        Given given = Given.complete();
        for (String one : outside.split(" ")) {
            String[] parts = one.split("=", 2);
            if (parts[0].startsWith("-D")) {
                given.property(parts[0].substring(2), parts[1]);
            } else {
                given.environment(parts[0], parts[1]);
            }
        }
        assertThat(given.load()).isNotNull();
        assertThat(rules(given, outside.split(" ")).passedOver()).isNotEmpty();
        assertThat(rules(given, "HTTPS_PROXY=http://p:1", "NO_PROXY=example.com")
                        .passedOver())
                .isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "system-user.environment, qaonline, qaonline.superoffice.com",
        "system-user.environment, https://on.example, on.example",
        "url, https://sod.superoffice.com/Cust1/Remote/Services86/, sod.superoffice.com",
        "url, https://online7.superoffice.com/Cust1/Remote/Services86/, online.superoffice.com"
    })
    void theOnlineServicesAreTargetsToo(String key, String text, String host) {
        Given given = Given.complete()
                .file("batchtask.netserver.tenant", "Cust1")
                .file("batchtask.netserver." + key, text)
                .environment("HTTPS_PROXY", "socks5://p:1080")
                .environment("NO_PROXY", "example.com,online7.superoffice.com");
        assertThat(given.problems())
                .singleElement()
                .asString()
                .startsWith("environment variable HTTPS_PROXY cannot be used");
        assertThat(given.environment("NO_PROXY", "example.com,online7.superoffice.com," + host)
                        .load())
                .isNotNull();
    }

    @Test
    void whatIsNotAskedForMayBeWrong() {
        Given given = Given.complete()
                .environment("HTTPS_PROXY", "socks5://p:1080")
                .file(PROXY + "url", "http://proxy.example:3128");
        assertThat(given.settings().netserver().proxy().url()).isPresent();
        assertThat(Given.complete().environment("NO_PROXY", "10.0.0.0/99").load())
                .isNotNull();
    }

    @Test
    void aPropertyThatCannotBeUsedIsNamed() {
        assertThat(Given.complete()
                        .property("https.proxyHost", "p")
                        .property("https.proxyPort", "many")
                        .problems())
                .containsExactly("-Dhttps.proxyHost cannot be used: https.proxyPort is no number");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://bridge:hunter22@proxy.example:3128",
                "bridge:hunter22@proxy.example:3128",
                "http:/bridge:hunter22@proxy.example:3128",
                "bridge:hunter//22@proxy.example:3128",
                "https://proxy.example:3128",
                "proxy.example:3128",
                "http://proxy.example",
                "http://proxy.example:3128/path",
                "socks5://proxy.example:1080"
            })
    void anotherAddressIsRefusedAndTheWayToGiveAPasswordNamed(String url) {
        assertThat(Given.complete().property(PROXY + "url", url).problems())
                .singleElement()
                .asString()
                .startsWith(PROXY + "url = ")
                .endsWith("is not allowed: http://host:port; user and password are settings of their own,"
                        + " .username and .password")
                .doesNotContain("hunter", "22@");
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "65536", "99999"})
    void aPortThatThereIsNotIsRefused(String port) {
        assertThat(Given.complete()
                        .property(PROXY + "url", "http://proxy.example:" + port)
                        .problems())
                .containsExactly(
                        PROXY + "url = http://proxy.example:" + port + " is not allowed: a port is 1 to 65535");
    }

    @ParameterizedTest
    @CsvSource({
        "url username, password is required with username",
        "url password, username is required with password",
        "username password, url is required with username"
    })
    void userPasswordAndProxyGoTogether(String set, String problem) {
        Map<String, String> values =
                Map.of("url", "http://proxy.example:3128", "username", "bridge", "password", "hunter22");
        Given given = Given.complete();
        for (String key : set.split(" ")) {
            given.property(PROXY + key, values.get(key));
        }
        String[] words = problem.split(" is required with ");
        assertThat(given.problems()).containsExactly(PROXY + words[0] + " is required with " + PROXY + words[1]);
    }

    @Test
    void whatIsInForceIsShownAndItsPasswordIsNot() {
        SettingsLoader.Loaded loaded = Given.complete()
                .environment("HTTPS_PROXY", "http://bridge:hunter22@p:3128")
                .property("http.proxyHost", "j")
                .load();
        assertThat(SettingsReference.effective(loaded))
                .containsEntry("environment HTTPS_PROXY", "http://bridge:***@p:3128")
                .containsEntry("-Dhttp.proxyHost", "http://j:80");
        assertThat(SettingsReference.effective(Given.complete()
                        .environment("HTTPS_PROXY", "http://p:3128")
                        .file(PROXY + "url", "http://proxy.example:3128")
                        .load()))
                .containsEntry(PROXY + "url", "http://proxy.example:3128")
                .doesNotContainKey("environment HTTPS_PROXY");
    }
}
