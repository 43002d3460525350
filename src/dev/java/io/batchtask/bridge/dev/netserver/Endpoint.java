package io.batchtask.bridge.dev.netserver;

import io.batchtask.bridge.dev.netserver.Journal.Visit;
import io.batchtask.bridge.dev.netserver.NetServerSimulator.Call;
import io.batchtask.bridge.dev.netserver.RequestCheck.Request;
import io.batchtask.bridge.dev.netserver.Scripts.Turn;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import java.nio.charset.Charset;
import java.time.Duration;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The HTTP side: IIS and WCF before the service, in the order in which they refuse. */
final class Endpoint {
    /** The server's {@code maxReceivedMessageSize}. */
    static final int LARGEST = 1_000_000;

    private static final Pattern PATH = Pattern.compile("(?i)/remote/services86/(batch|soprincipal)\\.svc");

    private final Vertx vertx;
    private final Scripts scripts;
    private final Sessions sessions;
    private final Journal journal;
    private final Principal principal;
    private final RequestCheck check = new RequestCheck();

    Endpoint(Vertx vertx, Scripts scripts, Sessions sessions, Journal journal) {
        this.vertx = vertx;
        this.scripts = scripts;
        this.sessions = sessions;
        this.journal = journal;
        this.principal = new Principal(sessions);
    }

    void receive(HttpServerRequest http) {
        Matcher path = PATH.matcher(http.path());
        if (!path.matches()) {
            Wire.write(vertx, http, ScriptedAnswer.html(404, Map.of()));
            return;
        }
        switch (http.method().name()) {
            case "POST" -> http.body().onSuccess(body -> post(http, service(path.group(1)), body));
            case "GET", "HEAD" -> Wire.write(vertx, http, page());
            default -> Wire.write(vertx, http, ScriptedAnswer.html(405, Map.of("Allow", "GET, HEAD, POST")));
        }
    }

    /** The page of a service, unless whatever stands before it lets no one through. */
    private ScriptedAnswer page() {
        Fault fault = scripts.signIn();
        return fault != null && fault.isOfTheWay()
                ? BrokenAnswers.signIn("GetSystemInfo", fault)
                : ScriptedAnswer.html(200, Map.of());
    }

    private static String service(String name) {
        return name.toLowerCase(Locale.ROOT).equals("batch") ? "Batch" : "SoPrincipal";
    }

    private void post(HttpServerRequest http, String service, Buffer body) {
        String type = http.getHeader("Content-Type");
        Optional<Charset> charset = ContentType.charset(type);
        if (charset.isEmpty()) {
            Wire.write(vertx, http, ScriptedAnswer.bare(415, unexpected(type)));
        } else if (body.length() == 0) {
            Wire.write(vertx, http, ScriptedAnswer.bare(400, "Bad Request"));
        } else if (body.length() > LARGEST) {
            Wire.write(vertx, http, ScriptedAnswer.bare(413, "Request Entity Too Large"));
        } else {
            soap(http, service, body, charset.get());
        }
    }

    private static String unexpected(String type) {
        return type == null
                ? "Missing Content Type"
                : "Cannot process the message because the content type '" + type
                        + "' was not the expected type 'text/xml; charset=utf-8'.";
    }

    private void soap(HttpServerRequest http, String service, Buffer body, Charset charset) {
        Request request;
        try {
            request = check.check(service, http.getHeader("SOAPAction"), body.getBytes(), charset);
        } catch (RequestCheck.Refused refused) {
            Wire.write(vertx, http, ScriptedAnswer.fault(Xml.fault(refused.code(), refused.getMessage())));
            return;
        }
        note(http, request, body.toString(charset));
        if (service.equals("Batch")) {
            lookUp(http, request);
        } else {
            Fault fault = scripts.signIn();
            reply(
                    http,
                    fault == null ? principal.answer(request) : BrokenAnswers.signIn(request.operation(), fault),
                    scripts.latency(),
                    () -> {});
        }
    }

    private void note(HttpServerRequest http, Request request, String envelope) {
        Map<String, String> headers = new HashMap<>();
        http.headers().forEach(header -> headers.put(header.getKey().toLowerCase(Locale.ROOT), header.getValue()));
        journal.note(
                new Call(request.operation(), request.value("Id"), request.ticket(), Map.copyOf(headers), envelope));
    }

    private void lookUp(HttpServerRequest http, Request request) {
        int id = request.value("Id") == null
                ? 0
                : Integer.parseInt(request.value("Id").strip());
        Visit visit = journal.arrived(id);
        http.response().endHandler(sentOrCut -> visit.end()); // the caller may not wait for the answer
        Turn turn = scripts.turn(id, visit.number());
        ScriptedAnswer answer;
        if (!sessions.isApplication(request.applicationToken())) {
            answer = Answers.application();
        } else if (!sessions.isAccepted(request.ticket())) {
            answer = Answers.session(scripts.ofAnUnknownTicket());
        } else {
            answer = Answers.lookUp(id, turn, request.ticket(), TenantProxy.isExtended(http));
            scripts.answered(id, answer.body());
        }
        boolean ends = answer.manner() == ScriptedAnswer.Manner.WHOLE;
        reply(http, answer, turn.time(), ends ? visit::end : () -> {});
    }

    /** @param before runs first, so that a caller who has its answer is no longer counted */
    private void reply(HttpServerRequest http, ScriptedAnswer answer, Duration after, Runnable before) {
        if (after.isZero()) {
            before.run();
            Wire.write(vertx, http, answer);
        } else {
            vertx.setTimer(Math.max(1, after.toMillis()), timer -> {
                before.run();
                Wire.write(vertx, http, answer);
            });
        }
    }
}
