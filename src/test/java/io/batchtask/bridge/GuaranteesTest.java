package io.batchtask.bridge;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.methods;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaMethod;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import io.batchtask.bridge.it.world.Guarantee;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;

/** What the README promises is tested, and what is tested as a guarantee is promised: the table and the tests, both ways. */
class GuaranteesTest {
    private static final String ROOMS = "io.batchtask.bridge.it";

    private final JavaClasses tests = new ClassFileImporter().importPackages(ROOMS);

    @Test
    void everyRowNamesExactlyTheTestsThatSayTheyProveIt() {
        assertThat(proved()).isNotEmpty().containsExactlyInAnyOrderEntriesOf(promised());
    }

    /** Situation of the table, and the tests its last column names. */
    private static Map<String, Set<String>> promised() {
        return new Readme()
                .section("guarantees")
                .lines()
                .skip(2)
                .map(row -> row.substring(2, row.length() - 2).split(" \\| "))
                .collect(Collectors.toMap(row -> row[0], row -> Arrays.stream(row[3].split(", "))
                        .map(test -> test.replace("`", ""))
                        .collect(Collectors.toCollection(TreeSet::new))));
    }

    /** Situation of an annotation, and the classes of the methods that bear it. */
    private Map<String, Set<String>> proved() {
        Map<String, Set<String>> proved = new TreeMap<>();
        for (JavaMethod method : guarantees()) {
            for (String situation : method.getAnnotationOfType(Guarantee.class).value()) {
                proved.computeIfAbsent(situation, first -> new TreeSet<>())
                        .add(method.getOwner().getSimpleName());
            }
        }
        return proved;
    }

    private List<JavaMethod> guarantees() {
        return tests.stream()
                .flatMap(test -> test.getMethods().stream())
                .filter(method -> method.isAnnotatedWith(Guarantee.class))
                .toList();
    }

    @Test
    void everyTestOfTheRoomOfGuaranteesNamesItsRow() {
        methods()
                .that(areTests())
                .and()
                .areDeclaredInClassesThat()
                .resideInAPackage(ROOMS + ".guarantee")
                .should()
                .beAnnotatedWith(Guarantee.class)
                .check(tests);
    }

    @Test
    void noGuaranteeIsProvedByAMethodThatDoesNotRun() {
        assertThat(guarantees()).allMatch(areTests());
    }

    private static DescribedPredicate<JavaMethod> areTests() {
        return DescribedPredicate.describe(
                "are tests",
                method -> method.isAnnotatedWith(Test.class) || method.isAnnotatedWith(ParameterizedTest.class));
    }

    @Test
    void theRoomsOfTheTestsKnowTheirWorldAndNotEachOther() {
        slices().matching(ROOMS + ".(*)..")
                .should()
                .notDependOnEachOther()
                .ignoreDependency(JavaClass.Predicates.resideOutsideOfPackage(ROOMS + ".world"), ofTheWorld())
                .check(tests);
    }

    private static DescribedPredicate<JavaClass> ofTheWorld() {
        return JavaClass.Predicates.resideInAPackage(ROOMS + ".world");
    }
}
