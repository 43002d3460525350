package io.batchtask.bridge;

import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.library.dependencies.SliceAssignment;
import com.tngtech.archunit.library.dependencies.SliceIdentifier;
import org.junit.jupiter.api.Test;

/** The rooms of what is not shipped, simulator, broker, demo and integration tests, stand on each other one way. */
class TestRoomsTest {
    private static final String DEVELOPMENT = "io.batchtask.bridge.dev";
    private static final String INTEGRATION = "io.batchtask.bridge.it";

    @Test
    void thereAreNoCyclesBetweenTheRoomsOfDevelopmentAndTests() {
        slices().assignedFrom(new SliceAssignment() {
                    @Override
                    public SliceIdentifier getIdentifierOf(JavaClass type) {
                        return SliceIdentifier.of(type.getPackageName());
                    }

                    @Override
                    public String getDescription() {
                        return "rooms of development and tests";
                    }
                })
                .should()
                .beFreeOfCycles()
                .check(new ClassFileImporter().importPackages(DEVELOPMENT, INTEGRATION));
    }
}
