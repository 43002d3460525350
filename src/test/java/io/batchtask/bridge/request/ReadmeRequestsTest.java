package io.batchtask.bridge.request;

import static org.assertj.core.api.Assertions.assertThat;

import io.batchtask.bridge.Readme;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The requests the documents show are read. */
class ReadmeRequestsTest {
    /** What stands for the other attributes of a CloudEvent there. */
    private static final String AND_SO_ON = "\"type\":\"asked\",\"source\":\"/crm\",\"id\":\"1\"";

    @Test
    void eachExampleAsksForTask42() {
        List<String> examples = new Readme()
                .section("forms")
                .lines()
                .skip(2)
                .map(row -> row.split("\\|")[2])
                .flatMap(cell ->
                        Pattern.compile("`([^`]+)`").matcher(cell).results().map(code -> code.group(1)))
                .toList();
        assertThat(examples).hasSizeGreaterThan(5).allSatisfy(example -> assertThat(
                        new RequestReader().read(Records.record(example.replace("…", AND_SO_ON))))
                .isInstanceOfSatisfying(
                        ReadResult.Readable.class,
                        read -> assertThat(read.request().taskId()).isEqualTo(42)));
    }

    /** The codes stand in the page for people and in the contract for machines. */
    @Test
    void eachCodeOfARejectionIsListed() throws IOException {
        Set<String> codes = new TreeSet<>();
        try (Stream<Path> sources = Files.list(Path.of("src/main/java/io/batchtask/bridge/request"))) {
            for (Path source : sources.toList()) {
                Pattern.compile("UnreadableRequest\\(\\s*\"([a-z0-9-]+)\"|LEADING_ZEROS = \"([a-z-]+)\"")
                        .matcher(Files.readString(source))
                        .results()
                        .forEach(found -> codes.add(found.group(1) == null ? found.group(2) : found.group(1)));
            }
        }
        String page = Files.readString(Path.of("src/docs/messages.md"));
        String contract = Files.readString(Path.of("src/main/resources/asyncapi.yaml"));
        assertThat(codes).hasSizeGreaterThan(10).contains("leading-zeros").allSatisfy(code -> {
            assertThat(page).contains('`' + code + '`');
            assertThat(contract).containsPattern("[ ,]" + code + "[,.]");
        });
    }
}
