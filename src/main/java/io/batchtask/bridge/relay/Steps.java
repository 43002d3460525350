package io.batchtask.bridge.relay;

import io.batchtask.bridge.event.DeadLetterHeaders;
import io.batchtask.bridge.event.EventJson;
import io.batchtask.bridge.event.EventWriter;
import io.batchtask.bridge.event.TaskEvent;
import io.batchtask.bridge.failure.Rejection;
import io.batchtask.bridge.task.ConsumedRecord;
import io.batchtask.bridge.task.ConsumedRecord.Header;
import io.batchtask.bridge.task.Stage;
import io.batchtask.bridge.task.TaskAnswer;
import java.io.ByteArrayOutputStream;
import java.util.List;
import org.apache.camel.AsyncCallback;
import org.apache.camel.AsyncProcessor;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.apache.camel.component.jackson.JacksonDataFormat;
import org.apache.camel.component.kafka.KafkaConstants;
import org.apache.camel.support.AsyncProcessorSupport;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The work of the routes' steps, apart from reading and looking up: plain functions from one stage to the next. */
final class Steps {
    private static final Logger LOG = LoggerFactory.getLogger(Steps.class);

    private static final int LONGEST_BARE_KEY = 1024;

    private final Processor read;
    private final LookUp lookUp;
    private final EventWriter events;
    private final DeadLetterHeaders deadLetters;
    private final boolean dropNotFound;
    private final JacksonDataFormat json;

    Steps(
            CamelContext camel,
            Processor read,
            LookUp lookUp,
            EventWriter events,
            DeadLetterHeaders deadLetters,
            boolean dropNotFound) {
        this.read = read;
        this.lookUp = lookUp;
        this.events = events;
        this.deadLetters = deadLetters;
        this.dropNotFound = dropNotFound;
        this.json = new JacksonDataFormat(EventJson.mapper(), Object.class);
        this.json.setCamelContext(camel);
        this.json.start();
    }

    Processor read() {
        return read;
    }

    AsyncProcessor lookUp() {
        return new AsyncProcessorSupport() {
            @Override
            public boolean process(Exchange exchange, AsyncCallback callback) {
                try {
                    return lookUp.process(exchange, callback);
                } catch (Throwable broken) {
                    exchange.setException(broken);
                    callback.done(true);
                    return true;
                }
            }
        };
    }

    Processor describe() {
        return guarded(exchange -> {
            if (exchange.getMessage().getBody() instanceof TaskAnswer answer) {
                boolean dropped = answer.info().isEmpty() && dropNotFound;
                exchange.getMessage().setBody(dropped ? new Outcome.Dropped() : events.describe(answer));
            }
        });
    }

    Processor event() {
        return guarded(exchange -> {
            TaskEvent event = exchange.getMessage().getBody(TaskEvent.class);
            ByteArrayOutputStream value = new ByteArrayOutputStream(1024);
            json.marshal(exchange, event.value(), value);
            offer(exchange, new OutboundRecord(event, event.key(), value.toByteArray(), event.headers()));
        });
    }

    Processor deadLetter() {
        return guarded(exchange -> {
            GivenUp givenUp = exchange.getMessage().getBody(GivenUp.class);
            offer(exchange, givenUp.bare() ? bare(givenUp) : whole(givenUp));
        });
    }

    private OutboundRecord whole(GivenUp givenUp) {
        ConsumedRecord source = givenUp.source();
        List<Header> headers = deadLetters.headers(source, givenUp.rejection());
        return new OutboundRecord(givenUp, source.key(), source.value(), headers);
    }

    private OutboundRecord bare(GivenUp givenUp) {
        ConsumedRecord source = givenUp.source();
        byte[] key = source.key() == null || source.key().length > LONGEST_BARE_KEY ? null : source.key();
        return new OutboundRecord(givenUp, key, null, deadLetters.bareHeaders(source, givenUp.rejection()));
    }

    /** The key stands where Camel's producer looks for it; everything else it takes from the body. */
    private static void offer(Exchange exchange, OutboundRecord outbound) {
        exchange.getMessage().removeHeaders("*");
        if (outbound.key() != null) {
            exchange.getMessage().setHeader(KafkaConstants.KEY, outbound.key());
        }
        exchange.getMessage().setBody(outbound);
    }

    Processor published() {
        return guarded(exchange -> {
            TaskEvent event = (TaskEvent) acknowledged(exchange);
            exchange.getMessage().setBody(new Outcome.Published(EventWriter.INFO.equals(event.type()), event));
        });
    }

    Processor rejected() {
        return guarded(exchange -> {
            GivenUp givenUp = (GivenUp) acknowledged(exchange);
            Rejection rejection = givenUp.rejection();
            LOG.warn(
                    "rejected; origin={} class={} code={} step={} attempts={}",
                    givenUp.source().origin(),
                    rejection.failure().className(),
                    rejection.failure().code(),
                    rejection.step().word(),
                    rejection.attempts());
            exchange.getMessage().setBody(new Outcome.Rejected(givenUp));
        });
    }

    private static Stage acknowledged(Exchange exchange) {
        return exchange.getMessage().getBody(OutboundRecord.class).stage();
    }

    /** Exceptions Camel hands on; an error it would log and forget, and the record would never end. */
    private static Processor guarded(Processor step) {
        return exchange -> {
            try {
                step.process(exchange);
            } catch (Error broken) {
                exchange.setException(broken);
            }
        };
    }
}
