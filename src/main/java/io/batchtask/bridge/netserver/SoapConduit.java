package io.batchtask.bridge.netserver;

import io.batchtask.bridge.failure.Failure;
import io.batchtask.bridge.http.HttpCall;
import io.batchtask.bridge.http.HttpReply;
import io.batchtask.bridge.http.HttpTransport;
import io.batchtask.bridge.http.TransportFailure;
import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import javax.xml.stream.XMLStreamReader;
import org.apache.cxf.message.Message;
import org.apache.cxf.message.MessageImpl;
import org.apache.cxf.phase.PhaseInterceptorChain;
import org.apache.cxf.transport.AbstractConduit;
import org.apache.cxf.transport.MessageObserver;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * CXF's way out: takes the finished envelope, posts it through {@link HttpTransport} and hands the complete answer back
 * on a worker thread. From CXF's protocol headers only the SOAPAction is taken, and the trace from the call itself, so nothing
 * else can reach the wire.
 */
final class SoapConduit extends AbstractConduit {
    private static final Logger LOG = LoggerFactory.getLogger(SoapConduit.class);

    /** Far above any BatchTaskInfo; sign-in answers with all licences stay well below 1 MiB. */
    private static final int LARGEST_REPLY = 4 * 1024 * 1024;

    private final HttpTransport http;
    private final Supplier<URI> base;
    private final String service;
    private final Executor workers;
    private final BooleanSupplier stopping;

    /**
     * @param base address up to and including the service version, asked for at each call
     * @param service {@code Batch.svc}
     * @param stopping whether CXF's clients are being closed: it cannot take in an answer any more
     */
    SoapConduit(HttpTransport http, Supplier<URI> base, String service, Executor workers, BooleanSupplier stopping) {
        super(null);
        this.http = http;
        this.base = base;
        this.service = service;
        this.workers = workers;
        this.stopping = stopping;
    }

    @Override
    public void prepare(Message message) {
        message.setContent(OutputStream.class, new ByteArrayOutputStream(1024));
    }

    /** CXF closes a request when its envelope is complete (and an answer when it has been read: nothing to do then). */
    @Override
    public void close(Message message) {
        if (message.getContent(OutputStream.class) instanceof ByteArrayOutputStream envelope) {
            message.removeContent(OutputStream.class);
            URI now = base.get();
            ServiceVersion version = ServiceVersion.of(now);
            String action = version.toWire(soapAction(message));
            SoapCall soap = SoapCall.of(message);
            Map<String, String> headers = soap.withTrace(
                    Map.of("Content-Type", "text/xml; charset=utf-8", "SOAPAction", action, "Accept", "text/xml"));
            HttpCall call =
                    HttpCall.post(now.resolve(service), headers, version.toWire(envelope.toByteArray()), LARGEST_REPLY);
            http.send(soap.fresh() ? call.onFreshConnection() : call)
                    .whenCompleteAsync(
                            (reply, failed) -> {
                                try (reply) { // null is none
                                    finish(message, soap, version, reply, failed);
                                }
                            },
                            workers);
        }
    }

    private void finish(Message request, SoapCall soap, ServiceVersion version, HttpReply http, Throwable failed) {
        try {
            if (failed != null) {
                fail(request, new TransportFailure(TransportFailure.in(failed, unexpected(failed))));
                return;
            }
            soap.answered(version, http.reused());
            SoapAnswer answer = SoapAnswer.of(http);
            Optional<Failure> notSoap = answer.notSoap();
            if (notSoap.isPresent()) {
                fail(request, new TransportFailure(notSoap.get()));
                return;
            }
            String envelope =
                    EnvelopeReader.read(answer, version, soap.operation().answer());
            Message reply = new MessageImpl();
            reply.setExchange(request.getExchange());
            reply.put(Message.RESPONSE_CODE, answer.status());
            reply.put(Message.CONTENT_TYPE, "text/xml");
            reply.put(Message.PROTOCOL_HEADERS, Map.of());
            reply.setContent(XMLStreamReader.class, EnvelopeReader.open(envelope));
            // Each exchange knows its client; the conduit serves several, and some of them are gone already.
            request.getExchange().get(MessageObserver.class).onMessage(reply);
        } catch (TransportFailure unreadable) {
            fail(request, unreadable);
        } catch (Throwable broken) { // an Error, too: the caller would wait for ever
            if (stopping.getAsBoolean()) {
                LOG.info("an answer came too late, its client is closed");
            } else {
                LOG.warn("reading an answer failed inside CXF", broken);
            }
            fail(request, new TransportFailure(unexpected(broken)));
        }
    }

    private static Failure unexpected(Throwable cause) {
        return new Failure.Unavailable(
                "internal", "the call failed: " + cause.getClass().getSimpleName());
    }

    /** The way CXF's own conduits report a failure that appears after the request has left. */
    private static void fail(Message request, TransportFailure failure) {
        PhaseInterceptorChain chain = (PhaseInterceptorChain) request.getInterceptorChain();
        chain.abort();
        request.setContent(Exception.class, failure);
        chain.unwind(request);
        MessageObserver observer = chain.getFaultObserver();
        if (observer == null) {
            observer = request.getExchange().get(MessageObserver.class);
        }
        observer.onMessage(request);
    }

    @SuppressWarnings("unchecked")
    private static String soapAction(Message message) {
        var headers = (Map<String, List<String>>) message.get(Message.PROTOCOL_HEADERS);
        return headers.entrySet().stream()
                .filter(header -> header.getKey().equalsIgnoreCase("SOAPAction"))
                .map(header -> header.getValue().get(0))
                .findFirst()
                .orElse("\"\"");
    }

    @Override
    protected java.util.logging.Logger getLogger() {
        return java.util.logging.Logger.getLogger(SoapConduit.class.getName());
    }
}
