package io.batchtask.bridge.relay;

import io.batchtask.bridge.event.DeadLetters;
import io.batchtask.bridge.event.EventJson;
import io.batchtask.bridge.event.EventWriter;
import io.batchtask.bridge.event.TaskEvent;
import io.batchtask.bridge.failure.Failure;
import io.batchtask.bridge.failure.Rejection;
import io.batchtask.bridge.failure.Step;
import io.batchtask.bridge.task.SourceRecord;
import io.batchtask.bridge.task.SourceRecord.Header;
import io.batchtask.bridge.task.Sourced;
import io.batchtask.bridge.task.TaskAnswer;
import java.io.ByteArrayOutputStream;
import java.time.Clock;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.apache.camel.component.jackson.JacksonDataFormat;
import org.apache.camel.component.kafka.KafkaConstants;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The work of the routes' steps, apart from reading and looking up: plain functions from one stage to the next. */
final class Steps {
    private static final Logger LOG = LoggerFactory.getLogger(Steps.class);

    private static final int LONGEST_BARE_KEY = 1024;

    private final Processor read;
    private final LookUp lookUp;
    private final EventWriter events;
    private final DeadLetters deadLetters;
    private final boolean dropNotFound;
    private final JacksonDataFormat json;
    private final Clock clock;
    private final AtomicLong eventsRepeated = new AtomicLong();
    private final AtomicLong deadLettersRepeated = new AtomicLong();

    Steps(
            CamelContext camel,
            Processor read,
            LookUp lookUp,
            EventWriter events,
            DeadLetters deadLetters,
            boolean dropNotFound,
            Clock clock) {
        this.read = read;
        this.lookUp = lookUp;
        this.events = events;
        this.deadLetters = deadLetters;
        this.dropNotFound = dropNotFound;
        this.json = new JacksonDataFormat(EventJson.mapper(), Object.class);
        this.json.setCamelContext(camel);
        this.json.start();
        this.clock = clock;
    }

    long eventsRepeated() {
        return eventsRepeated.get();
    }

    long deadLettersRepeated() {
        return deadLettersRepeated.get();
    }

    Processor read() {
        return read;
    }

    LookUp lookUp() {
        return lookUp;
    }

    Processor describe() {
        return exchange -> {
            if (exchange.getMessage().getBody() instanceof TaskAnswer answer) {
                exchange.getMessage().setBody(describe(answer));
            }
        };
    }

    private Object describe(TaskAnswer answer) {
        if (answer.info().isEmpty() && dropNotFound) {
            return new Outcome.Dropped();
        }
        try {
            return events.describe(answer);
        } catch (RuntimeException broken) {
            Failure failure = Defect.in("describing " + answer.source().origin(), broken);
            return new GivenUp(
                    answer.source(), Rejection.atOnce(failure, Step.DESCRIBE, answer.attempts(), clock.instant()));
        }
    }

    Processor event() {
        return exchange -> {
            TaskEvent event = exchange.getMessage().getBody(TaskEvent.class);
            ByteArrayOutputStream value = new ByteArrayOutputStream(1024);
            json.marshal(exchange, event.value(), value);
            Stages.keep(exchange, event);
            send(exchange, event.key(), new OutboundRecord(value.toByteArray(), event.headers()));
        };
    }

    Processor deadLetter() {
        return exchange -> {
            GivenUp givenUp = exchange.getMessage().getBody(GivenUp.class);
            SourceRecord source = givenUp.source();
            Stages.keep(exchange, givenUp);
            if (givenUp.bare()) {
                byte[] key = source.key() == null || source.key().length > LONGEST_BARE_KEY ? null : source.key();
                send(exchange, key, new OutboundRecord(null, deadLetters.bareHeaders(source, givenUp.rejection())));
            } else {
                List<Header> headers = deadLetters.headers(source, givenUp.rejection());
                send(exchange, source.key(), new OutboundRecord(source.value(), headers));
            }
        };
    }

    private static void send(Exchange exchange, byte[] key, OutboundRecord outbound) {
        exchange.getMessage().removeHeaders("*");
        if (key != null) {
            exchange.getMessage().setHeader(KafkaConstants.KEY, key);
        }
        exchange.getMessage().setBody(outbound);
    }

    Processor published() {
        return exchange -> {
            TaskEvent event = Stages.kept(exchange, TaskEvent.class);
            exchange.getMessage().setBody(new Outcome.Published(EventWriter.INFO.equals(event.type()), event));
        };
    }

    Processor rejected() {
        return exchange -> {
            GivenUp givenUp = Stages.kept(exchange, GivenUp.class);
            Rejection rejection = givenUp.rejection();
            LOG.warn(
                    "rejected; origin={} class={} code={} step={} attempts={}",
                    givenUp.source().origin(),
                    rejection.failure().className(),
                    rejection.failure().code(),
                    rejection.step().word(),
                    rejection.attempts());
            exchange.getMessage().setBody(new Outcome.Rejected(givenUp));
        };
    }

    /**
     * Larger than Kafka accepts. An event: the small request goes to the dead-letter topic instead. A dead letter: its
     * value stays behind in the source topic.
     */
    Processor tooLarge() {
        return exchange -> {
            Object stage = Stages.kept(exchange, Sourced.class);
            if (stage instanceof TaskEvent event) {
                Failure failure = new Failure.TooLarge("record-too-large", "the event exceeds what Kafka accepts");
                Rejection rejection = Rejection.atOnce(failure, Step.PUBLISH, event.attempts(), clock.instant());
                exchange.getMessage().setBody(new GivenUp(event.source(), rejection));
            } else if (stage instanceof GivenUp givenUp && !givenUp.bare()) {
                exchange.getMessage().setBody(new GivenUp(givenUp.source(), givenUp.rejection(), true));
            } else {
                throw new IllegalStateException("even the bare dead letter is too large for its topic");
            }
        };
    }

    /** Kafka did not take the record; it is about to be offered again. */
    Processor repeated() {
        return exchange -> {
            Exception cause = exchange.getProperty(Exchange.EXCEPTION_CAUGHT, Exception.class);
            Sourced stage = Stages.kept(exchange, Sourced.class);
            (stage instanceof TaskEvent ? eventsRepeated : deadLettersRepeated).incrementAndGet();
            LOG.warn(
                    "publishing failed, it is repeated; origin={} times={} reason={}",
                    stage.source().origin(),
                    exchange.getMessage().getHeader(Exchange.REDELIVERY_COUNTER),
                    cause == null ? "unknown" : cause.getClass().getSimpleName() + ": " + cause.getMessage());
        };
    }
}
