package io.batchtask.bridge.management;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class StatusPageTest {
    private static final String EVIL = "<script>alert('x')</script>\"&";

    private static Status status(String text) {
        return new Status(
                "2026-11-24T08:00:00Z",
                text,
                new Status.Names(text, text, text, text, text, text),
                text,
                false,
                List.of(new Status.Check(text, false, text)),
                12.34,
                new Status.Calls(1, 64, 90.5, 2, 1.5, 120, 250.5, 3),
                4,
                5.5,
                null,
                new Status.Ledger(10, 4, 1, 0, 3, 2),
                List.of(new Status.Partition(text, 0, 5L, null, 9L, 4, true, 2L)),
                new Status.Contact(text, text, text, 7),
                new Status.Contact(text, null, null, 8),
                List.of(new Status.End(text, 42, text, text, text, false)),
                List.of(new Status.End(text, 43, text, text, text, true)));
    }

    /** Ready unless some of these are down. */
    static Status status(List<Status.Check> checks) {
        Status any = status("any");
        return new Status(
                any.time(),
                any.version(),
                any.names(),
                any.state(),
                checks.stream().allMatch(Status.Check::up),
                checks,
                any.throughput(),
                any.calls(),
                any.unfinished(),
                any.oldestSeconds(),
                any.lag(),
                any.books(),
                any.partitions(),
                any.breaker(),
                any.signIn(),
                any.recent(),
                any.rejects());
    }

    private final Status status = status(EVIL);
    private final StatusPage statusPage = StatusPage.load();
    private final Answer page = statusPage.of(status);
    private final JsonNode parts =
            Json.read(statusPage.parts(status).getBytes(StandardCharsets.UTF_8)).orElseThrow();

    @Test
    void noSlotIsLeftOpen() {
        assertThat(page.body()).doesNotContain("{{");
    }

    @Test
    void textOfARecordCannotBecomeMarkup() {
        assertThat(page.body())
                .doesNotContain(EVIL)
                .contains("&lt;script&gt;alert(&#39;x&#39;)&lt;/script&gt;&quot;&amp;");
        assertThat(page.body().split("<script", -1)).hasSize(2);
    }

    /** They are put into the page as HTML, so it must not matter what a record says. */
    @Test
    void textOfARecordCannotBecomeMarkupInAnOpenPageEither() {
        assertThat(parts).hasSizeGreaterThan(8).allSatisfy(part -> assertThat(part.asText())
                .doesNotContain("<script", "alert('", "x')"));
        for (String id :
                List.of("title", "names", "state", "trouble", "checks", "contactRows", "partitionRows", "recentRows")) {
            assertThat(parts.path(id).asText()).as(id).contains("&lt;script&gt;alert(&#39;x&#39;)");
        }
    }

    @Test
    void anOpenPageGetsWhatAPageThatOpensNowHas() {
        parts.properties().forEach(part -> assertThat(page.body())
                .containsPattern("id=\"" + part.getKey() + "\"[^>]* data-live>"
                        + Pattern.quote(part.getValue().asText()) + "</"));
        assertThat(page.body().split(" data-live>", -1)).hasSize(parts.size() + 1);
    }

    @Test
    void noRowIsLost() {
        assertThat(parts.path("checks").asText().split("<li", -1)).hasSize(2);
        assertThat(parts.path("contactRows").asText().split("<dt>", -1)).hasSize(5);
        assertThat(rows("partitionRows")).isEqualTo(1);
        assertThat(rows("recentRows")).isEqualTo(1);
        assertThat(rows("rejectRows")).isEqualTo(1);
        assertThat(parts.path("partitionRows").asText())
                .containsSubsequence(
                        "\"Committed\">5<",
                        "\"First unfinished\">–<",
                        "\"Read up to\">9<",
                        "\"Span\">4<",
                        "\"Lag\">2<",
                        "class=\"bad\">paused<");
        assertThat(parts.path("rejectRows").asText()).contains("data-label=\"Task\">43<");
    }

    private int rows(String id) {
        return parts.path(id).asText().split("<tr>", -1).length - 1;
    }

    @Test
    void aStatusIsRenderedOnceHoweverManyLook() {
        assertThat(statusPage.of(status)).isSameAs(page);
        assertThat(statusPage.parts(status)).isSameAs(statusPage.parts(status));
        assertThat(statusPage.of(status("another"))).isNotSameAs(page);
    }

    @ParameterizedTest
    @CsvSource({"output, false, true", "output, true, false", "netserver, false, false"})
    void thatWritingFailsIsSaidBesideHeldUp(String check, boolean up, boolean said) {
        Status.Check result = new Status.Check(check, up, up ? null : "the topic info does not exist");
        String body = statusPage.of(status(List.of(result))).body();
        assertThat(body.contains("writing fails, see Health")).isEqualTo(said);
        assertThat(body.split("the topic info does not exist", -1)).hasSize(up ? 1 : 2);
    }

    @Test
    void tablesWithoutRowsSaySo() {
        Status any = status("any");
        Status empty = new Status(
                any.time(),
                any.version(),
                any.names(),
                any.state(),
                any.ready(),
                any.checks(),
                any.throughput(),
                new Status.Calls(0, 64, null, 0, 0, 0, 0, 0),
                any.unfinished(),
                any.oldestSeconds(),
                any.lag(),
                any.books(),
                List.of(),
                any.breaker(),
                any.signIn(),
                List.of(),
                List.of());
        assertThat(statusPage.of(empty).body())
                .contains(">no limit<", ">no calls of late<", ">none at present<")
                .satisfies(body -> assertThat(body.split(">none yet<", -1)).hasSize(3));
    }

    /** Foreign text comes into the page as HTML in one place, which takes what is rendered here. */
    @Test
    void theScriptTakesHtmlInOnePlace() {
        assertThat(page.body().split("innerHTML", -1)).hasSize(2);
        assertThat(page.body()).doesNotContain("outerHTML", "insertAdjacentHTML", "document.write");
    }

    @Test
    void numbersAreThereAndWhatIsNotKnownIsADash() {
        assertThat(page.body())
                .contains(
                        "<dd id=\"throughput\">12.3</dd>",
                        "<dd id=\"received\">10</dd>",
                        "<dd id=\"givenBack\">2</dd>",
                        "<dd id=\"lag\">–</dd>");
    }

    @ParameterizedTest
    @ValueSource(strings = {"script", "style"})
    void thePolicyAllowsThePagesOwnPartsByTheirHashes(String element) throws Exception {
        String body = page.body();
        int start = body.indexOf("<" + element + ">") + element.length() + 2;
        byte[] part = body.substring(start, body.indexOf("</" + element + ">")).getBytes(StandardCharsets.UTF_8);
        String hash = Base64.getEncoder()
                .encodeToString(MessageDigest.getInstance("SHA-256").digest(part));
        assertThat(page.headers().get(SecurityHeaders.POLICY))
                .contains(element + "-src 'sha256-" + hash + "'")
                .contains("default-src 'none'", "frame-ancestors 'none'", "base-uri 'none'")
                .doesNotContain("unsafe");
    }

    @Test
    void nothingComesFromElsewhere() {
        List<String> links = Pattern.compile("(?:src|href|url|@import)\\s*[=(]\\s*[\"']?([^\"'\\s>)]+)")
                .matcher(page.body())
                .results()
                .map((MatchResult link) -> link.group(1))
                .toList();
        assertThat(links).containsExactlyInAnyOrder("data:,", "#lookup", "observe/health", "observe/metrics");
        assertThat(page.body()).doesNotContain("style=\"", "onclick", "javascript:");
    }
}
