package io.batchtask.bridge.settings;

import java.lang.reflect.Method;
import java.util.Optional;

/** Finds what a key became in the typed view. */
final class Value {
    private Value() {}

    /** The value, without {@code Optional}. */
    static Object of(Settings settings, Key key) {
        Object found = in(settings, Settings.class, key.method()).orElseThrow();
        return found instanceof Optional<?> optional ? optional.orElseThrow() : found;
    }

    private static Optional<Object> in(Object group, Class<?> type, Method wanted) {
        for (Method method : type.getDeclaredMethods()) {
            try {
                if (method.equals(wanted)) {
                    return Optional.of(method.invoke(group));
                }
                if (method.getReturnType().getPackage() == Settings.class.getPackage()
                        && method.getReturnType().isInterface()) {
                    Optional<Object> deeper = in(method.invoke(group), method.getReturnType(), wanted);
                    if (deeper.isPresent()) {
                        return deeper;
                    }
                }
            } catch (ReflectiveOperationException inaccessible) {
                throw new AssertionError(inaccessible);
            }
        }
        return Optional.empty();
    }
}
