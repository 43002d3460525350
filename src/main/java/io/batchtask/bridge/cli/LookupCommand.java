package io.batchtask.bridge.cli;

import com.fasterxml.jackson.databind.ObjectWriter;
import io.batchtask.bridge.event.DeadLetter;
import io.batchtask.bridge.event.EventJson;
import io.batchtask.bridge.event.TaskEvent;
import io.batchtask.bridge.relay.Outcome;
import io.batchtask.bridge.service.Service;
import io.batchtask.bridge.settings.Settings;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

/** Looks tasks up on the same path as the service, without reading a topic. */
@Command(name = "lookup", description = "Looks tasks up and prints each event as JSON.")
final class LookupCommand implements Callable<Integer> {
    /** Above what the retries of one look-up take by default. */
    private static final Duration PATIENCE = Duration.ofMinutes(6);

    private static final long LOOK_AGAIN_MILLIS = 200;

    @ParentCommand
    private ConfiguredCommand bridge;

    @Parameters(paramLabel = "ID", arity = "1..*", description = "task ids")
    private List<String> ids;

    @Option(names = "--publish", description = "sends the events to the info topic as well")
    private boolean publish;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws Exception {
        Settings settings = bridge.settings().settings();
        PrintWriter out = spec.commandLine().getOut();
        PrintWriter err = spec.commandLine().getErr();
        if (publish) {
            Topics.mustBeThere(settings, settings.topics().info());
        }
        ObjectWriter json = EventJson.mapper().writerWithDefaultPrettyPrinter();
        int exit = 0;
        try (Service service = new Service(settings, false)) {
            service.start();
            for (int i = 0; i < ids.size(); i++) {
                Object end = await(service, service.relay().preview(Service.request(ids.get(i), i)));
                if (end instanceof NoEnd none) {
                    err.println(ids.get(i) + ": " + none.reason());
                    return 1; // the others would fare no better
                }
                if (end instanceof TaskEvent event) {
                    out.println(json.writeValueAsString(event.value()));
                    out.flush();
                    if (publish && !published(service, event)) {
                        err.println(ids.get(i) + ": not published");
                        exit = 1;
                    }
                } else if (end instanceof DeadLetter letter) {
                    err.println(ids.get(i) + ": "
                            + letter.failure().className() + "/"
                            + service.redact(letter.failure().code()) + ": "
                            + service.redact(letter.failure().message()));
                    exit = 1;
                } else {
                    err.println(ids.get(i) + ": dropped, NetServer has no such task");
                }
            }
        }
        return exit;
    }

    private static boolean published(Service service, TaskEvent event) throws Exception {
        return service.relay().publish(event).get(PATIENCE.toSeconds(), TimeUnit.SECONDS) instanceof Outcome.Published;
    }

    /** The service would wait until NetServer can be asked again; a person at the terminal wants to know why not. */
    private static Object await(Service service, CompletableFuture<Object> lookUp) throws Exception {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (System.nanoTime() < deadline) {
            try {
                return lookUp.get(LOOK_AGAIN_MILLIS, TimeUnit.MILLISECONDS);
            } catch (TimeoutException notYet) {
                Optional<String> reason = service.relay().outOfService();
                if (reason.isPresent()) {
                    return new NoEnd(service.redact(reason.get()));
                }
            }
        }
        return new NoEnd("no answer within " + PATIENCE);
    }

    private record NoEnd(String reason) {}
}
