package io.batchtask.bridge.request;

import static org.assertj.core.api.Assertions.assertThat;

import io.batchtask.bridge.Readme;
import java.util.List;
import java.util.regex.Pattern;
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
}
