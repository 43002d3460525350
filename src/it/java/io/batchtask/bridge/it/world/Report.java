package io.batchtask.bridge.it.world;

import static org.assertj.core.api.Assertions.assertThat;

import io.batchtask.bridge.dev.netserver.Look;
import io.batchtask.bridge.it.world.Waits.Wait;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * What became of a population whose {@link RecordBalance} are closed, and promises it can be held against. Made from records and
 * numbers alone. Each complaint names the seed; the report itself is one line for the log.
 */
public final class Report {
    private final String about;
    private final RecordBalance books;
    private final Course course;
    private final List<Story> stories = new ArrayList<>();
    private final Map<Object, Integer> sizeOfLane = new HashMap<>();
    private final Pace pace;

    /**
     * @param about begins each complaint
     * @param looks what the look-ups of each task met; each task has one request
     */
    Report(String about, RecordBalance books, Map<Integer, List<Look>> looks, Course course) {
        this.about = about;
        this.books = books;
        this.course = course;
        Map<String, ConsumerRecord<byte[], byte[]>> events = books.firstEvents();
        Map<String, String> rejections = books.rejections();
        for (ConsumerRecord<byte[], byte[]> request : books.requests()) {
            String origin = RecordBalance.origin(request);
            List<Look> met = looks.getOrDefault(Story.task(request), List.of());
            stories.add(new Story(request, events.get(origin), rejections.get(origin), met));
            sizeOfLane.merge(LaneOrder.of(request), 1, Integer::sum);
        }
        pace = new Pace(events.values().stream().mapToLong(ConsumerRecord::timestamp), course.turns());
    }

    // ---- promises

    /**
     * Each event took as many attempts as NetServer was asked for it without saying that it was too often; so it is while
     * no instance moves and no outage is. A call that is lost with its connection may be repeated for nothing.
     */
    public Report attemptsAreExact() {
        return attempts(
                story -> story.attempts() <= 1 + story.failedAttempts()
                        && story.attempts() >= 1 + story.failedAttempts() - story.lost(),
                "1 + failed calls that were not throttled, but for lost ones");
    }

    /**
     * No event took more calls than that, nor more than NetServer was asked for it: who takes over counts anew. Of the
     * calls that a spell of refused connections costs, one may count before it is known for an outage.
     */
    public Report attemptsAreAtMost(int most) {
        int spells = course.spells();
        return attempts(
                story -> story.attempts() >= 1
                        && story.attempts() <= Math.min(most, 1 + story.failedAttempts() + spells),
                "at most " + most + ", and at most 1 + failed calls + " + spells);
    }

    private Report attempts(Predicate<Story> rule, String words) {
        List<String> wrong = stories.stream()
                .filter(story -> story.event() != null && !rule.test(story))
                .map(story -> story + ": " + story.attempts() + " attempts")
                .toList();
        assertThat(wrong).as("%s: attempts that are not %s", about, words).isEmpty();
        return this;
    }

    /** What can be read is not rejected, what cannot is. */
    public Report onlyMalformedAreRejected() {
        return rejected(story -> false, "that could be read");
    }

    /** What can be read is not rejected but for the tasks that always break, each of which is poison. */
    public Report onlyBreakingAreRejected() {
        assertThat(stories.stream()
                        .filter(story -> course.breaking().contains(Story.task(story.request())))
                        .map(Story::rejection))
                .as("%s: ends of tasks that always break", about)
                .hasSameSizeAs(course.breaking())
                .allMatch("poison"::equals);
        return rejected(story -> course.breaking().contains(Story.task(story.request())), "that do not always break");
    }

    /** What can be read is rejected only when so many calls for it have failed. */
    public Report onlyHopelessAreRejected(int failedCalls) {
        return rejected(
                story -> story.failedAttempts() >= failedCalls, "of which fewer than " + failedCalls + " calls failed");
    }

    private Report rejected(Predicate<Story> hopeless, String words) {
        Function<Story, String> described = story -> story + ": " + story.rejection();
        Stream<Story> mistaken = stories.stream()
                .filter(story -> story.hasEnded() && story.isMalformed() != "malformed".equals(story.rejection()));
        assertThat(mistaken.map(described))
                .as("%s: mistaken for malformed, or not found to be", about)
                .isEmpty();
        Stream<Story> wrong = stories.stream()
                .filter(story -> story.rejection() != null && !story.isMalformed() && !hopeless.test(story));
        assertThat(wrong.map(described))
                .as("%s: rejected requests %s", about, words)
                .isEmpty();
        return this;
    }

    public Report outagesAreAtMost(int most) {
        assertThat(course.outages()).as("%s: outages declared", about).isLessThanOrEqualTo(most);
        return this;
    }

    /** @param perKill events that one kill may bring a second time */
    public Report repeatsAreAtMost(int perKill) {
        assertThat(books.repeats())
                .as("%s: repeats after %d kills", about, course.kills())
                .isLessThanOrEqualTo(perKill * course.kills());
        return this;
    }

    // ---- promises about phases, of which each change of NetServer's conduct begins another one

    /** Events a second. */
    public double rate(int phase) {
        return pace.rates().get(phase);
    }

    /** @param perSecond events */
    public Report rateIsAtLeast(int phase, double perSecond) {
        assertThat(rate(phase))
                .as("%s: events a second in phase %d of %s", about, phase, pace)
                .isGreaterThanOrEqualTo(perSecond);
        return this;
    }

    /** @param settling time from the beginning of the phase that is not looked at */
    public Report failedCallsAreFewerThan(double share, int phase, Duration settling) {
        long since = course.turns().get(phase - 1) + settling.toMillis();
        long until = phase < course.turns().size() ? course.turns().get(phase) : Long.MAX_VALUE;
        List<Look> looks =
                looks().filter(look -> look.at() >= since && look.at() < until).toList();
        long failed = looks.stream().filter(Look::failed).count();
        assertThat((double) failed / looks.size())
                .as("%s: share of failed calls, %d of %d in phase %d", about, failed, looks.size(), phase)
                .isLessThan(share);
        return this;
    }

    /** @param share of the rate before NetServer changed its conduct for the first time, reached after the last change */
    public Report isAsFastAgain(double share, Duration within) {
        assertThat(pace.untilAsFastAs(share * rate(0)))
                .as("%s: milliseconds until as fast as before; %s", about, pace)
                .isLessThanOrEqualTo(within.toMillis());
        return this;
    }

    /** Of the readable requests that came to that partition while the bridge ran, that share has its event. */
    public Report answeredAreAtLeast(int partition, double share) {
        List<Story> came = stories.stream()
                .filter(story -> cameMeanwhile(story, partition) && !story.isMalformed())
                .toList();
        long answered = came.stream().filter(story -> story.event() != null).count();
        assertThat((double) answered / came.size())
                .as("%s: share of answered requests, %d of %d in partition %d", about, answered, came.size(), partition)
                .isGreaterThanOrEqualTo(share);
        return this;
    }

    private boolean cameMeanwhile(Story story, int partition) {
        return story.request().partition() == partition && story.request().timestamp() >= course.begun();
    }

    // ---- waits, from the request's own time, or from the start when that was later, to its event's time

    /** Of all requests no call of which failed or was slow. */
    public Waits waits() {
        return waits("healthy requests", story -> true);
    }

    /** Of the healthy ones that came to that partition while the bridge ran, and have their key for themselves. */
    public Waits waitsOfStrangers(int partition) {
        return waits(
                "healthy requests with a key of their own in partition " + partition,
                story -> cameMeanwhile(story, partition) && sizeOfLane.get(LaneOrder.of(story.request())) == 1);
    }

    private Waits waits(String whose, Predicate<Story> wanted) {
        return Waits.of(
                about + ": " + whose,
                stories.stream()
                        .filter(story -> story.isHealthy() && wanted.test(story))
                        .map(story -> wait(Math.max(story.request().timestamp(), course.begun()), story))
                        .toList());
    }

    /** Of the requests with a call that failed, from the first of these to the event. */
    public Waits waitsAfterFailures() {
        List<Wait> waits = new ArrayList<>();
        stories.stream().filter(story -> story.event() != null).forEach(story -> story.looks().stream()
                .filter(Look::failed)
                .findFirst()
                .ifPresent(first -> waits.add(wait(first.at(), story))));
        return Waits.of(about + ": requests with failed calls, from the first on", waits);
    }

    private Wait wait(long since, Story story) {
        long until = story.event().timestamp();
        return new Wait(until - since, pace.before(until) - pace.before(since));
    }

    // ---- numbers

    private Stream<Look> looks() {
        return stories.stream().flatMap(story -> story.looks().stream());
    }

    private static Map<String, Integer> counts(Stream<String> words) {
        Map<String, Integer> counts = new TreeMap<>();
        words.forEach(word -> counts.merge(word, 1, Integer::sum));
        return counts;
    }

    private int lastPartition() {
        return stories.stream()
                .mapToInt(story -> story.request().partition())
                .max()
                .orElse(0);
    }

    @Override
    public String toString() {
        List<Look> looks = looks().toList();
        return "requests=" + stories.size() + " calls=" + looks.size()
                + " faults="
                + counts(looks.stream().filter(look -> look.fault() != null).map(Look::toString))
                + " events=" + books.events() + " attempts=" + books.attempts()
                + " dead-letters="
                + counts(stories.stream().map(Story::rejection).filter(rejection -> rejection != null))
                + " repeats=" + books.repeats() + " moves=" + course.moves() + " kills=" + course.kills()
                + " outages=" + course.outages() + " rates=" + pace + " waits=" + waits()
                + " in-the-last-partition=" + waitsOfStrangers(lastPartition())
                + " after-failures=" + waitsAfterFailures();
    }
}
