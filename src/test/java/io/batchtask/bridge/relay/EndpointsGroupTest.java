package io.batchtask.bridge.relay;

import static org.assertj.core.api.Assertions.assertThat;

import io.batchtask.bridge.calls.ScriptedProducer;
import org.apache.camel.CamelContext;
import org.apache.camel.component.kafka.KafkaEndpoint;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EndpointsGroupTest {
    private static final CamelContext CAMEL = new DefaultCamelContext();

    static {
        CAMEL.getRegistry().bind(Endpoints.CLIENTS, new ScriptedProducer());
    }

    @ParameterizedTest(name = "{0}")
    @ValueSource(strings = {"plain-group.1", "a+b", "a b", "a&b=c", "100%41", "#a", "a?b", "RAW(x)", "ä"})
    void theGroupIsTheOneThatWasConfiguredWhateverItsLetters(String group) {
        Endpoints odd = new Endpoints("my.ids", "my.info", "my.dlq", group, 1, 1, true);

        KafkaEndpoint endpoint = CAMEL.getEndpoint(odd.ids(), KafkaEndpoint.class);

        assertThat(endpoint.getConfiguration().getGroupId()).isEqualTo(group);
    }
}
