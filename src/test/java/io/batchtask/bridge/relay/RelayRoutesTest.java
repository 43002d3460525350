package io.batchtask.bridge.relay;

import static org.assertj.core.api.Assertions.assertThat;

import io.batchtask.bridge.event.TaskEvent;
import io.batchtask.bridge.task.ConsumedRecord.Header;
import io.batchtask.bridge.task.TaskRequest;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.apache.camel.Exchange;
import org.apache.camel.Route;
import org.apache.camel.component.kafka.KafkaConstants;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class RelayRoutesTest extends RelayRoutesFixture {
    @Test
    void everyRouteIsNamedByWhatItDoes() {
        assertThat(context.getRoutes().stream().map(Route::getRouteId))
                .containsExactlyInAnyOrder("read", "relay", "preview", "look-up", "describe", "publish", "reject");
    }

    @Test
    void aRecordIsLookedUpDescribedAndPublished() throws Exception {
        assertThat(relay(new TaskRequest(SOURCE, 42, false))).isInstanceOf(Outcome.Published.class);

        ProducerRecord<byte[], OutboundRecord> event = taken();
        assertThat(event.topic()).isEqualTo("info");
        assertThat(event.key()).isEqualTo(bytes("42"));
        assertThat(new String(event.value().value(), StandardCharsets.UTF_8))
                .startsWith("{\"id\":42,\"name\":\"Task\"");
        assertThat(header(event, "ce_id")).isEqualTo("ids/3/99@0");
        assertThat(header(event, "mine")).isEqualTo("kept");
    }

    @Test
    void whatCouldNotBeReadGoesToTheDeadLetterTopicWithoutALookUp() throws Exception {
        assertThat(relay(malformed())).isInstanceOf(Outcome.Rejected.class);

        ProducerRecord<byte[], OutboundRecord> letter = taken();
        assertThat(letter.topic()).isEqualTo("dlq");
        assertThat(letter.value().value()).isEqualTo(VALUE);
        assertThat(header(letter, "x-dlq-class")).isEqualTo("malformed");
        assertThat(lookUps.netServer.calls).isEmpty();
    }

    @Test
    void aPreviewEndsBeforePublishing() throws Exception {
        Object event = send(RelayRoutes.PREVIEW, new TaskRequest(SOURCE, 42, false))
                .getMessage()
                .getBody();

        assertThat(event).isInstanceOf(TaskEvent.class);
        assertThat(kafka.offered()).isEmpty();

        assertThat(relay((TaskEvent) event)).isInstanceOf(Outcome.Published.class);
        assertThat(lookUps.netServer.calls).as("not looked up again").hasSize(1);
    }

    @Test
    void noHeaderOfTheExchangeChoosesWhereAnEventGoes() throws Exception {
        Exchange exchange = exchange(RelayRoutes.RELAY, new TaskRequest(SOURCE, 42, false), flight);
        exchange.getMessage().setHeader(KafkaConstants.OVERRIDE_TOPIC, "elsewhere");
        exchange.getMessage().setHeader(KafkaConstants.PARTITION_KEY, 7);
        exchange.getMessage().setHeader("foreign", "header");

        send(RelayRoutes.RELAY, exchange);

        assertThat(taken().topic()).isEqualTo("info");
        assertThat(taken().partition()).isNull();
        assertThat(taken().headers()).isEmpty();
    }

    @Test
    void theKeyIsAllThatTravelsAsAHeader() throws Exception {
        Exchange sent = send(RelayRoutes.RELAY, new TaskRequest(SOURCE, 42, false));

        assertThat(sent.getMessage().getHeaders()).containsOnlyKeys(KafkaConstants.KEY);
        assertThat(sent.getVariables()).isEmpty();
        assertThat(taken().headers()).isEmpty();
    }

    @Test
    void headersReachKafkaInTheirOrderWithRepeatsAndCases() {
        OutboundRecord outbound = new OutboundRecord(
                malformed(),
                null,
                VALUE,
                List.of(Header.text("b", "1"), Header.text("a", "2"), Header.text("B", "3"), Header.text("b", "4")));
        var headers = new org.apache.kafka.common.header.internals.RecordHeaders();

        byte[] value = new OutboundSerializer().serialize("info", headers, outbound);

        assertThat(value).isEqualTo(VALUE);
        assertThat(headers.toArray())
                .extracting(header -> header.key() + "=" + new String(header.value(), StandardCharsets.UTF_8))
                .containsExactly("b=1", "a=2", "B=3", "b=4");
    }

    @Test
    void nothingLeavesForARecordThatIsNoLongerOurs() throws Exception {
        flight.lost = true;
        TaskEvent event = (TaskEvent) send(RelayRoutes.PREVIEW, new TaskRequest(SOURCE, 42, false), new Flight())
                .getMessage()
                .getBody();

        assertThat(relay(event)).isNotInstanceOf(Outcome.class);
        assertThat(relay(malformed())).isNotInstanceOf(Outcome.class);

        assertThat(kafka.offered()).isEmpty();
    }
}
