package io.batchtask.bridge.it.contract;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.time.Duration;

/** A SOAP client by hand: it can make every mistake, and shares nothing with the product. */
final class SoapByHand {
    static final String XML = "text/xml; charset=utf-8";
    static final String NAMESPACE = "http://www.superoffice.net/ws/crm/NetServer/Services86";
    static final String LOOK_UP = "\"" + NAMESPACE + "/Batch/GetBatchTaskInfo\"";
    static final String SIGN_IN = "\"" + NAMESPACE + "/SoPrincipal/AuthenticateUsernamePassword\"";

    private final HttpClient client = HttpClient.newHttpClient();
    private final URI base;

    SoapByHand(URI base) {
        this.base = base;
    }

    HttpResponse<String> lookUp(String envelope) throws Exception {
        return post("Batch.svc", XML, LOOK_UP, BodyPublishers.ofString(envelope));
    }

    HttpResponse<String> signIn(String user, String password) throws Exception {
        String body = "<so:AuthenticateUsernamePassword><so:UserName>" + user + "</so:UserName><so:Password>" + password
                + "</so:Password></so:AuthenticateUsernamePassword>";
        return post("SoPrincipal.svc", XML, SIGN_IN, BodyPublishers.ofString(envelope("", body)));
    }

    /** @param contentType null for none, and so the action */
    HttpResponse<String> post(String path, String contentType, String action, BodyPublisher body) throws Exception {
        HttpRequest.Builder request = request(path).POST(body);
        if (contentType != null) {
            request.header("Content-Type", contentType);
        }
        if (action != null) {
            request.header("SOAPAction", action);
        }
        return send(request);
    }

    HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(base.resolve(path)).timeout(Duration.ofSeconds(10));
    }

    HttpResponse<String> send(HttpRequest.Builder request) throws Exception {
        return client.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }

    interface Exchange {
        HttpResponse<String> send() throws Exception;
    }

    /** Status and body, or that the connection ended without. */
    static String outcome(Exchange exchange) throws Exception {
        try {
            HttpResponse<String> answer = exchange.send();
            return answer.statusCode() + " " + answer.body();
        } catch (java.net.http.HttpTimeoutException unanswered) {
            throw new AssertionError("no answer", unanswered);
        } catch (IOException cut) {
            return "cut";
        }
    }

    static String envelope(String headers, String body) {
        return "<s:Envelope xmlns:s=\"http://schemas.xmlsoap.org/soap/envelope/\" xmlns:so=\"" + NAMESPACE + "\">"
                + "<s:Header>" + headers + "</s:Header><s:Body>" + body + "</s:Body></s:Envelope>";
    }

    static String ticket(String ticket) {
        return "<so:Credentials><so:Ticket>" + ticket + "</so:Ticket></so:Credentials>";
    }

    static String id(Object id) {
        return "<so:GetBatchTaskInfo><so:Id>" + id + "</so:Id></so:GetBatchTaskInfo>";
    }
}
