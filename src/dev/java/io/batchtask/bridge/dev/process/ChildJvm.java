package io.batchtask.bridge.dev.process;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * A JVM of its own, because only a process can be killed, frozen and started again. Ends with this JVM: a shutdown hook
 * ends it, and children that watch their standard input see it close when this JVM is killed.
 */
public final class ChildJvm implements AutoCloseable {
    private static final String JAVA =
            Path.of(System.getProperty("java.home"), "bin", "java").toString();

    private static final Duration LAST_LINES = Duration.ofSeconds(5); // a child of it may hold the pipe open

    private final Process process;
    private final List<String> output = Collections.synchronizedList(new ArrayList<>());
    private final Consumer<String> listener;
    private final Thread reader;
    private final Thread hook;

    private ChildJvm(List<String> command, Map<String, String> environment, Path directory, Consumer<String> listener) {
        this.listener = listener;
        try {
            ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
            builder.environment().keySet().removeIf(name -> name.startsWith("BATCHTASK_"));
            builder.environment().putAll(environment);
            if (directory != null) {
                builder.directory(directory.toFile());
            }
            process = builder.start();
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
        reader = new Thread(this::read, "child-" + process.pid());
        reader.setDaemon(true);
        reader.start();
        hook = new Thread(process::destroyForcibly);
        Runtime.getRuntime().addShutdownHook(hook);
    }

    /** Runs a main class with this JVM's class path. */
    public static ChildJvm ofClass(Class<?> main, List<String> jvmOptions, List<String> arguments) {
        String classPath = System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
        List<String> command = new ArrayList<>(List.of(JAVA));
        command.addAll(jvmOptions);
        command.addAll(List.of("-cp", classPath, main.getName()));
        command.addAll(arguments);
        return new ChildJvm(command, Map.of(), null, line -> {});
    }

    /** Runs a jar in that working directory, with these environment variables on top of ours. */
    public static ChildJvm ofJar(
            Path jar,
            Path directory,
            Map<String, String> environment,
            List<String> jvmOptions,
            List<String> arguments) {
        return ofJar(jar, directory, environment, jvmOptions, arguments, line -> {});
    }

    /** @param listener receives each line of its output as it comes */
    public static ChildJvm ofJar(
            Path jar,
            Path directory,
            Map<String, String> environment,
            List<String> jvmOptions,
            List<String> arguments,
            Consumer<String> listener) {
        List<String> command = new ArrayList<>(List.of(JAVA));
        command.addAll(jvmOptions);
        command.addAll(List.of("-jar", jar.toAbsolutePath().toString()));
        command.addAll(arguments);
        return new ChildJvm(command, environment, directory, listener);
    }

    private void read() {
        try (BufferedReader lines = process.inputReader(StandardCharsets.UTF_8)) {
            lines.lines().forEach(line -> {
                output.add(line);
                listener.accept(line);
            });
        } catch (IOException | UncheckedIOException gone) {
            output.add("(output ended: " + gone.getMessage() + ")");
        }
    }

    public long pid() {
        return process.pid();
    }

    public boolean isAlive() {
        return process.isAlive();
    }

    /** Standard output and error so far. */
    public List<String> output() {
        synchronized (output) {
            return List.copyOf(output);
        }
    }

    /** SIGTERM. By its handle: {@code Process.destroy} would also close its output, last words included. */
    public void terminate() {
        process.toHandle().destroy();
    }

    /** SIGKILL. */
    public void kill() {
        process.destroyForcibly();
        waitFor(Duration.ofSeconds(10));
    }

    /** SIGSTOP: the process stands still and knows nothing of it. */
    public void freeze() {
        signal("-STOP");
    }

    /** SIGCONT. */
    public void thaw() {
        signal("-CONT");
    }

    private void signal(String signal) {
        try {
            new ProcessBuilder("kill", signal, String.valueOf(pid()))
                    .redirectOutput(new File("/dev/null"))
                    .start()
                    .waitFor(5, TimeUnit.SECONDS);
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    /** The exit code, once all its output is there; -1 when it still runs after that time. */
    public int waitFor(Duration atMost) {
        try {
            if (!process.waitFor(atMost.toMillis(), TimeUnit.MILLISECONDS)) {
                return -1;
            }
            reader.join(LAST_LINES.toMillis());
            return process.exitValue();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            return -1;
        }
    }

    /** SIGTERM, and SIGKILL if that is not enough. */
    @Override
    public void close() {
        terminate();
        if (waitFor(Duration.ofSeconds(10)) == -1) {
            kill();
        }
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException alreadyStopping) {
            process.destroyForcibly();
        }
    }

    /** Deletes a directory and all in it; what cannot be deleted stays. */
    public static void delete(Path directory) {
        try (var paths = Files.walk(directory)) {
            paths.sorted(Collections.reverseOrder()).map(Path::toFile).forEach(File::delete);
        } catch (IOException | UncheckedIOException gone) {
            // a temporary directory: the system clears it
        }
    }
}
