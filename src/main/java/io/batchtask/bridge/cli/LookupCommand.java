package io.batchtask.bridge.cli;

import com.fasterxml.jackson.databind.ObjectWriter;
import io.batchtask.bridge.Service;
import io.batchtask.bridge.event.EventJson;
import io.batchtask.bridge.event.TaskEvent;
import io.batchtask.bridge.relay.GivenUp;
import io.batchtask.bridge.relay.Outcome;
import io.batchtask.bridge.settings.Settings;
import java.io.PrintWriter;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

/** Looks tasks up on the same path as the service, without reading a topic. */
@Command(name = "lookup", description = "Looks tasks up and prints each event as JSON.")
final class LookupCommand implements Callable<Integer> {
    private static final long PATIENCE_MINUTES = 6;

    @ParentCommand
    private BridgeCommand bridge;

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
        ObjectWriter json = EventJson.mapper().writerWithDefaultPrettyPrinter();
        int exit = 0;
        try (Service service = new Service(settings, false)) {
            service.start();
            for (int i = 0; i < ids.size(); i++) {
                Object end =
                        service.relay().preview(Service.request(ids.get(i), i)).get(PATIENCE_MINUTES, TimeUnit.MINUTES);
                if (end instanceof TaskEvent event) {
                    out.println(json.writeValueAsString(event.value()));
                    out.flush();
                    if (publish && !published(service, event)) {
                        err.println(ids.get(i) + ": not published");
                        exit = 1;
                    }
                } else if (end instanceof GivenUp givenUp) {
                    err.println(ids.get(i) + ": "
                            + givenUp.rejection().failure().className() + "/"
                            + givenUp.rejection().failure().code() + ": "
                            + service.redact(givenUp.rejection().failure().message()));
                    exit = 1;
                } else {
                    err.println(ids.get(i) + ": dropped, NetServer has no such task");
                }
            }
        }
        return exit;
    }

    private static boolean published(Service service, TaskEvent event) throws Exception {
        return service.relay().publish(event).get(PATIENCE_MINUTES, TimeUnit.MINUTES) instanceof Outcome.Published;
    }
}
