package io.batchtask.bridge.cli;

import io.batchtask.bridge.failure.Excerpt;
import io.batchtask.bridge.service.Service;
import io.batchtask.bridge.settings.ClearText;
import io.batchtask.bridge.settings.ProxyRules;
import io.batchtask.bridge.settings.SettingsLoader;
import io.batchtask.bridge.settings.SettingsReference;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine.Command;
import picocli.CommandLine.ParentCommand;

/** The service itself, until SIGTERM or SIGINT. */
@Command(name = "run", description = "Runs the service (the default).")
final class RunCommand implements Callable<Integer> {
    private static final Logger LOG = LoggerFactory.getLogger(RunCommand.class);

    @ParentCommand
    private ConfiguredCommand bridge;

    @Override
    public Integer call() throws Exception {
        return run(bridge.settingsToRun(), bridge::redact);
    }

    /** Those that are not as they would be without being set, on one line. */
    private static String settings(SettingsLoader.Loaded loaded) {
        return SettingsReference.changed(loaded).entrySet().stream()
                .map(setting -> setting.getKey() + "=" + Excerpt.line(setting.getValue()))
                .collect(Collectors.joining(" "));
    }

    static int run(SettingsLoader.Loaded loaded, UnaryOperator<String> redact) throws Exception {
        LOG.info("settings; {}", settings(loaded));
        ClearText.addresses(loaded.settings())
                .forEach(address ->
                        LOG.warn("passwords and tickets travel in clear text, use https; address={}", address));
        ProxyRules.of(loaded.settings().netserver().proxy())
                .passedOver()
                .forEach(reason -> LOG.warn("a proxy setting is passed over; reason={}", reason));
        ClientSettings.mustBeUsable(loaded.settings(), redact);
        Service service = new Service(loaded.settings(), true);
        CountDownLatch stopping = new CountDownLatch(1);
        Thread stop = new Thread(
                () -> {
                    stopping.countDown();
                    service.close();
                    Log.end();
                    // A JVM that is ended by a signal exits with 128 + its number; a drained service ended well.
                    Runtime.getRuntime().halt(0);
                },
                "batchtask-stop");
        Runtime.getRuntime().addShutdownHook(stop); // before the start: a signal may come at any time
        try {
            service.start(() -> Topics.createMissing(loaded.settings(), redact, stopping));
        } catch (RuntimeException failed) {
            Runtime.getRuntime().removeShutdownHook(stop); // which would make a failure look like a good end
            throw failed;
        }
        new CountDownLatch(1).await(); // ended by a signal
        return 0;
    }
}
