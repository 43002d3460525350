package io.batchtask.bridge;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.GeneralCodingRules.NO_CLASSES_SHOULD_ACCESS_STANDARD_STREAMS;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.Dependency;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.library.dependencies.SliceAssignment;
import com.tngtech.archunit.library.dependencies.SliceIdentifier;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Who may know whom. */
class ArchitectureTest {
    private static final String ROOT = "io.batchtask.bridge";

    /** From the top down; each room may know those of lower rows. */
    private static final List<Set<String>> ROWS = List.of(
            Set.of("main"),
            Set.of("cli"),
            Set.of("service"),
            Set.of("monitoring"),
            Set.of("relay", "replay"),
            Set.of("calls", "health", "management", "metrics"),
            Set.of("kafka"),
            Set.of("intake", "request", "event", "signin"),
            Set.of("netserver", "online"),
            Set.of("http", "traces"),
            Set.of("failure", "settings"),
            Set.of("task", "pem", "logging"));

    /** Arrows within a row, each with its reason. */
    private static final Map<String, String> SIDEWAYS =
            Map.of("management -> health", "the management port shows what health says");

    /** The rings of classes there are, each with its reason: none. */
    private static final List<Set<String>> RINGS = List.of();

    private static JavaClasses product;

    @BeforeAll
    static void read() {
        product = new ClassFileImporter()
                .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_PACKAGE_INFOS)
                .importUrl(Main.class.getProtectionDomain().getCodeSource().getLocation());
    }

    /** Nested classes live where their outermost one does. */
    private static String room(JavaClass type) {
        String name = type.getPackageName();
        if (name.equals(ROOT)) {
            return "main";
        }
        return name.substring(ROOT.length() + 1).split("\\.")[0];
    }

    private static boolean isOurs(JavaClass type) {
        return type.getPackageName().equals(ROOT) || type.getPackageName().startsWith(ROOT + ".");
    }

    private static int row(String room) {
        for (int row = 0; row < ROWS.size(); row++) {
            if (ROWS.get(row).contains(room)) {
                return row;
            }
        }
        throw new AssertionError("the room " + room + " has no place in the drawing");
    }

    private static Set<String> arrows() {
        return product.stream()
                .flatMap(type -> type.getDirectDependenciesFromSelf().stream())
                .filter(dependency -> isOurs(dependency.getTargetClass().getBaseComponentType()))
                .map(ArchitectureTest::arrow)
                .filter(arrow -> !arrow.from().equals(arrow.to()))
                .map(arrow -> arrow.from() + " -> " + arrow.to())
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private record Arrow(String from, String to) {}

    private static Arrow arrow(Dependency dependency) {
        return new Arrow(
                room(dependency.getOriginClass()),
                room(dependency.getTargetClass().getBaseComponentType()));
    }

    @Test
    void arrowsPointDownwardsOnly() {
        assertThat(arrows()).isNotEmpty().allSatisfy(arrow -> {
            String[] rooms = arrow.split(" -> ");
            assertThat(row(rooms[0]) < row(rooms[1]) || SIDEWAYS.containsKey(arrow))
                    .as(arrow)
                    .isTrue();
        });
    }

    @Test
    void thereAreNoCyclesBetweenRooms() {
        slices().assignedFrom(new SliceAssignment() {
                    @Override
                    public SliceIdentifier getIdentifierOf(JavaClass type) {
                        return isOurs(type) ? SliceIdentifier.of(room(type)) : SliceIdentifier.ignore();
                    }

                    @Override
                    public String getDescription() {
                        return "rooms";
                    }
                })
                .should()
                .beFreeOfCycles()
                .check(product);
    }

    /** Each class can be understood with those below it; where two need each other, they are one idea in two files. */
    @Test
    void thereAreNoRingsOfClassesAcrossFiles() {
        assertThat(new Rings(product, ROOT + ".netserver.contract").rings()).containsExactlyElementsOf(RINGS);
    }

    @ParameterizedTest
    @ValueSource(strings = {"task", "failure", "settings", "pem"})
    void leavesKnowNoFramework(String leaf) {
        noClasses()
                .that()
                .resideInAPackage(ROOT + "." + leaf + "..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(
                        "org.apache.camel..", "org.apache.kafka..", "org.apache.cxf..", "com.fasterxml.jackson..")
                .check(product);
    }

    @ParameterizedTest
    @ValueSource(strings = {"request", "event", "signin"})
    void plainFunctionsKnowNeitherCamelNorKafkaNorCxf(String room) {
        noClasses()
                .that()
                .resideInAPackage(ROOT + "." + room + "..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("org.apache.camel..", "org.apache.kafka..", "org.apache.cxf..")
                .check(product);
    }

    @Test
    void oneRoomKnowsCxfAndTheGeneratedContract() {
        noClasses()
                .that()
                .resideOutsideOfPackage(ROOT + ".netserver..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(
                        "org.apache.cxf..",
                        "org.apache.camel.component.cxf..",
                        "jakarta.xml.bind..",
                        ROOT + ".netserver.contract..")
                .check(product);
    }

    @Test
    void theGeneratedContractKnowsNothingOfUs() {
        noClasses()
                .that()
                .resideInAPackage(ROOT + ".netserver.contract..")
                .should()
                .dependOnClassesThat(new DescribedPredicate<>("are written by hand") {
                    @Override
                    public boolean test(JavaClass type) {
                        return isOurs(type) && !type.getPackageName().endsWith(".contract");
                    }
                })
                .check(product);
    }

    @Test
    void oneClassKnowsHowCxfListsAnAnswersParts() {
        assertThat(product.stream()
                        .filter(type -> type.getDirectDependenciesFromSelf().stream()
                                .anyMatch(dependency -> dependency
                                        .getTargetClass()
                                        .getSimpleName()
                                        .equals("MessageContentsList")))
                        .map(JavaClass::getSimpleName))
                .containsExactly("Replies");
    }

    @Test
    void oneRoomKnowsOpenTelemetry() {
        noClasses()
                .that()
                .resideOutsideOfPackage(ROOT + ".traces..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("io.opentelemetry..")
                .check(product);
    }

    /** A record changes its thread at each step, and each thread has many records. */
    @Test
    void noTraceIsBoundToAThread() {
        assertThat(product.stream()
                        .flatMap(type -> type.getMethodCallsFromSelf().stream())
                        .map(call -> call.getTarget())
                        .filter(method -> method.getOwner().getPackageName().startsWith("io.opentelemetry."))
                        .map(method -> method.getName()))
                .isNotEmpty()
                .doesNotContain("makeCurrent", "current", "taskWrapping");
    }

    @Test
    void onlyTheCommandLineWritesToTheTerminal() {
        NO_CLASSES_SHOULD_ACCESS_STANDARD_STREAMS.check(product.that(new DescribedPredicate<>("are not the cli") {
            @Override
            public boolean test(JavaClass type) {
                return !room(type).equals("cli");
            }
        }));
    }
}
