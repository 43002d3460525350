package io.batchtask.bridge.dev.netserver;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonObject;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.function.Supplier;

/** The HTTP side of an Online environment. Paths are IIS's: case does not matter. */
final class OnlineEndpoint {
    private final SystemUserExchange exchange;
    private final SystemUserSoap soap;
    private final Function<String, JsonObject> state;
    private final Supplier<JsonObject> keys;
    private final Map<Service, AtomicInteger> calls = new ConcurrentHashMap<>();
    private final Map<Service, OnlineFault> faults = new ConcurrentHashMap<>();

    enum Service {
        STATE,
        EXCHANGE,
        KEYS
    }

    /** @param state of that tenant; null for an unknown one */
    OnlineEndpoint(SystemUserExchange exchange, Function<String, JsonObject> state, Supplier<JsonObject> keys) {
        this.exchange = exchange;
        this.soap = new SystemUserSoap(exchange);
        this.state = state;
        this.keys = keys;
    }

    void fault(Service service, OnlineFault fault) {
        if (fault == null) {
            faults.remove(service);
        } else {
            faults.put(service, fault);
        }
    }

    int calls(Service service) {
        return count(service).get();
    }

    private AtomicInteger count(Service service) {
        return calls.computeIfAbsent(service, first -> new AtomicInteger());
    }

    void receive(HttpServerRequest http) {
        switch (http.path().toLowerCase(Locale.ROOT).replaceFirst("^(/api/state/).+", "$1")) {
            case "/api/state/" -> serve(http, Service.STATE, () -> state(http));
            case "/login/.well-known/jwks" -> serve(http, Service.KEYS, () -> json(http, keys.get()));
            case "/login/.well-known/openid-configuration" -> configuration(http);
            case "/login/api/partnersystemuser/authenticate" ->
                serve(http, Service.EXCHANGE, () -> http.body().onSuccess(body -> rest(http, body)));
            case "/login/services/partnersystemuserservice.svc" ->
                serve(http, Service.EXCHANGE, () -> http.body().onSuccess(body -> soap(http, body)));
            default -> page(http, 404);
        }
    }

    private void serve(HttpServerRequest http, Service service, Runnable right) {
        count(service).incrementAndGet();
        OnlineFault fault = faults.get(service);
        if (fault == null) {
            right.run();
            return;
        }
        switch (fault) {
            case NOT_FOUND -> page(http, 404);
            case UNAVAILABLE -> page(http, 503);
            case HTML -> page(http, 200);
            case BROKEN_JSON -> text(http, 200, "application/json", "{\"Endpoint\":\"http://127.0");
            case STALLED -> http.response().putHeader("Content-Length", "1000").write("{\"Endpoint\":");
            case HUGE -> text(http, 200, "application/json", "{\"IsRunning\":true" + " ".repeat(20_000_000) + "}");
        }
    }

    private void state(HttpServerRequest http) {
        JsonObject known = state.apply(http.path().substring("/api/state/".length()));
        if (known == null) {
            page(http, 404);
        } else {
            json(http, known);
        }
    }

    private static void configuration(HttpServerRequest http) {
        String root = "http://" + http.authority() + "/login";
        json(http, new JsonObject().put("issuer", root).put("jwks_uri", root + "/.well-known/jwks"));
    }

    private void rest(HttpServerRequest http, Buffer body) {
        if (!String.valueOf(http.getHeader("Content-Type")).startsWith("application/json")) {
            page(http, 415);
            return;
        }
        try {
            JsonObject request = body.toJsonObject();
            if (!"JWT".equals(request.getString("ReturnTokenType"))) {
                page(http, 400);
                return;
            }
            SystemUserExchange.Outcome outcome = exchange.exchange(
                    request.getString("ApplicationToken"),
                    request.getString("ContextIdentifier"),
                    request.getString("SignedSystemToken"));
            json(
                    http,
                    new JsonObject()
                            .put("IsSuccessful", outcome.isSuccessful())
                            .put("Token", outcome.token())
                            .put("ErrorMessage", outcome.errorMessage()));
        } catch (DecodeException | ClassCastException notJson) {
            page(http, 400);
        }
    }

    private void soap(HttpServerRequest http, Buffer body) {
        if (!String.valueOf(http.getHeader("Content-Type")).startsWith("text/xml")) {
            page(http, 415);
            return;
        }
        try {
            text(http, 200, ScriptedAnswer.XML, soap.answer(http.getHeader("SOAPAction"), body.toString()));
        } catch (SystemUserSoap.Refused refused) {
            text(http, 500, ScriptedAnswer.XML, refused.getMessage());
        }
    }

    private static void json(HttpServerRequest http, JsonObject body) {
        text(http, 200, "application/json; charset=utf-8", body.encode());
    }

    private static void page(HttpServerRequest http, int status) {
        text(http, status, "text/html", "<html><body>" + status + "</body></html>");
    }

    private static void text(HttpServerRequest http, int status, String type, String body) {
        http.response().setStatusCode(status).putHeader("Content-Type", type).end(body);
    }
}
