package io.batchtask.bridge.dev;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class DemoLinesTest {
    private final DemoLines.Filter filter = new DemoLines.Filter();

    @Test
    void warningsAndErrorsWithTheirTracesAreShown() {
        assertThat(shown(
                        "2026-11-25T02:03:55.788Z WARN  Steps                rejected; origin=ids/0/1",
                        "2026-11-25T02:03:55.789Z ERROR Steps                broken",
                        "java.lang.IllegalStateException: broken",
                        "\tat io.batchtask.bridge.service.Service.start"))
                .containsExactly(
                        "WARN Steps rejected; origin=ids/0/1",
                        "ERROR Steps broken",
                        "java.lang.IllegalStateException: broken",
                        "\tat io.batchtask.bridge.service.Service.start");
    }

    @Test
    void plainInformationIsNotShownNorWhatBelongsToIt() {
        assertThat(shown("2026-11-25T02:03:55.788Z INFO  Service              started; version=1", "more of it"))
                .isEmpty();
    }

    @Test
    void theClosingBalanceIsShown() {
        assertThat(shown("2026-11-25T02:03:55.939Z INFO  Service              stopped; received=3 published=3"))
                .containsExactly("INFO Service stopped; received=3 published=3");
    }

    @Test
    void whatComesBeforeTheFirstLogLineIsShown() {
        assertThat(shown("Error: Unable to access jarfile")).containsExactly("Error: Unable to access jarfile");
    }

    private List<String> shown(String... lines) {
        return Stream.of(lines).map(filter::line).filter(Objects::nonNull).toList();
    }
}
