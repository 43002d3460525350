package io.batchtask.bridge.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TextFileTest {
    @TempDir
    private Path folder;

    private Path holding(byte[] content) throws IOException {
        return Files.write(folder.resolve("file"), content);
    }

    private void assertUnusable(Path file, String reason) {
        assertThatExceptionOfType(IOException.class)
                .isThrownBy(() -> TextFile.read(file))
                .withMessage(reason);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "x", "blåbær\r\n", "€ 😀", "a\u0000b, one zero byte is no UTF-16", "\uFEFF"})
    void utf8IsReadWithAndWithoutAMark(String text) throws IOException {
        assertThat(TextFile.read(holding(text.getBytes(StandardCharsets.UTF_8))))
                .isEqualTo(text.equals("\uFEFF") ? "" : text);
        assertThat(TextFile.read(holding(("\uFEFF" + text).getBytes(StandardCharsets.UTF_8))))
                .isEqualTo(text);
    }

    @ParameterizedTest
    @CsvSource({
        "UTF-16, secret",
        "UTF-16LE, secret",
        "UTF-16BE, secret",
        "UTF-16LE, på",
        "UTF-16BE, på",
        "UTF-16, x",
        "UTF-32, secret",
        "UTF-16LE, 7T:dGlja2V0"
    })
    void utf16IsRecognizedByItsMarkOrItsZeros(String charset, String text) throws IOException {
        assertUnusable(holding(text.getBytes(Charset.forName(charset))), "it is UTF-16 text, save it as UTF-8");
        assertUnusable(
                holding(("\uFEFF" + text).getBytes(Charset.forName(charset))), "it is UTF-16 text, save it as UTF-8");
    }

    @Test
    void whatIsNoTextIsSaidToBeNone() throws IOException {
        assertUnusable(holding("på".getBytes(StandardCharsets.ISO_8859_1)), "it is not UTF-8 text");
        assertUnusable(holding(new byte[] {(byte) 0xC3}), "it is not UTF-8 text");
        Path store = StoreFiles.own(folder.resolve("client.p12"), "PKCS12");
        assertUnusable(store, "it is not UTF-8 text");
    }

    @Test
    void whatCannotBeReadIsSaidInWords() throws IOException {
        assertThatExceptionOfType(NoSuchFileException.class)
                .isThrownBy(() -> TextFile.read(folder.resolve("missing")))
                .withMessage("no such file");
        assertUnusable(folder, "it is a directory");
        assertUnusable(holding(new byte[1024 * 1024 + 1]), "it is larger than 1 MiB");
        assertThat(TextFile.read(holding("x".repeat(1024 * 1024).getBytes(StandardCharsets.UTF_8))))
                .hasSize(1024 * 1024);
    }

    @Test
    void withoutTheRightToReadItThatIsSaid() throws IOException {
        Path file = holding(new byte[] {'x'});
        assertThat(file.toFile().setReadable(false)).isTrue();
        assumeFalse(Files.isReadable(file), "root may read everything");
        assertUnusable(file, "it may not be read");
    }

    /** Whatever its length says: a device or a file that grows. */
    @Test
    void whatNeverEndsIsDeadLetter() {
        Path endless = Path.of("/dev/zero");
        assumeFalse(Files.notExists(endless), "no such device here");
        assertUnusable(endless, "it is larger than 1 MiB");
    }
}
