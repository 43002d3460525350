package io.batchtask.bridge.settings;

import io.batchtask.bridge.task.Words;
import io.smallrye.config.WithDefault;
import io.smallrye.config.WithName;
import java.lang.reflect.Method;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.net.URI;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * One setting, as declared in {@link Settings}.
 *
 * @param name the whole key, {@code batchtask.…}
 * @param type what holds the value, without {@code Optional}
 * @param meaning a phrase for people
 */
public record Key(
        String name, Class<?> type, Optional<String> defaultValue, boolean required, String meaning, Method method) {
    private static final List<Key> ALL = collect("batchtask", Settings.class);

    /** All settings, in the order of the reference. */
    public static List<Key> all() {
        return ALL;
    }

    /** Whether its value must not be shown. */
    public boolean isSecret() {
        return type == Secret.class;
    }

    /** Whether its value is an address, or several: what is written in one's place may hold a password. */
    boolean isAddress() {
        Matches form = method.getAnnotation(Matches.class);
        return type == URI.class || (form != null && form.words().matches(".*(host:port|https? address).*"));
    }

    /** Whether its value may have several lines. */
    boolean hasLines() {
        return method.isAnnotationPresent(Lines.class);
    }

    /** Whether it stands for any key that begins with its name. */
    public boolean isOpen() {
        return type == Map.class;
    }

    /** {@code BATCHTASK_KAFKA_GROUP_ID} for {@code batchtask.kafka.group-id}. */
    public String environmentName() {
        return environmentName(name);
    }

    static String environmentName(String key) {
        return key.replaceAll("[^A-Za-z0-9*]", "_").toUpperCase(Locale.ROOT);
    }

    /** What values are allowed, for people. */
    public String allowed() {
        Range range = method.getAnnotation(Range.class);
        AtLeast atLeast = method.getAnnotation(AtLeast.class);
        Class<?> element = elementType();
        if (element.isEnum()) {
            String words = Arrays.stream(element.getEnumConstants())
                    .map(constant -> Words.of((Enum<?>) constant))
                    .collect(Collectors.joining(", "));
            return type == element ? words : "list of " + words;
        }
        if (range != null) {
            return (type == int.class ? "whole number, " : "number, ") + range.min() + " to " + range.max();
        }
        if (atLeast != null) {
            AtMost atMost = method.getAnnotation(AtMost.class);
            String longest = atMost == null ? Durations.LONGEST.toDays() + "d" : atMost.value();
            return "duration (10s, 500ms, PT1M), " + atLeast.value() + " to " + longest;
        }
        Matches form = method.getAnnotation(Matches.class);
        if (form != null) {
            return form.words();
        }
        if (type == boolean.class) {
            return "true or false";
        }
        return switch (type.getSimpleName()) {
            case "URI" -> "http or https address";
            case "ZoneId" -> "IANA time zone, such as Europe/Oslo";
            case "Path" -> "file";
            case "Secret" -> "secret; or " + Words.lastPart(name) + "-file: a file with it";
            case "Set" -> "list";
            case "Map" -> "Kafka client settings";
            default -> "text";
        };
    }

    private Class<?> elementType() {
        Type returned = method.getGenericReturnType();
        while (returned instanceof ParameterizedType generic && generic.getRawType() != Map.class) {
            returned = generic.getActualTypeArguments()[0];
        }
        return returned instanceof Class<?> plain ? plain : Object.class;
    }

    private static List<Key> collect(String prefix, Class<?> group) {
        List<Key> keys = new ArrayList<>();
        for (Method method : inOrder(group)) {
            WithName given = method.getAnnotation(WithName.class);
            String name = prefix + "." + (given == null ? dashed(method.getName()) : given.value());
            Doc doc = method.getAnnotation(Doc.class);
            if (doc == null) {
                keys.addAll(collect(name, method.getReturnType()));
                continue;
            }
            boolean optional = method.getReturnType() == Optional.class;
            WithDefault byDefault = method.getAnnotation(WithDefault.class);
            Class<?> type = optional ? raw(method) : method.getReturnType();
            keys.add(new Key(
                    name,
                    type,
                    Optional.ofNullable(byDefault).map(WithDefault::value),
                    !optional && byDefault == null && type != Map.class,
                    doc.value(),
                    method));
        }
        return List.copyOf(keys);
    }

    private static Class<?> raw(Method method) {
        Type inner = ((ParameterizedType) method.getGenericReturnType()).getActualTypeArguments()[0];
        return inner instanceof Class<?> plain ? plain : (Class<?>) ((ParameterizedType) inner).getRawType();
    }

    /** Reflection promises no order; names are stable on every JVM. */
    private static List<Method> inOrder(Class<?> group) {
        return Arrays.stream(group.getDeclaredMethods())
                .filter(method -> !method.isSynthetic() && !java.lang.reflect.Modifier.isStatic(method.getModifiers()))
                .sorted(Comparator.comparing(Method::getName))
                .toList();
    }

    private static String dashed(String camelCase) {
        return camelCase.replaceAll("([A-Z])", "-$1").toLowerCase(Locale.ROOT);
    }
}
