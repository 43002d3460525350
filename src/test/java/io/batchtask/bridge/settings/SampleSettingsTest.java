package io.batchtask.bridge.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.batchtask.bridge.pem.PemFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The sample file says all there is to set, and nothing else. */
class SampleSettingsTest {
    private static final Path SAMPLE = Path.of("config", "application.properties");
    private static final Pattern SETTING = Pattern.compile("(#?)\\s*(batchtask\\.[^=\\s]+)\\s*=(.*)");

    /** A setting the sample names, in force or commented out, and the comment above it. */
    private record Line(boolean inForce, String name, String value, List<String> comment) {
        boolean isOf(Key key) {
            return key.isOpen()
                    ? name.startsWith(key.name() + ".")
                    : name.equals(key.name()) || (key.isSecret() && name.equals(key.name() + Secrets.FILE));
        }
    }

    private static List<Line> lines() throws IOException {
        List<Line> lines = new ArrayList<>();
        List<String> comment = new ArrayList<>();
        for (String text : Files.readAllLines(SAMPLE)) {
            Matcher setting = SETTING.matcher(text);
            if (setting.matches()) {
                lines.add(new Line(
                        setting.group(1).isEmpty(),
                        setting.group(2),
                        setting.group(3).strip(),
                        List.copyOf(comment)));
            } else if (text.isBlank()) {
                comment.clear();
            } else {
                comment.add(text);
            }
        }
        return lines;
    }

    static Stream<Key> keys() {
        return Key.all().stream();
    }

    @ParameterizedTest
    @MethodSource("keys")
    void eachKeyIsThereWithItsMeaningAndItsDefault(Key key) throws IOException {
        List<Line> lines = lines().stream().filter(line -> line.isOf(key)).toList();
        assertThat(lines)
                .as("lines of %s, to be added with: # %s", key.name(), key.meaning())
                .isNotEmpty();
        assertThat(lines.get(0).comment()).contains("# " + key.meaning());
        key.defaultValue()
                .ifPresent(value -> assertThat(lines).extracting(Line::value).containsExactly(value));
    }

    @Test
    void noKeyIsThereThatDoesNotExist() throws IOException {
        assertThat(lines()).allMatch(line -> keys().anyMatch(line::isOf));
    }

    @Test
    void nothingIsInForceSoThatNoAddressIsCalledThatWasNeverChosen() throws IOException {
        assertThat(lines().stream().filter(Line::inForce)).isEmpty();
    }

    @Test
    void asItIsItLacksWhatANewcomerMustSayAndNothingElse() {
        SettingsException wrong = catchThrowableOfType(SettingsException.class, () -> load(SAMPLE, Map.of()));
        assertThat(wrong.problems())
                .containsExactly(
                        RequiredCredential.sentence("ticket", NetserverSettings.SignIn.TICKET),
                        "batchtask.netserver.url is required: base address that ends in the service version,"
                                + " https://host/app/Remote/Services86/ (environment BATCHTASK_NETSERVER_URL)");
        assertThat(keys().filter(Key::required).map(Key::name)).containsExactly("batchtask.netserver.url");
    }

    static Stream<Line> linesWithAValue() throws IOException {
        return lines().stream().filter(line -> !line.value().isEmpty());
    }

    /** Files it names are put where there are such. */
    @ParameterizedTest
    @MethodSource("linesWithAValue")
    void eachLineIsValidOnceItIsUncommented(Line line, @TempDir Path directory) throws IOException {
        Given given = Given.complete()
                .file(
                        "batchtask.netserver.tls.key-store",
                        PemFiles.path("rsa.bag.pem").toString())
                .file("batchtask.netserver.tls.key-store-password", StoreFiles.PASSWORD)
                .file("batchtask.netserver.proxy.url", "http://proxy.example:3128")
                .file("batchtask.netserver.proxy.username", "somebody")
                .file("batchtask.netserver.proxy.password", "hunter22")
                .without(line.name().replaceAll(Secrets.FILE + "$", ""));
        String value = line.value();
        if (line.name().endsWith(Secrets.FILE)) {
            assertThat(value).startsWith("/run/secrets/");
            value = Files.writeString(directory.resolve("secret"), "at least 16 characters")
                    .toString();
        } else if (line.name().endsWith(".trust-store")) {
            value = StoreFiles.pem(directory.resolve("trust.pem")).toString();
        } else if (line.name().endsWith(".tls.key")) {
            value = PemFiles.path("rsa.pkcs1.key").toString();
        } else if (line.name().endsWith(".key-store")) {
            value = StoreFiles.own(directory.resolve("client.p12"), "PKCS12").toString();
        }

        SettingsLoader.Loaded loaded = given.file(line.name(), value).load();

        assertThat(loaded.values()).containsKey(line.name().replaceAll(Secrets.FILE + "$", ""));
    }

    @Test
    void itsDefaultsAreTheOnesInForceWithoutThem(@TempDir Path directory) throws IOException {
        Map<String, String> necessary =
                Map.of("BATCHTASK_NETSERVER_TICKET", "7T:x", "BATCHTASK_NETSERVER_URL", Given.URL);
        Path all = directory.resolve("all.properties");
        List<String> defaults = lines().stream()
                .filter(line -> keys().anyMatch(
                                key -> line.isOf(key) && key.defaultValue().isPresent()))
                .map(line -> line.name() + "=" + line.value())
                .toList();
        Files.write(all, defaults);
        assertThat(SettingsReference.effective(load(all, necessary)))
                .isEqualTo(SettingsReference.effective(load(SAMPLE, necessary)));
    }

    private static SettingsLoader.Loaded load(Path file, Map<String, String> environment) {
        return SettingsLoader.load(Optional.of(file), environment, new Properties());
    }
}
