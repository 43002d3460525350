package io.batchtask.bridge.failure;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.List;
import java.util.Random;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A server chooses what its error messages say; it must not choose how long they take. */
class HostileTextTest {
    private static final int SHORT = 5_000;

    /** Of the time for four times the text: linear is 4, quadratic is 16. */
    private static final double GROWTH = 8;

    static Stream<String> parts() {
        return Stream.of(
                "eyJ-",
                "eyJ",
                "eyJ.",
                "eyJ-.",
                "7T:",
                "7T:7",
                "<ticket ",
                "<ticket a",
                "&lt;ticket ",
                "<tickettoken",
                "<token:",
                "<token>",
                "<password><![CDATA[",
                "<password &lt;token ",
                "password=",
                "password",
                "password ",
                "password=\"",
                "password='\"",
                "password=\\\"",
                "\"password\":\"",
                "\\\"password\\\":\\\"",
                "password=&quot;",
                "token\\",
                "secret = ",
                "\\",
                "\"",
                "<",
                "authorization:",
                "authorization\n",
                "authorization: \n",
                "bearer ",
                "bearer\t",
                "basic YTph",
                "basic ",
                " ",
                "\n",
                "-",
                "a",
                "aaaaaaa",
                "\\u0061",
                "&#97;",
                "&#0",
                "&amp;",
                "%61",
                "%C3",
                "%",
                "&",
                "+",
                "…");
    }

    private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

    private static String repeated(String part, int length) {
        return part.repeat(length / part.length() + 1).substring(0, length);
    }

    /** Of this thread's own time, the least of several: others compute here, too. */
    private static long nanos(UnaryOperator<String> mask, String text) {
        long shortest = Long.MAX_VALUE;
        for (int run = 0; run < 3; run++) {
            long start = THREADS.getCurrentThreadCpuTime();
            mask.apply(text);
            shortest = Math.min(shortest, THREADS.getCurrentThreadCpuTime() - start);
        }
        return shortest;
    }

    private static void assertLinear(UnaryOperator<String> mask, String part) {
        String longer = repeated(part, 4 * SHORT);
        mask.apply(longer); // compiled
        double growth = Double.MAX_VALUE;
        for (int round = 0; round < 5 && growth > GROWTH; round++) {
            growth = Math.min(
                    growth, nanos(mask, longer) / (double) Math.max(1, nanos(mask, longer.substring(3 * SHORT))));
        }
        assertThat(growth).as(part).isLessThan(GROWTH);
    }

    @ParameterizedTest
    @MethodSource("parts")
    void whatLooksLikeSecretsIsFoundInLinearTime(String part) {
        assertLinear(text -> Lookalikes.mask(text, "***"), part);
    }

    @ParameterizedTest
    @MethodSource("parts")
    void afterOneThatIsNeverClosedAsWell(String part) {
        assertLinear(text -> Lookalikes.mask("<password x " + text, "***"), part);
        assertLinear(text -> Lookalikes.mask("password='x' &lt;token " + text, "***"), part);
    }

    @Test
    void secretsThatAreAlmostThereAreLookedForInLinearTime() {
        KnownSecrets secrets = new KnownSecrets(List.of("a".repeat(2_000) + "b", "ab".repeat(1_000) + "c", "aaaa!"));
        assertLinear(text -> secrets.mask(text, "***"), "a");
        assertLinear(text -> secrets.mask(text, "***"), "ab");
        KnownSecrets found = new KnownSecrets(List.of("a".repeat(2_000), "aaaa", "a".repeat(1_000)));
        assertLinear(text -> found.mask(text, "***"), "a");
    }

    @ParameterizedTest
    @ValueSource(strings = {"\\u0061", "&#97;", "%61", "a%61&#x61;", "aaaa…", "aaaa\\…"})
    void escapedOnesAsWell(String part) {
        KnownSecrets secrets = new KnownSecrets(List.of("a".repeat(200) + "b", "a".repeat(200), "aaaa"));
        assertLinear(text -> secrets.mask(text, "***"), part);
    }

    /** The whole of it, with as many secrets as there may be, of the largest message NetServer could send. */
    @Test
    void aMebibyteTakesNoTime() {
        List<String> secrets = Stream.iterate(0, n -> n + 1)
                .limit(80)
                .map(n -> "&<secret>\"+" + n)
                .toList();
        Redactor redactor = new Redactor(() -> secrets);
        redactor.redact("to load what it takes");
        parts().forEach(part -> {
            String text = repeated(part, 1024 * 1024);
            long start = THREADS.getCurrentThreadCpuTime();
            assertThat(redactor.redact(text)).hasSizeLessThan(20_000);
            assertThat(THREADS.getCurrentThreadCpuTime() - start).as(part).isLessThan(1_000_000_000L);
        });
    }

    @Test
    void anyTextComesThrough() {
        Random random = new Random(11);
        List<String> parts = Stream.concat(parts(), Stream.of(">", "&gt;", "]]>", "'", ".", "=", ":", "/", "x;", "😀"))
                .toList();
        for (int round = 0; round < 10_000; round++) {
            StringBuilder text = new StringBuilder();
            for (int part = random.nextInt(12); part > 0; part--) {
                text.append(parts.get(random.nextInt(parts.size())));
            }
            assertThat(Lookalikes.mask(text.toString(), "***")).isNotNull();
        }
    }
}
