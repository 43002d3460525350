package io.batchtask.bridge.netserver;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CharacterReferencesTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "<a/>",
                "<a>&amp;&lt;&#65;&#x1F;&#xB;&#x9;&#xD7FF;&#xE000;&#xFFFD;&#x10000;&#x10FFFF;&#x0000041;</a>",
                "<a>& &# &#; &#x; &#x1F &#xG; &#65</a>", // none
                "<a><![CDATA[&#x0;]]><!-- &#x0; --><?p &#x0;?></a>",
                "<a><!-- &#x0; ",
                "<a><![CDATA[&#x0;"
            })
    void whatTheParserReadsOrIsNoReferenceStaysAsItIs(String xml) {
        assertThat(CharacterReferences.readable(xml)).isEqualTo(xml);
    }

    @ParameterizedTest
    @CsvSource({
        "&#x0;, \uFFFD",
        "&#0;, \uFFFD",
        "&#xFFFE;, \uFFFD",
        "&#xffff;, \uFFFD",
        "&#65535;, \uFFFD",
        "&#x110000;, \uFFFD",
        "&#99999999999999999999;, \uFFFD",
        "&#xD83D;, \uFFFD",
        "&#xDE00;, \uFFFD",
        "&#xD83D;&#xD83D;&#xDE00;, \uFFFD😀",
        "&#xD83D;&#xDE00;, 😀",
        "&#55357;&#56832;, 😀",
        "&#xD83D; &#xDE00;, '\uFFFD \uFFFD'",
        "&#xD83D;&#x41;, \uFFFD&#x41;",
        "&#xD83D;&#x;, \uFFFD&#x;"
    })
    void whatXmlForbidsBecomesWhatItMeansOrTheReplacementCharacter(String reference, String readable) {
        assertThat(CharacterReferences.readable("<a b='" + reference + "'>1" + reference + "2</a>"))
                .isEqualTo("<a b='" + readable + "'>1" + readable + "2</a>");
    }

    @Test
    void theyAreReadAgainBehindWhatHoldsNone() {
        assertThat(CharacterReferences.readable("<a><![CDATA[&#0;]]>&#0;<!--&#0;-->&#0;<?p &#0;?>&#0;</a>"))
                .isEqualTo("<a><![CDATA[&#0;]]>\uFFFD<!--&#0;-->\uFFFD<?p &#0;?>\uFFFD</a>");
    }

    /** Twice the text takes about twice as long, whatever it is made of. */
    @ParameterizedTest
    @ValueSource(strings = {"&#xD83D;", "&#", "&#0", "<!--", "<![CDATA[", "<?", "&#xD83D;&#"})
    void theTimeGrowsWithTheLength(String part) {
        long once = time(part.repeat(100_000));
        long twice = time(part.repeat(200_000));
        assertThat(twice).isLessThan(20 * once + 100_000_000);
    }

    private static long time(String xml) {
        long begun = System.nanoTime();
        CharacterReferences.readable(xml);
        return System.nanoTime() - begun;
    }
}
