package io.batchtask.bridge.http;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.apache.hc.core5.concurrent.FutureCallback;
import org.apache.hc.core5.http.EntityDetails;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.HttpResponse;
import org.apache.hc.core5.http.nio.AsyncResponseConsumer;
import org.apache.hc.core5.http.nio.CapacityChannel;
import org.apache.hc.core5.http.protocol.HttpContext;

/**
 * Collects one reply. Beyond the part that is free it reads on when its claim is granted, and the connection's own
 * buffers fill up until then. All but {@link #abandon} runs on an I/O thread, which an error must not end: one that
 * appears here fails this call alone.
 */
final class ReplyCollector implements AsyncResponseConsumer<HttpReply> {
    /** The only headers of which several lines are read; others are no lists, and joined they could not be read. */
    private static final Set<String> SIGNING_IN = Set.of("www-authenticate", "proxy-authenticate");

    private final Attempt attempt;
    private final ReplyBudget budget;
    private int status;
    private Map<String, String> headers;
    private FutureCallback<HttpReply> done;
    private ReplyBody body;
    private HttpReply reply;
    private boolean released;
    private ReplyBudget.Claim claim;

    ReplyCollector(Attempt attempt, ReplyBudget budget) {
        this.attempt = attempt;
        this.budget = budget;
    }

    @Override
    public void informationResponse(HttpResponse response, HttpContext context) {
        attempt.answerBegins();
    }

    @Override
    public void consumeResponse(
            HttpResponse response, EntityDetails entity, HttpContext context, FutureCallback<HttpReply> resultCallback)
            throws IOException {
        try {
            begin(response, entity, context, resultCallback);
        } catch (Error ours) {
            throw new OurFault(ours);
        }
    }

    private void begin(
            HttpResponse response, EntityDetails entity, HttpContext context, FutureCallback<HttpReply> resultCallback)
            throws IOException {
        attempt.answerBegins();
        if (attempt.isOfTheProxy(response.getCode(), context)) {
            throw new ProxyRefusal(response.getCode(), read(response));
        }
        status = response.getCode();
        headers = read(response);
        done = resultCallback;
        body = new ReplyBody(
                entity == null ? 0 : entity.getContentLength(), attempt.call().largestReply());
        if (entity == null) {
            complete();
        }
    }

    private static Map<String, String> read(HttpResponse response) {
        Map<String, String> headers = new HashMap<>();
        for (Header header : response.getHeaders()) {
            String name = header.getName().toLowerCase(Locale.ROOT);
            String value = header.getValue() == null ? "" : header.getValue();
            headers.merge(name, value, SIGNING_IN.contains(name) ? ReplyCollector::both : (first, next) -> first);
        }
        return headers;
    }

    /** As one line (RFC 9110, section 5.3): IIS sends a line for each way of signing in. */
    private static String both(String first, String next) {
        return first + ", " + next;
    }

    /** Asked once the free part is used up, and again for each piece that comes in spite of it. */
    @Override
    public void updateCapacity(CapacityChannel channel) {
        synchronized (this) {
            if (claim == null && !released) {
                claim = budget.claim(body.beyondFree(), () -> readOn(channel));
            }
        }
    }

    private void readOn(CapacityChannel channel) {
        body.grant();
        try {
            channel.update(Integer.MAX_VALUE);
        } catch (IOException | RuntimeException closed) {
            // so is the connection, and the call knows
        }
    }

    @Override
    public void consume(ByteBuffer source) throws IOException {
        if (attempt.result().isDone()) { // given up while it was being sent; this closes its connection
            throw new InterruptedIOException();
        }
        try {
            body.add(source);
        } catch (Error ours) {
            throw new OurFault(ours);
        }
    }

    @Override
    public void streamEnd(List<? extends Header> trailers) throws IOException {
        try {
            complete();
        } catch (Error ours) {
            throw new OurFault(ours);
        }
    }

    private void complete() {
        byte[] all = body.take();
        boolean late;
        synchronized (this) {
            Runnable read = claim == null ? () -> {} : claim::giveBack;
            reply = new HttpReply(status, headers, all, attempt.isReused(), read);
            late = released;
        }
        if (late) {
            done.completed(reply);
        }
    }

    @Override
    public void failed(Exception cause) {
        abandon();
    }

    /**
     * Comes once the connection is back among the idle ones: only now is the reply handed on, so that a call that
     * follows from it finds that connection.
     */
    @Override
    public void releaseResources() {
        HttpReply complete;
        synchronized (this) {
            complete = released ? null : reply;
            released = true;
        }
        if (complete != null) {
            try {
                done.completed(complete);
            } catch (Error ours) {
                attempt.result().completeExceptionally(new OurFault(ours));
            }
        }
    }

    /** It will not be read. Any number of times, by any thread. */
    void abandon() {
        ReplyBudget.Claim held;
        synchronized (this) {
            released = true;
            held = claim;
        }
        if (held != null) {
            held.giveBack();
        }
    }
}
