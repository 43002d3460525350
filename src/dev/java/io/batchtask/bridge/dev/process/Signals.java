package io.batchtask.bridge.dev.process;

import java.lang.reflect.Proxy;

/** Signals as calls. By reflection, as Kafka does it: the class has no replacement, and the compiler warns of it. */
public final class Signals {
    private Signals() {}

    /** From now on that signal, {@code INT} or {@code TERM}, means this instead of the end of the JVM. */
    public static void on(String name, Runnable action) {
        try {
            Class<?> signal = Class.forName("sun.misc.Signal");
            Class<?> handler = Class.forName("sun.misc.SignalHandler");
            Object proxy = Proxy.newProxyInstance(
                    Signals.class.getClassLoader(), new Class<?>[] {handler}, (self, method, arguments) -> {
                        if (method.getDeclaringClass() == Object.class) {
                            return method.invoke(action, arguments);
                        }
                        action.run();
                        return null;
                    });
            signal.getMethod("handle", signal, handler)
                    .invoke(null, signal.getConstructor(String.class).newInstance(name), proxy);
        } catch (ReflectiveOperationException missing) {
            // then the signal ends the JVM, and shutdown hooks end its children
        }
    }
}
