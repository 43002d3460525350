package io.batchtask.bridge.netserver;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.batchtask.bridge.failure.Failure;
import io.batchtask.bridge.http.HttpSetup;
import io.batchtask.bridge.http.HttpTransport;
import io.batchtask.bridge.http.ProxySelector;
import io.batchtask.bridge.http.TlsSource;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;
import org.apache.camel.CamelContext;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Answers of a hostile NetServer that reach for known flaws of CXF and JAXB. */
class KnownFlawsTest {
    private static final String ANSWER = "<s:Envelope xmlns:s='http://schemas.xmlsoap.org/soap/envelope/'><s:Header>"
            + "<h:Succeeded xmlns:h='NS'>true</h:Succeeded></s:Header><s:Body><GetBatchTaskInfoResponse xmlns='NS'>"
            + "<Response><Id>42</Id><Name>NAME</Name></Response></GetBatchTaskInfoResponse></s:Body></s:Envelope>";

    /** What a parser that obeys a document type fetches: sound, so that the answer is sound to it. */
    private static final Map<String, String> OTHERS =
            Map.of("/entity", "Export", "/dtd", "<!ENTITY x 'Export'>", "/parameter", "<!ENTITY x 'Export'>");

    private final List<String> asked = new CopyOnWriteArrayList<>();
    private final ExecutorService workers = Executors.newFixedThreadPool(2);
    private final CamelContext camel = new DefaultCamelContext();
    private final HttpTransport http = new HttpTransport(
            new HttpSetup(Duration.ofSeconds(5), Duration.ofSeconds(60), 4, TlsSource.OF_THE_JVM, ProxySelector.NONE));
    private HttpServer server;
    private NetServer netServer;
    private volatile String type = "text/xml; charset=utf-8";
    private volatile String body;

    @BeforeEach
    void connect() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", this::answer);
        server.start();
        netServer = DirectRoute.netServer(
                camel,
                new NetServerOptions(
                        ServiceLocation.fixed(URI.create(url() + "/Services86/")),
                        Optional::empty,
                        ZoneOffset.UTC,
                        Optional.empty(),
                        ErrorRules.NONE),
                http,
                workers);
        camel.start();
    }

    @AfterEach
    void disconnect() {
        camel.stop();
        netServer.close();
        http.close();
        workers.shutdownNow();
        server.stop(0);
    }

    private String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            String path = exchange.getRequestURI().getPath();
            asked.add(path);
            exchange.getResponseHeaders().set("Content-Type", type);
            byte[] bytes = OTHERS.getOrDefault(path, body).getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(200, bytes.length);
            exchange.getResponseBody().write(bytes);
        }
    }

    private Reply lookUp() {
        return netServer.lookUp(42, "ticket").orTimeout(20, TimeUnit.SECONDS).join();
    }

    private static String task(String name) {
        return ANSWER.replace("NS", Operation.NAMESPACE).replace("NAME", name);
    }

    @Test
    void theAnswerItselfIsSound() throws IOException {
        body = task("Export");
        assertThat(lookUp()).isInstanceOf(Reply.Found.class);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "<!DOCTYPE e [<!ENTITY x SYSTEM 'URL/entity'>]>                          | &x;",
                "<!DOCTYPE e SYSTEM 'URL/dtd'>                                           | &x;",
                "<!DOCTYPE e SYSTEM 'URL/dtd'>                                           | Export",
                "<!DOCTYPE e [<!ENTITY % p SYSTEM 'URL/parameter'> %p;]>                 | &x;",
                "<!DOCTYPE e [<!ENTITY a 'aaaaa'><!ENTITY x '&a;&a;&a;&a;&a;&a;&a;&a;'>]> | &x;",
                "<!DOCTYPE e [<!ATTLIST e a CDATA 'b'>]>                                 | Export",
                "<!DOCTYPE e>                                                            | Export",
            })
    void aDocumentTypeIsRefusedAndNothingOfItFetched(String documentType, String name) throws IOException {
        body = documentType.replace("URL", url()) + task(name);
        assertThat(lookUp()).isInstanceOfSatisfying(Reply.Failed.class, failed -> {
            assertThat(failed.failure().code()).isEqualTo("not-soap");
            assertThat(failed.failure().message()).contains("a document type");
        });
        assertThat(asked).containsExactly("/Services86/Batch.svc");
    }

    /** CXF reads what has passed the check by itself; it must be no easier to fool. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "<!DOCTYPE e [<!ENTITY x SYSTEM 'URL/entity'>]><e>&x;</e>",
                "<!DOCTYPE e SYSTEM 'URL/dtd'><e>&x;</e>",
                "<!DOCTYPE e [<!ENTITY % p SYSTEM 'URL/parameter'> %p;]><e>&x;</e>",
                "<!DOCTYPE e [<!ENTITY x 'Export'>]><e>&x;</e>"
            })
    void theReaderOfAnswersKnowsNoEntities(String xml) throws XMLStreamException {
        XMLStreamReader reader = EnvelopeReader.open(xml.replace("URL", url()));
        List<Integer> events = new ArrayList<>();
        while (reader.hasNext()) {
            events.add(reader.next());
        }
        assertThat(events).contains(XMLStreamConstants.END_ELEMENT).doesNotContain(XMLStreamConstants.CHARACTERS);
        assertThat(asked).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"a&x;b", "&x;", "&nbsp;"})
    void anUndeclaredEntityIsNotLeftOut(String name) throws IOException {
        for (String answer : List.of(task(name), task("Export").replace(">true<", ">true" + name + "<"))) {
            body = answer;
            assertThat(lookUp()).isInstanceOfSatisfying(Reply.Failed.class, failed -> {
                assertThat(failed.failure()).isInstanceOf(Failure.Unavailable.class);
                assertThat(failed.failure().code()).isEqualTo("unreadable");
                assertThat(failed.failure().message()).contains("entity");
            });
        }
    }

    @Test
    void aMessageInPartsIsNotTakenApart() throws IOException {
        type = "multipart/related; type=\"text/xml\"; boundary=\"b\"";
        body = "--b\r\nContent-Type: text/xml\r\n\r\n" + task("Export") + "\r\n--b--\r\n";
        assertThat(lookUp()).isInstanceOfSatisfying(Reply.Failed.class, failed -> assertThat(
                        failed.failure().code())
                .isEqualTo("not-soap"));
    }
}
