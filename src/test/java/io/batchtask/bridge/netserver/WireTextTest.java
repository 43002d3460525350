package io.batchtask.bridge.netserver;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.charset.UnsupportedCharsetException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class WireTextTest {
    private static final String TEXT = "<a>ærlig</a>";
    private static final String WIDER = "<a>ærlig € 😀</a>";

    private static byte[] bytes(String mark, String text, String encoding) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        all.writeBytes(mark.getBytes(Charset.forName(encoding)));
        all.writeBytes(text.getBytes(Charset.forName(encoding)));
        return all.toByteArray();
    }

    @ParameterizedTest
    @CsvSource({
        // content type; encoding in truth; byte order mark
        "text/xml; charset=utf-8, UTF-8, false",
        "text/xml; charset=utf-8, UTF-8, true",
        "text/xml;CHARSET=\"UTF-8\", UTF-8, false",
        "text/xml; action=x; charset='utf-8', UTF-8, false",
        "text/xml, UTF-8, false",
        "text/xml, UTF-8, true",
        "text/xml; charset=utf-16, UTF-16LE, true",
        "text/xml; charset=utf-16, UTF-16BE, true",
        "text/xml; charset=utf-16, UTF-16LE, false",
        "text/xml; charset=utf-16, UTF-16BE, false",
        "text/xml; charset=utf-16le, UTF-16LE, false",
        "text/xml, UTF-16LE, true",
        "text/xml, UTF-16BE, true",
        "text/xml, UTF-16LE, false",
        "text/xml, UTF-16BE, false",
        "text/xml; charset=utf-8, UTF-16LE, true", // the mark knows better
        "text/xml; charset=iso-8859-1, UTF-8, true",
        "text/xml; charset=gb18030, GB18030, false"
    })
    void theTextIsReadWhicheverSaysHowItIsWritten(String type, String encoding, boolean mark) throws Exception {
        assertThat(WireText.decode(bytes(mark ? "\uFEFF" : "", WIDER, encoding), type))
                .isEqualTo(WIDER);
    }

    @ParameterizedTest
    @CsvSource({
        "text/xml; charset=iso-8859-1, ISO-8859-1, ''",
        "text/xml; charset=windows-1252, windows-1252, ''",
        "text/xml, ISO-8859-1, <?xml version='1.0' encoding='iso-8859-1'?>",
        "text/xml, windows-1252, '\r\n<?xml version=\"1.0\" encoding=\"windows-1252\" standalone=\"yes\"?>'",
        "text/xml; charset=utf-8, UTF-8, <?xml version='1.0' encoding='iso-8859-1'?>",
        "text/xml, UTF-8, <?xml version='1.0' encoding='utf-16'?>", // .NET's StringWriter
        "text/xml, UTF-8, <?xml version='1.0'?>"
    })
    void aDeclarationCountsWhereNothingElseTells(String type, String encoding, String declaration) throws Exception {
        assertThat(WireText.decode(bytes("", declaration + TEXT, encoding), type))
                .isEqualTo(declaration.strip() + TEXT);
    }

    @ParameterizedTest
    @ValueSource(strings = {"\n", "\r\n \t", "\uFEFF\r\n", "\r\n\uFEFF"})
    void whatStandsBeforeTheFirstTagIsPassedOver(String before) throws Exception {
        assertThat(WireText.decode(bytes("", before + TEXT, "UTF-8"), "text/xml"))
                .isEqualTo(TEXT);
    }

    @Test
    void nothingIsNothing() throws Exception {
        assertThat(WireText.decode(new byte[0], "text/xml")).isEmpty();
        assertThat(WireText.decode(new byte[] {' '}, "text/xml")).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"utf-8, ISO-8859-1", "us-ascii, UTF-8", "utf-8, windows-1252"})
    void bytesThatAreNoCharactersAreNotGuessedAt(String said, String encoding) {
        assertThatThrownBy(() -> WireText.decode(bytes("", TEXT, encoding), "text/xml; charset=" + said))
                .isInstanceOf(CharacterCodingException.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"text/xml; charset=martian", "text/xml; charset=!"})
    void anUnknownEncodingIsNotGuessedAt(String type) {
        assertThatThrownBy(() -> WireText.decode(bytes("", TEXT, "UTF-8"), type))
                .isInstanceOf(UnsupportedCharsetException.class);
    }

    @Test
    void whatEndsWithinACharacterIsReadSoFar() throws Exception {
        byte[] whole = "<a>😀".getBytes(StandardCharsets.UTF_8);
        byte[] cut = java.util.Arrays.copyOf(whole, whole.length - 2);
        assertThat(WireText.decode(cut, "text/xml")).isEqualTo("<a>\uFFFD");
        byte[] half = java.util.Arrays.copyOf("<a>".getBytes(StandardCharsets.UTF_16LE), 5);
        assertThat(WireText.decode(half, "text/xml")).isEqualTo("<a\uFFFD");
    }
}
