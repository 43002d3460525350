package io.batchtask.bridge.dev.netserver;

import java.io.PrintWriter;
import java.time.Duration;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.stream.LongStream;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The simulator as a program. Each option can also come from the environment, for containers. */
@Command(
        name = "netserver-simulator",
        sortOptions = false,
        description = "A SuperOffice NetServer to try things on: Batch.svc and SoPrincipal.svc, SOAP 1.1 only. "
                + "Every id of 1 and above is a task.",
        footer = {
            "",
            "Unless --no-cast is given, ids ending in",
            "  404  are not found",
            "  403  are refused: no right",
            "  408  are answered late (--slow-ms)",
            "  500  fail each time",
            "  777  move through their states within 20 seconds of their first look-up",
            "",
            "Each option also comes from the environment: SIMULATOR_ and its name, such as SIMULATOR_LATENCY_MS=50;",
            "lists are separated by commas, such as SIMULATOR_FAULT=7=RESET,8=HTTP_503."
        })
public final class SimulatorMain implements Callable<Integer> {
    @Option(
            names = "--host",
            defaultValue = "${env:SIMULATOR_HOST:-127.0.0.1}",
            description = "address to bind (${DEFAULT-VALUE})")
    private String host;

    @Option(
            names = "--port",
            defaultValue = "${env:SIMULATOR_PORT:-8086}",
            description = "port; 0 picks a free one (${DEFAULT-VALUE})")
    private int port;

    @Option(
            names = "--latency-ms",
            paramLabel = "MS",
            defaultValue = "${env:SIMULATOR_LATENCY_MS:-20}",
            description = "time each call takes (${DEFAULT-VALUE})")
    private long latency;

    @Option(
            names = "--slow-ms",
            paramLabel = "MS",
            defaultValue = "${env:SIMULATOR_SLOW_MS:-4000}",
            description = "time a slow call takes (${DEFAULT-VALUE})")
    private long slow;

    @Option(
            names = "--slow-every",
            paramLabel = "N",
            defaultValue = "${env:SIMULATOR_SLOW_EVERY:-0}",
            description = "one call in N is slow; 0 for none")
    private int slowEvery;

    @Option(
            names = "--reset-every",
            paramLabel = "N",
            defaultValue = "${env:SIMULATOR_RESET_EVERY:-0}",
            description = "one call in N ends with a reset connection; 0 for none")
    private int resetEvery;

    @Option(
            names = "--bears",
            paramLabel = "N",
            defaultValue = "${env:SIMULATOR_BEARS:-0}",
            description = "look-ups beyond N in a second are answered with HTTP 429; 0 for none")
    private int bears;

    @Option(
            names = "--fault",
            paramLabel = "ID=FAULT",
            split = ",",
            defaultValue = "${env:SIMULATOR_FAULT}",
            description = "that task goes wrong this way each time; may be repeated")
    private Map<Integer, Fault> faults;

    @Option(
            names = "--user",
            paramLabel = "NAME=PASSWORD",
            split = ",",
            defaultValue = "${env:SIMULATOR_USER}",
            description = "a user who may sign in, besides " + NetServerSimulator.USER + "; may be repeated")
    private Map<String, String> users;

    @Option(
            names = "--application-token",
            paramLabel = "TOKEN",
            defaultValue = "${env:SIMULATOR_APPLICATION_TOKEN}",
            description = "the ApplicationToken each look-up has to carry; without it any will do")
    private String applicationToken;

    @Option(
            names = "--no-cast",
            defaultValue = "${env:SIMULATOR_NO_CAST:-false}",
            description = "no id is special unless --fault says so")
    private boolean noCast;

    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            description = "prints this and ends")
    private boolean help;

    @Option(names = "--list-faults", description = "explains each fault and ends")
    private boolean listFaults;

    @Spec
    private CommandSpec spec;

    public static void main(String[] args) {
        System.exit(new CommandLine(new SimulatorMain())
                .setCaseInsensitiveEnumValuesAllowed(true)
                .execute(args));
    }

    @Override
    public Integer call() throws Exception {
        PrintWriter out = spec.commandLine().getOut();
        if (listFaults) {
            listFaults(out);
            return 0;
        }
        if (LongStream.of(latency, slow, slowEvery, resetEvery, bears).anyMatch(number -> number < 0)) {
            throw new ParameterException(spec.commandLine(), "times and counts are 0 or more");
        }
        try (NetServerSimulator simulator = NetServerSimulator.start(host, port)) {
            script(simulator);
            tell(out, simulator);
            new CountDownLatch(1).await();
        }
        return 0;
    }

    private void script(NetServerSimulator simulator) {
        simulator.latency(Duration.ofMillis(latency));
        simulator.slowEvery(slowEvery, Duration.ofMillis(slow));
        simulator.resetEvery(resetEvery);
        simulator.bears(bears);
        simulator.cast(!noCast);
        simulator.requireApplicationToken(applicationToken);
        if (users != null) {
            users.forEach(simulator::user);
        }
        if (faults != null) {
            faults.forEach(simulator::fault);
        }
    }

    private void tell(PrintWriter out, NetServerSimulator simulator) {
        out.println("NetServer simulator: http://" + host + ":" + simulator.port() + "/Remote/Services86/");
        out.println("  sign in as " + NetServerSimulator.USER + " with password " + NetServerSimulator.PASSWORD
                + (users == null ? "" : ", or as " + String.join(", ", users.keySet()))
                + ", or use ticket " + NetServerSimulator.TICKET);
        out.println("  application token: " + (applicationToken == null ? "any" : "required"));
        out.println("  each call takes " + latency + " ms"
                + (slowEvery > 0 ? ", one in " + slowEvery + " takes " + slow + " ms" : "")
                + (resetEvery > 0 ? ", one in " + resetEvery + " is reset" : "")
                + (bears > 0 ? ", more than " + bears + " a second are refused" : ""));
        if (faults != null) {
            faults.forEach((id, fault) -> out.println("  task " + id + ": " + fault + ", " + fault.explanation()));
        }
        if (!noCast) {
            out.println("  " + ScriptedIds.explanation());
        }
        out.flush();
    }

    private static void listFaults(PrintWriter out) {
        for (Fault.Kind kind : Fault.Kind.values()) {
            out.println(kind.meaning());
            Arrays.stream(Fault.values())
                    .filter(fault -> fault.kind() == kind)
                    .forEach(
                            fault -> out.println(String.format(Locale.ROOT, "  %-26s %s", fault, fault.explanation())));
        }
        out.flush();
    }
}
