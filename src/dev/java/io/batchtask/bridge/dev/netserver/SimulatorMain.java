package io.batchtask.bridge.dev.netserver;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** The simulator as a program. Each option can also come from the environment, for containers. */
@Command(name = "netserver-simulator", mixinStandardHelpOptions = true, description = "A NetServer to try things on.")
public final class SimulatorMain implements Callable<Integer> {
    @Option(names = "--host", defaultValue = "${env:SIMULATOR_HOST:-127.0.0.1}", description = "address to bind")
    private String host;

    @Option(names = "--port", defaultValue = "${env:SIMULATOR_PORT:-8086}", description = "port to listen on")
    private int port;

    @Option(
            names = "--latency-ms",
            defaultValue = "${env:SIMULATOR_LATENCY_MS:-20}",
            description = "time each call takes")
    private long latency;

    @Option(names = "--fault", description = "ID=FAULT: that task goes wrong this way")
    private Map<Integer, Fault> faults = Map.of();

    public static void main(String[] args) {
        System.exit(new CommandLine(new SimulatorMain()).execute(args));
    }

    @Override
    public Integer call() throws Exception {
        try (NetServerSimulator simulator = NetServerSimulator.start(host, port)) {
            simulator.latency(Duration.ofMillis(latency));
            faults.forEach(simulator::fault);
            System.out.println("NetServer simulator on port " + simulator.port() + ", ticket "
                    + NetServerSimulator.TICKET + ", user sim, password simulated");
            new CountDownLatch(1).await();
        }
        return 0;
    }
}
