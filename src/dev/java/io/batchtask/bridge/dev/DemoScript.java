package io.batchtask.bridge.dev;

import io.batchtask.bridge.dev.netserver.Fault;
import io.batchtask.bridge.dev.netserver.NetServerSimulator;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** What is asked for, request by request, and how NetServer is to behave. The same in each demo. */
final class DemoScript {
    /** Requests until every kind has been seen; after them it goes on in the same way. */
    static final int LENGTH = 200;

    private static final int CUT_TWICE = 6006;
    private static final int MOVING = 5001;
    private static final List<String> MOVING_KEYS = List.of("nightly-import", "export", "mailing");
    private static final List<byte[]> MALFORMED = List.of(
            bytes("forty-two"),
            bytes("{\"task\":4711}"),
            bytes("4.5"),
            bytes(""),
            bytes("-1"),
            bytes("99999999999"),
            bytes("[4711]"),
            new byte[] {(byte) 0xc3, (byte) 0x28});

    private DemoScript() {}

    /**
     * One request.
     *
     * @param key null for none
     */
    record Request(String key, byte[] value, Map<String, String> headers) {
        private Request(String key, String value) {
            this(key, bytes(value), Map.of());
        }
    }

    static void prepare(NetServerSimulator netServer) {
        netServer.cast(true);
        netServer.latency(Duration.ofMillis(40));
        netServer.slowEvery(25, Duration.ofMillis(600));
        netServer.faultFirst(CUT_TWICE, 2, Fault.HALF_REPLY);
        for (int i = 0; i < MOVING_KEYS.size(); i++) {
            netServer.runs(MOVING + i, Duration.ofSeconds(10));
        }
    }

    /** @param number from 0 */
    static Request request(int number) {
        int id = 1_000_000 + number * 10 + 1;
        return switch (number % 20) {
            case 3, 8, 13, 18 -> {
                int task = number / 5 % MOVING_KEYS.size();
                yield new Request(MOVING_KEYS.get(task), String.valueOf(MOVING + task));
            }
            case 4 -> new Request(null, MALFORMED.get(number / 20 % MALFORMED.size()), Map.of());
            case 6 -> new Request(null, String.valueOf(number == 6 ? CUT_TWICE : id));
            case 9 -> new Request(null, (1 + number) + "404");
            case 10 -> new Request(null, "{\"id\":" + id + "}");
            case 11 -> new Request("customer-" + number, "{\"taskId\":\"" + id + "\"}");
            case 12 -> cloudEvent(number, id);
            case 14 -> new Request(null, (1 + number) + "403");
            case 19 -> new Request(null, number % LENGTH == 119 ? (1 + number) + "500" : String.valueOf(id));
            default -> new Request(null, String.valueOf(id));
        };
    }

    private static Request cloudEvent(int number, int id) {
        String event = "{\"specversion\":\"1.0\",\"type\":\"demo.task.started\",\"source\":\"/demo\",\"id\":\"" + number
                + "\",\"data\":{\"id\":" + id + "}}";
        return new Request(null, bytes(event), Map.of("content-type", "application/cloudevents+json"));
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
