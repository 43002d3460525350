package io.batchtask.bridge;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** Rings of files: classes that can be reached from each other, a nested class counting as the one it stands in. */
final class Rings {
    private final Map<String, Set<String>> arrows = new TreeMap<>();

    /** @param generated a package that is left out */
    Rings(JavaClasses classes, String generated) {
        for (JavaClass type : classes) {
            type.getDirectDependenciesFromSelf().stream()
                    .map(dependency -> dependency.getTargetClass().getBaseComponentType())
                    .filter(target -> target.getPackageName().startsWith("io.batchtask.bridge"))
                    .filter(target -> !target.getPackageName().startsWith(generated))
                    .forEach(target -> arrows.computeIfAbsent(file(type), one -> new TreeSet<>())
                            .add(file(target)));
        }
    }

    private static String file(JavaClass type) {
        return type.getName().replaceAll("[$].*", "").replace("io.batchtask.bridge.", "");
    }

    /** Those of two and more files, each once. */
    List<Set<String>> rings() {
        List<Set<String>> rings = new ArrayList<>();
        Set<String> placed = new HashSet<>();
        for (String start : arrows.keySet()) {
            Set<String> ring = new TreeSet<>();
            for (String other : reached(start)) {
                if (!other.equals(start) && reached(other).contains(start)) {
                    ring.add(other);
                }
            }
            if (!ring.isEmpty() && placed.add(start)) {
                ring.add(start);
                placed.addAll(ring);
                rings.add(ring);
            }
        }
        return rings;
    }

    private Set<String> reached(String start) {
        Set<String> seen = new HashSet<>();
        List<String> left = new ArrayList<>(arrows.getOrDefault(start, Set.of()));
        while (!left.isEmpty()) {
            String next = left.remove(left.size() - 1);
            if (seen.add(next)) {
                left.addAll(arrows.getOrDefault(next, Set.of()));
            }
        }
        return seen;
    }
}
