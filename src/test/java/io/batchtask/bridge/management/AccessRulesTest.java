package io.batchtask.bridge.management;

import static org.assertj.core.api.Assertions.assertThat;

import io.batchtask.bridge.management.AccessRules.Request;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AccessRulesTest {
    private static final String TOKEN = "0123456789abcdef";
    private static final AccessRules LOCAL = new AccessRules(true, "127.0.0.1", Optional.empty());
    private static final AccessRules OPEN = new AccessRules(false, "0.0.0.0", Optional.of(() -> TOKEN));

    private static Request to(String path, List<String> hosts, List<String> authorizations) {
        return new Request("GET", path, hosts, authorizations, List.of(), List.of(), null);
    }

    private static Request post(String host, List<String> origins, List<String> sites, String type) {
        return new Request("POST", "/lookup", List.of(host), List.of(), origins, sites, type);
    }

    private static int status(Optional<Answer> refusal) {
        return refusal.map(Answer::status).orElse(200);
    }

    @ParameterizedTest
    @ValueSource(strings = {"localhost", "localhost:9876", "127.0.0.1:9876", "[::1]:9876", "LOCALHOST:1", "127.0.0.1"})
    void thisMachineIsCalledByOneOfItsNames(String host) {
        assertThat(LOCAL.refusal(to("/", List.of(host), List.of()))).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "evil.example",
                "evil.example:9876",
                "localhost.evil.example",
                "127.0.0.1.evil.example",
                "",
                "localhost:9876:evil.example",
                "[::1].evil.example",
                "192.168.0.7:9876"
            })
    void aNameThatIsNotOursIsOneThatResolvesHereForAPageFromElsewhere(String host) {
        assertThat(status(LOCAL.refusal(to("/", List.of(host), List.of())))).isEqualTo(403);
        assertThat(status(LOCAL.refusal(to("/observe/health", List.of(host), List.of()))))
                .isEqualTo(403);
    }

    @Test
    void noNameOrTwoNamesAreNoNameOfOurs() {
        assertThat(status(LOCAL.refusal(to("/", List.of(), List.of())))).isEqualTo(403);
        assertThat(status(LOCAL.refusal(to("/", List.of("localhost", "evil.example"), List.of()))))
                .isEqualTo(403);
    }

    @Test
    void theConfiguredNameIsOursToo() {
        AccessRules named = new AccessRules(true, "Bridge.local", Optional.empty());
        assertThat(named.refusal(to("/", List.of("bridge.local:9876"), List.of())))
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"/observe/health", "/observe/health/live", "/observe/health/ready"})
    void healthAsksForNoToken(String path) {
        assertThat(OPEN.refusal(to(path, List.of("any.name"), List.of()))).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"/", "/events", "/lookup", "/observe/metrics", "/observe/healthy", "/no/such/path"})
    void everythingElseDoes(String path) {
        assertThat(status(OPEN.refusal(to(path, List.of("any.name"), List.of()))))
                .isEqualTo(401);
        assertThat(OPEN.refusal(to(path, List.of("any.name"), List.of("Bearer " + TOKEN))))
                .isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "Bearer 0123456789abcdef, 200",
        "bearer  0123456789abcdef, 200",
        "Bearer 0123456789abcdeF, 401",
        "Bearer 0123456789abcde, 401",
        "Bearer 0123456789abcdef0, 401",
        "Bearer, 401",
        "Bearer ø, 401",
        "0123456789abcdef, 401",
        "Digest 0123456789abcdef, 401",
        "Basic not-base64-at-all, 401"
    })
    void theTokenIsTakenExactly(String authorization, int status) {
        assertThat(status(OPEN.refusal(to("/", List.of("any"), List.of(authorization)))))
                .isEqualTo(status);
    }

    @ParameterizedTest
    @CsvSource({"anybody:0123456789abcdef, 200", ":0123456789abcdef, 200", "0123456789abcdef:wrong, 401"})
    void aBrowserOffersItAsAPassword(String pair, int status) {
        String basic = "Basic " + Base64.getEncoder().encodeToString(pair.getBytes(StandardCharsets.UTF_8));
        assertThat(status(OPEN.refusal(to("/", List.of("any"), List.of(basic)))))
                .isEqualTo(status);
    }

    @Test
    void twoTokensAreNone() {
        String right = "Bearer " + TOKEN;
        assertThat(status(OPEN.refusal(to("/", List.of("any"), List.of(right, right)))))
                .isEqualTo(401);
    }

    @Test
    void anEmptyTokenFileOpensNothing() {
        AccessRules empty = new AccessRules(false, "0.0.0.0", Optional.of(() -> ""));
        assertThat(status(empty.refusal(to("/", List.of("any"), List.of("Bearer ")))))
                .isEqualTo(401);
    }

    @ParameterizedTest
    @CsvSource(
            nullValues = "-",
            value = {
                "-,                          -,           200",
                "http://localhost:9876,      -,           200",
                "http://localhost:9876,      same-origin, 200",
                "https://localhost:9876,     same-origin, 200",
                "-,                          cross-site,  403",
                "-,                          same-site,   403",
                "-,                          none,        403",
                "http://evil.example,        -,           403",
                "http://localhost:8080,      -,           403",
                "http://localhost,           -,           403",
                "null,                       -,           403",
                "http://localhost:9876,      cross-site,  403",
            })
    void onlyOurOwnPageMakesUsAct(String origin, String site, int status) {
        Request request = post(
                "localhost:9876",
                Optional.ofNullable(origin).map(List::of).orElse(List.of()),
                Optional.ofNullable(site).map(List::of).orElse(List.of()),
                "application/json");
        assertThat(status(LOCAL.refusalToAct(request))).isEqualTo(status);
    }

    @ParameterizedTest
    @CsvSource(
            nullValues = "-",
            value = {
                "application/json, 200",
                "application/json;charset=utf-8, 200",
                "Application/JSON, 200",
                "text/plain, 415",
                "application/x-www-form-urlencoded, 415",
                "application/jsonp, 415",
                "-, 415"
            })
    void aFormOfAnotherSiteCannotSendJson(String type, int status) {
        assertThat(status(LOCAL.refusalToAct(post("localhost", List.of(), List.of(), type))))
                .isEqualTo(status);
    }
}
