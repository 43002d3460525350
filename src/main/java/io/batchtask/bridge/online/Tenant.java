package io.batchtask.bridge.online;

import com.fasterxml.jackson.databind.JsonNode;
import io.batchtask.bridge.failure.Causes;
import io.batchtask.bridge.failure.Excerpt;
import io.batchtask.bridge.failure.Failure;
import io.batchtask.bridge.failure.SignInRefused;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Where a tenant is served at present, and whether it is open. Tenants move between hosts for load balancing, so the
 * answer is kept no longer than the state service says; in maintenance it is asked for again until the tenant is back.
 * For any thread; no method waits.
 */
public final class Tenant {
    private static final Logger LOG = LoggerFactory.getLogger(Tenant.class);

    /** However short the time said is, not with every call. */
    private static final Duration SHORTEST_KEEP = Duration.ofSeconds(1);

    /** When no time is said, or one that is over already, or there was no answer. */
    private static final Duration USUAL_KEEP = Duration.ofSeconds(30);

    private static final Duration LONGEST_KEEP = Duration.ofHours(1);

    private final StateService state;
    private final TenantAddress addresses;
    private final Duration closedPoll;
    private final Executor workers;
    private final ScheduledExecutorService timer;
    private final Clock clock;
    private final Runnable opened;

    private volatile URI base;
    private volatile boolean located;
    private final AtomicBoolean pollPlanned = new AtomicBoolean();
    private volatile Instant keptUntil = Instant.EPOCH;
    private volatile Optional<String> closed = Optional.empty();
    private volatile Optional<Failure> unanswered = Optional.empty();
    private CompletableFuture<Boolean> asked = CompletableFuture.completedFuture(true);

    /**
     * @param configured address until the state service has been asked
     * @param closedPoll time between two questions while the tenant is closed
     * @param workers ask, as that may take a name server's time
     * @param opened runs when a closed tenant is open again
     */
    public Tenant(
            StateService state,
            URI configured,
            Duration closedPoll,
            Executor workers,
            ScheduledExecutorService timer,
            Clock clock,
            Runnable opened) {
        this.state = state;
        this.addresses = new TenantAddress(configured, state.address());
        this.base = configured;
        this.closedPoll = closedPoll;
        this.workers = workers;
        this.timer = timer;
        this.clock = clock;
        this.opened = opened;
    }

    /** SOAP address, with a trailing slash. Asks again behind the scenes when the answer has grown old. */
    public URI base() {
        if (clock.instant().isAfter(keptUntil)) {
            refresh();
        }
        return base;
    }

    /** Why the tenant takes no calls; empty when it does, or that is not known. */
    public Optional<String> closed() {
        return closed;
    }

    /** Why the state service gave no answer the last time; empty when it did, or has not been asked yet. */
    public Optional<Failure> unanswered() {
        return unanswered;
    }

    /** Which address is asked where the tenant is. */
    public URI stateService() {
        return state.address();
    }

    /** A security token names that address; its service version is only compared, the settings' is used. */
    public void claimed(URI address) {
        Optional<URI> usable = addresses.claimed(address);
        if (!located) { // the state service has never answered
            usable.ifPresent(claim -> base = claim);
        }
    }

    /** Asks the state service, once for all that ask meanwhile. True when it has answered. */
    public CompletableFuture<Boolean> refresh() {
        CompletableFuture<Boolean> question = new CompletableFuture<>();
        synchronized (this) {
            if (!asked.isDone()) {
                return asked;
            }
            asked = question;
            keptUntil = clock.instant().plus(USUAL_KEEP); // should this fail, not with every call
        }
        ask().thenApply(this::read) // without the lock, as asking may take a name server's time
                .exceptionally(failed -> {
                    Failure reason = reason(failed);
                    unanswered = Optional.of(reason);
                    LOG.warn("the tenant's state cannot be had; reason={}", Excerpt.brief(reason.message()));
                    return false;
                })
                .whenComplete((answered, impossible) -> {
                    if (closed.isPresent() && pollPlanned.compareAndSet(false, true)) {
                        timer.schedule(() -> workers.execute(this::poll), closedPoll.toMillis(), TimeUnit.MILLISECONDS);
                    }
                })
                .whenComplete((answered, stopped) -> question.complete(stopped == null && answered));
        return question;
    }

    private static Failure reason(Throwable failed) {
        Throwable cause = Causes.unwrapped(failed);
        return cause instanceof SignInRefused refused
                ? refused.failure()
                : new Failure.Unavailable("internal", String.valueOf(cause));
    }

    private CompletableFuture<JsonNode> ask() {
        try {
            return state.ask().get();
        } catch (Throwable broken) { // a question without an end would be the last one
            return CompletableFuture.failedFuture(broken);
        }
    }

    private void poll() {
        pollPlanned.set(false);
        refresh();
    }

    private boolean read(JsonNode answer) {
        TenantState state = TenantState.of(answer);
        unanswered = Optional.empty();
        if (!state.endpoint().isEmpty()) {
            locate(state.endpoint());
        }
        keptUntil = keep(state.validUntil());
        boolean was = closed.isEmpty();
        closed = state.running() ? Optional.empty() : Optional.of("tenant state " + state.word());
        if (was && !state.running()) {
            LOG.warn("the tenant is closed, reading is paused; state={}", state.word());
        } else if (!was && state.running()) {
            LOG.info("the tenant is open again, reading goes on");
            opened.run();
        }
        return true;
    }

    private void locate(String endpoint) {
        addresses.located(endpoint).ifPresent(found -> {
            located = true;
            if (!found.equals(base)) {
                LOG.info("the tenant has moved; from={} to={}", base.getHost(), Excerpt.brief(found.getHost()));
                base = found;
            }
        });
    }

    private Instant keep(Optional<Instant> validUntil) {
        Instant now = clock.instant();
        Instant earliest = now.plus(SHORTEST_KEEP);
        Instant latest = now.plus(LONGEST_KEEP);
        Instant said = validUntil.filter(now::isBefore).orElse(now.plus(USUAL_KEEP));
        return said.isBefore(earliest) ? earliest : said.isAfter(latest) ? latest : said;
    }
}
