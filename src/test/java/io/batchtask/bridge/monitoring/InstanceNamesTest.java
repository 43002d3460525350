package io.batchtask.bridge.monitoring;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class InstanceNamesTest {
    @Test
    void aStaticMemberIsCalledByItsId() {
        assertThat(InstanceNames.instance(Map.of("group.instance.id", "bridge-1"), Map.of("HOSTNAME", "pod"), 7))
                .isEqualTo("bridge-1");
    }

    @ParameterizedTest
    @CsvSource({"HOSTNAME, pod-1", "COMPUTERNAME, SERVER-1"})
    void anyOtherIsCalledByHostAndProcess(String variable, String host) {
        assertThat(InstanceNames.instance(Map.of("group.instance.id", " "), Map.of(variable, host), 7))
                .isEqualTo(host + ", process 7");
    }

    @Test
    void aHostThatTheEnvironmentDoesNotNameIsNamedAllTheSame() {
        assertThat(InstanceNames.instance(Map.of(), Map.of(), 7)).matches("\\S+, process 7");
    }

    @ParameterizedTest
    @CsvSource({
        "https://host/app/Remote/Services86/, https://host/app/Remote/Services86/",
        "https://user:pass@host:8443/Remote/Services86/, https://host:8443/Remote/Services86/",
        "https://us@er:p@host/Remote/Services86/, https://host/Remote/Services86/",
        "https://host/a@b/Services86/?key=secret#part, https://host/a@b/Services86/"
    })
    void anAddressIsShownWithoutUserAndQuery(String address, String shown) {
        assertThat(InstanceNames.withoutUser(address)).isEqualTo(shown);
    }
}
