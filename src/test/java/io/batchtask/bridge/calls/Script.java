package io.batchtask.bridge.calls;

import io.batchtask.bridge.failure.Failure;
import io.batchtask.bridge.netserver.Reply;
import io.batchtask.bridge.netserver.ServiceLocation;
import io.batchtask.bridge.netserver.TaskService;
import io.batchtask.bridge.task.BatchTask;
import io.batchtask.bridge.traces.RecordSpan;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;

/** A NetServer that says what its script says: line by line, then always the same. */
public final class Script implements TaskService {
    static final Failure.SignIn EXPIRED = new Failure.SignIn("expired", "the ticket has expired");

    public final List<Call> calls = new ArrayList<>();
    public boolean closed;

    private final Deque<Function<Call, CompletableFuture<Reply>>> lines = new ArrayDeque<>();
    private Function<Call, CompletableFuture<Reply>> otherwise = call -> now(found(call.taskId()));

    public record Call(int taskId, String ticket) {}

    @Override
    public CompletableFuture<Reply> lookUp(int taskId, String ticket, boolean fresh, RecordSpan cause) {
        Call call = new Call(taskId, ticket);
        calls.add(call);
        return (lines.isEmpty() ? otherwise : lines.remove()).apply(call);
    }

    @Override
    public void distrustConnections() {
        // there are none
    }

    @Override
    public ServiceLocation location() {
        return new ServiceLocation() {
            @Override
            public URI base() {
                return URI.create("http://localhost/Services86/");
            }

            @Override
            public CompletableFuture<Boolean> refresh() {
                return CompletableFuture.completedFuture(false);
            }

            @Override
            public Optional<String> closed() {
                return closed ? Optional.of("closed for the test") : Optional.empty();
            }
        };
    }

    /** The next replies, one for each call. */
    public Script says(Reply... replies) {
        for (Reply reply : replies) {
            lines.add(call -> now(reply));
        }
        return this;
    }

    /** The next call is answered with the task that was asked for. */
    Script describesTheTask() {
        lines.add(call -> now(found(call.taskId())));
        return this;
    }

    /** The next call is answered when the future returned here is completed. */
    public CompletableFuture<Reply> makesWait() {
        CompletableFuture<Reply> reply = new CompletableFuture<>();
        lines.add(call -> reply);
        return reply;
    }

    /** The next call breaks. */
    public Script breaks(Throwable how) {
        lines.add(call -> CompletableFuture.failedFuture(how));
        return this;
    }

    /** The next call does not even begin. */
    public Script throwsAtOnce(Error what) {
        lines.add(call -> {
            throw what;
        });
        return this;
    }

    /** What is said when nothing else is left to say. */
    public Script otherwise(Function<Call, Reply> reply) {
        otherwise = call -> now(reply.apply(call));
        return this;
    }

    public List<String> tickets() {
        return calls.stream().map(Call::ticket).toList();
    }

    public List<Integer> taskIds() {
        return calls.stream().map(Call::taskId).toList();
    }

    private static CompletableFuture<Reply> now(Reply reply) {
        return CompletableFuture.completedFuture(reply);
    }

    public static Reply found(int id) {
        return new Reply.Found(new BatchTask(
                id,
                "Task",
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                "Started",
                null,
                null,
                null,
                null,
                null,
                Optional.empty()));
    }

    public static Reply expired() {
        return new Reply.Failed(EXPIRED);
    }

    public static Reply unavailable() {
        return unavailable("timeout");
    }

    public static Reply unavailable(String code) {
        return new Reply.Failed(new Failure.Unavailable(code, "no usable answer"));
    }

    public static Reply unavailable(String code, Duration retryAfter) {
        return new Reply.Failed(new Failure.Unavailable(code, "no usable answer", Optional.of(retryAfter)));
    }

    public static Reply throttled() {
        return new Reply.Failed(new Failure.Unavailable(Reply.THROTTLED, "too often"));
    }

    public static Reply throttled(Duration retryAfter) {
        return unavailable(Reply.THROTTLED, retryAfter);
    }

    public static Reply busy(Duration retryAfter) {
        return unavailable(Reply.BUSY, retryAfter);
    }
}
