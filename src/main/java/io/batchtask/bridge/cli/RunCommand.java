package io.batchtask.bridge.cli;

import io.batchtask.bridge.Service;
import io.batchtask.bridge.settings.SettingsLoader;
import io.batchtask.bridge.settings.SettingsReference;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine.Command;
import picocli.CommandLine.ParentCommand;

/** The service itself, until SIGTERM or SIGINT. */
@Command(name = "run", description = "Runs the service (the default).")
final class RunCommand implements Callable<Integer> {
    private static final Logger LOG = LoggerFactory.getLogger(RunCommand.class);

    @ParentCommand
    private BridgeCommand bridge;

    @Override
    public Integer call() throws Exception {
        return run(bridge.settings());
    }

    static int run(SettingsLoader.Loaded loaded) throws Exception {
        SettingsReference.effective(loaded).forEach((key, value) -> LOG.info("setting; {}={}", key, value));
        Topics.createMissingSoon(loaded.settings());
        Service service = new Service(loaded.settings(), true);
        CountDownLatch stopped = new CountDownLatch(1);
        Thread stop = new Thread(
                () -> {
                    service.close();
                    stopped.countDown();
                    // A JVM that is ended by a signal exits with 128 + its number; a drained service ended well.
                    Runtime.getRuntime().halt(0);
                },
                "batchtask-stop");
        Runtime.getRuntime().addShutdownHook(stop); // before the start: a signal may come in the middle of it
        try {
            service.start();
        } catch (IllegalStateException failed) {
            Runtime.getRuntime().removeShutdownHook(stop);
            throw failed;
        }
        stopped.await();
        return 0;
    }
}
