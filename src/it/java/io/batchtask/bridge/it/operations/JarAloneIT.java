package io.batchtask.bridge.it.operations;

import static org.assertj.core.api.Assertions.assertThat;

import io.batchtask.bridge.dev.process.ChildJvm;
import io.batchtask.bridge.it.world.Program;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The jar carried away without its libraries, as newcomers do. */
class JarAloneIT {
    @Test
    void itSaysWhatIsMissing(@TempDir Path elsewhere) throws IOException {
        Path copy = Files.copy(Path.of(System.getProperty("bridge.jar")), elsewhere.resolve("batchtask-bridge.jar"));
        try (ChildJvm alone = ChildJvm.ofJar(copy, elsewhere, Map.of(), List.of(), List.of("check"))) {
            Program program = new Program(alone);

            assertThat(program.exit()).as(program::text).isEqualTo(2);
            assertThat(program.output())
                    .singleElement()
                    .asString()
                    .startsWith("libraries are missing: keep lib/ beside batchtask-bridge.jar; ")
                    .contains(elsewhere.resolve("lib").toString());
        }
    }
}
