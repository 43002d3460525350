package io.batchtask.bridge.it.contract;

import static io.batchtask.bridge.it.contract.SoapByHand.LOOK_UP;
import static io.batchtask.bridge.it.contract.SoapByHand.SIGN_IN;
import static io.batchtask.bridge.it.contract.SoapByHand.XML;
import static io.batchtask.bridge.it.contract.SoapByHand.envelope;
import static io.batchtask.bridge.it.contract.SoapByHand.id;
import static org.assertj.core.api.Assertions.assertThat;

import io.batchtask.bridge.dev.netserver.NetServerSimulator;
import java.io.ByteArrayInputStream;
import java.net.HttpURLConnection;
import java.net.http.HttpClient;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The simulator is as unforgiving as NetServer, so that a client that passes here has a chance there. */
class SimulatorIT extends WithSimulator {
    @Test
    void aCorrectLookUpIsAnsweredInTheShapeOfALiveServer() throws Exception {
        HttpResponse<String> answer = client.lookUp(envelope(TICKET, id(4711)));
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.headers().firstValue("Content-Type")).contains("text/xml; charset=utf-8");
        assertThat(answer.body())
                .containsSubsequence(
                        "<h:ExceptionInfo i:nil=\"true\"",
                        "<h:ExtraInfo i:nil=\"true\"",
                        "<h:Succeeded",
                        ">true<",
                        "<h:TimeZone i:nil=\"true\"",
                        "<TableRight i:nil=\"true\"/>",
                        "<Id>4711</Id>",
                        "<ProgressPercent>42</ProgressPercent>");
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("io.batchtask.bridge.it.contract.BadRequests#all")
    void whatWcfDoesNotTakeIsRefusedBeforeItIsALookUp(
            String what, String contentType, String action, String envelope, int status, String code) throws Exception {
        HttpResponse<String> answer = client.post("Batch.svc", contentType, action, BodyPublishers.ofString(envelope));
        assertThat(answer.statusCode()).isEqualTo(status);
        assertThat(answer.body()).contains(code);
        assertThat(netServer.calls()).isZero();
    }

    @Test
    void theReasonBehindARefusedContentTypeNamesIt() throws Exception {
        HttpURLConnection call =
                (HttpURLConnection) netServer.url().resolve("Batch.svc").toURL().openConnection();
        call.setDoOutput(true);
        call.setRequestProperty("Content-Type", "application/soap+xml");
        call.getOutputStream().write(envelope(TICKET, id(1)).getBytes(StandardCharsets.UTF_8));
        assertThat(call.getResponseCode()).isEqualTo(415);
        assertThat(call.getResponseMessage())
                .isEqualTo("Cannot process the message because the content type 'application/soap+xml'"
                        + " was not the expected type 'text/xml; charset=utf-8'.");
    }

    @Test
    void elementsInAnotherOrderAreRefused() throws Exception {
        String wrong = "<so:AuthenticateUsernamePassword><so:Password>simulated</so:Password>"
                + "<so:UserName>sim</so:UserName></so:AuthenticateUsernamePassword>";
        HttpResponse<String> answer =
                client.post("SoPrincipal.svc", XML, SIGN_IN, BodyPublishers.ofString(envelope("", wrong)));
        assertThat(answer.statusCode()).isEqualTo(500);
        assertThat(answer.body()).contains("a:DeserializationFailed");
        assertThat(netServer.signIns()).isZero();
    }

    @Test
    void bytesThatAreNotInTheEncodingNamedAreRefused() throws Exception {
        byte[] latin = envelope(TICKET + "<so:ApplicationToken>é</so:ApplicationToken>", id(1))
                .getBytes(StandardCharsets.ISO_8859_1);
        assertThat(client.post("Batch.svc", XML, LOOK_UP, BodyPublishers.ofByteArray(latin))
                        .body())
                .contains("a:DeserializationFailed");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "<so:Credentials/>",
                "<so:Credentials><so:Ticket/></so:Credentials>",
                "<so:Credentials xmlns:i=\"http://www.w3.org/2001/XMLSchema-instance\" i:nil=\"true\"/>",
                "<so:Credentials><so:Ticket>7T:another</so:Ticket></so:Credentials>",
                "<so:Ticket>" + NetServerSimulator.TICKET + "</so:Ticket>",
                "<x:Credentials xmlns:x=\"urn:x\"><x:Ticket>" + NetServerSimulator.TICKET
                        + "</x:Ticket></x:Credentials>"
            })
    void withoutAnAcceptedTicketTheCallFailsInTheHeadersOfAGoodAnswer(String headers) throws Exception {
        assertSessionLost(client.lookUp(envelope(headers, id(1))));
    }

    @Test
    void anExpiredTicketStaysExpired() throws Exception {
        netServer.expireTickets();
        assertSessionLost(client.lookUp(envelope(TICKET, id(1))));
        assertSessionLost(client.lookUp(envelope(TICKET, id(1))));
    }

    private static void assertSessionLost(HttpResponse<String> answer) {
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.body())
                .containsSubsequence(
                        "<ExceptionType>SuperOffice.Exceptions.SoSessionException</ExceptionType>",
                        "<h:Succeeded",
                        ">false<",
                        "<Response i:nil=\"true\"/>");
    }

    @Test
    void aSignInHandsOutATicketThatIsAccepted() throws Exception {
        String body = client.signIn("sim", "simulated").body();
        String ticket = body.replaceAll("(?s).*<Ticket>(.*)</Ticket>.*", "$1");
        netServer.expireTickets();
        netServer.acceptTicket(ticket);
        assertThat(client.lookUp(envelope(SoapByHand.ticket(ticket), id(1))).body())
                .contains("<Id>1</Id>");
    }

    @Test
    void aWrongPasswordIsASuccessfulCallThatSaysNo() throws Exception {
        HttpResponse<String> answer = client.signIn("sim", "guessed");
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.body())
                .containsSubsequence("<h:Succeeded", ">true<", "<AuthenticationSucceeded>false</")
                .doesNotContain("<Ticket>");
    }

    @Test
    void aMissingApplicationTokenIsRefusedWhereOneIsRequired() throws Exception {
        netServer.requireApplicationToken("secret");
        assertThat(client.lookUp(envelope(TICKET, id(1))).body()).contains("SoIllegalOperationException");
        assertThat(client.lookUp(envelope("<so:ApplicationToken>secret</so:ApplicationToken>" + TICKET, id(1)))
                        .body())
                .contains("<Id>1</Id>");
    }

    @ParameterizedTest
    @CsvSource({
        "GET,    Batch.svc,        200, <html>",
        "GET,    Batch.svc?wsdl,   200, <html>",
        "DELETE, Batch.svc,        405, <html>",
        "POST,   Contact.svc,      404, <html>",
        "POST,   Batch.svc/soap12, 404, <html>",
        "POST,   BATCH.SVC,        200, <Id>1</Id>"
    })
    void anAddressAnswersAsOnIis(String method, String path, int status, String body) throws Exception {
        HttpResponse<String> answer = client.send(client.request(path)
                .header("Content-Type", XML)
                .header("SOAPAction", LOOK_UP)
                .method(method, BodyPublishers.ofString(envelope(TICKET, id(1)))));
        assertThat(answer.statusCode()).isEqualTo(status);
        assertThat(answer.body()).contains(body);
    }

    @Test
    void aChunkedBodyThatWaitsForContinueIsRead() throws Exception {
        byte[] envelope = envelope(TICKET, id(7)).getBytes(StandardCharsets.UTF_8);
        BodyPublisher chunked = BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(envelope));
        HttpResponse<String> answer = client.send(client.request("Batch.svc")
                .expectContinue(true)
                .header("Content-Type", XML)
                .header("SOAPAction", LOOK_UP)
                .POST(chunked));
        assertThat(answer.body()).contains("<Id>7</Id>");
        assertThat(netServer.journal().get(0).httpHeaders()).containsEntry("transfer-encoding", "chunked");
        assertThat(answer.version()).as("an offer to upgrade is ignored").isEqualTo(HttpClient.Version.HTTP_1_1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "<so:Id>0</so:Id>"})
    void anIdLeftOutIsZeroAndNoTask(String id) throws Exception {
        assertThat(client.lookUp(envelope(TICKET, "<so:GetBatchTaskInfo>" + id + "</so:GetBatchTaskInfo>"))
                        .body())
                .containsSubsequence("<Id>0</Id>", "<Name i:nil=\"true\"/>");
    }
}
