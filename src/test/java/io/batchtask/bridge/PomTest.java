package io.batchtask.bridge;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The build stays something that can be read. */
class PomTest {
    private static final int LONGEST = 850;
    private static final int WIDEST = 130;
    private static final Pattern PLACE = Pattern.compile("\\bsrc/[\\w./-]*\\w");
    private static final Pattern PLUGIN =
            Pattern.compile("<plugin>\\s*(<groupId>.*</groupId>\\s*)?<artifactId>.*</artifactId>\\s*(<version>)?");

    private final String pom;

    PomTest() throws IOException {
        pom = Files.readString(Path.of("pom.xml"));
    }

    @Test
    void itIsNeitherLongNorWide() {
        assertThat(pom.lines()).hasSizeLessThanOrEqualTo(LONGEST).allMatch(line -> line.length() <= WIDEST);
    }

    @Test
    void everyPlaceItNamesIsThere() {
        assertThat(PLACE.matcher(pom).results().map(MatchResult::group))
                .isNotEmpty()
                .allSatisfy(place -> assertThat(Path.of(place)).exists());
    }

    /** Without it the first build shows all that CXF's generator logs, at every level. */
    @Test
    void theGeneratorOfTheContractLogsByAConfigurationOfItsOwnThatShowsNothing() throws IOException {
        String generator = Readme.firstMatch("(?s)<artifactId>cxf-codegen-plugin</artifactId>(.*?)</plugin>", pom);
        String configuration = Readme.firstMatch(
                "<additionalJvmArgs>-Dlogback.configurationFile=\\$\\{project\\.basedir}/(.+)</additionalJvmArgs>",
                generator);
        assertThat(Path.of(configuration)).isRegularFile();
        assertThat(Files.readString(Path.of(configuration)))
                .contains("<configuration>")
                .contains("NopStatusListener")
                .doesNotContain("<appender");
    }

    @Test
    void everyPluginHasItsVersion() {
        assertThat(PLUGIN.matcher(pom).results()).isNotEmpty().allSatisfy(plugin -> assertThat(plugin.group(2))
                .as(plugin.group())
                .isNotNull());
    }
}
