package io.batchtask.bridge.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.core.util.Separators;
import com.fasterxml.jackson.databind.ObjectWriter;
import io.batchtask.bridge.event.DeadLetter;
import io.batchtask.bridge.event.EventJson;
import io.batchtask.bridge.event.EventWriter;
import io.batchtask.bridge.event.TaskEvent;
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

    /** On several lines, as the documents show events. */
    private static final ObjectWriter JSON = EventJson.mapper()
            .writer(new DefaultPrettyPrinter(
                    Separators.createDefaultInstance().withObjectFieldValueSpacing(Separators.Spacing.AFTER)));

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
        PrintWriter err = spec.commandLine().getErr();
        Publication publication = new Publication(settings, bridge::redact);
        Optional<String> obstacle = publish ? publication.obstacle() : Optional.empty();
        if (obstacle.isPresent()) {
            ids.forEach(id -> err.println(id + ": could not be published: " + obstacle.get()));
            return 1;
        }
        boolean good = true;
        try (Service service = new Service(settings, false)) {
            service.start();
            for (int i = 0; i < ids.size(); i++) {
                Object end = await(service, service.relay().preview(Service.request(ids.get(i), i)));
                good &= print(ids.get(i), end, service);
                if (end instanceof NoEnd) {
                    break; // the others would fare no better
                }
                if (publish && end instanceof TaskEvent event) {
                    publication.begin(ids.get(i), event, service.relay());
                }
            }
            List<String> unpublished = publication.unpublished();
            unpublished.forEach(err::println);
            return good && unpublished.isEmpty() ? 0 : 1;
        }
    }

    /** Whether there is such a task. */
    private boolean print(String id, Object end, Service service) throws JsonProcessingException {
        PrintWriter err = spec.commandLine().getErr();
        if (end instanceof TaskEvent event) {
            PrintWriter out = spec.commandLine().getOut();
            out.println(JSON.writeValueAsString(event.value()));
            out.flush();
            if (!event.type().equals(EventWriter.NOT_FOUND)) {
                return true;
            }
            err.println(id + ": no such task");
        } else if (end instanceof DeadLetter letter) {
            err.println(id + ": " + letter.failure().className() + "/"
                    + service.redact(letter.failure().code()) + ": "
                    + service.redact(letter.failure().message()));
        } else if (end instanceof NoEnd none) {
            err.println(id + ": " + none.reason());
        } else {
            err.println(id + ": no such task; by batchtask.events.not-found there is no event");
        }
        return false;
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
