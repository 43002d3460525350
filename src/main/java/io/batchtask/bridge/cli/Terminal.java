package io.batchtask.bridge.cli;

import java.io.Console;
import java.lang.reflect.InvocationTargetException;

/** Whether a person sits in front of this process, and what they answer. */
interface Terminal {
    /** Whether somebody can be asked. */
    boolean attended();

    /** The line that was typed; null at the end of the input. */
    String ask(String question);

    /** The one this process has been started at. */
    static Terminal own() {
        Console console = System.console();
        return new Terminal() {
            @Override
            public boolean attended() {
                return console != null && isTerminal(console);
            }

            @Override
            public String ask(String question) {
                return console.readLine("%s", question);
            }
        };
    }

    /** From Java 22 on there is a console without a terminal, too, and a method that tells. */
    private static boolean isTerminal(Console console) {
        try {
            return (boolean) Console.class.getMethod("isTerminal").invoke(console);
        } catch (NoSuchMethodException before22) {
            return true;
        } catch (IllegalAccessException | InvocationTargetException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
