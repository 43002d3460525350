package io.batchtask.bridge.settings;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TargetsTest {
    private static final String ENVIRONMENT = "batchtask.netserver.system-user.environment";

    /** The settings' form lets them pass, and later nothing could be made of them. */
    @ParameterizedTest
    @ValueSource(
            strings = {"http://a|b/", "https://on.example:99999", "https://on.example/%zz", "https://on.example:port"})
    void anEnvironmentThatIsNoAddressIsAProblemOfTheSettings(String text) {
        assertThat(Given.complete().property(ENVIRONMENT, text).problems())
                .singleElement()
                .asString()
                .startsWith(ENVIRONMENT + " = " + text + " (-D) is not allowed: ");
    }

    @ParameterizedTest
    @ValueSource(strings = {"sod", "QAOnline", "https://on.example", "http://on_server:8080/x/", "https://[fd00::1]/"})
    void namesAndAddressesAreFine(String text) {
        assertThat(Given.complete()
                        .property(ENVIRONMENT, text)
                        .settings()
                        .netserver()
                        .systemUser()
                        .environment())
                .contains(text);
    }

    @ParameterizedTest
    @CsvSource({
        "system-user.environment, me:hunter22@on.example",
        "system-user.environment, https://me:hunter22@on.example",
        "system-user.environment, http:/me:hunter22@on.example",
        "proxy.url, me:hunter22@p.example:3128",
        "url, me:hunter22@crm.example/Services86/",
        "url, 'http:/me:hunter22 @crm.example//Services86/'"
    })
    void aPasswordInPlaceOfAnAddressIsNotShown(String key, String text) {
        String problem = Given.complete()
                .property("batchtask.netserver." + key, text)
                .problems()
                .toString();
        assertThat(problem)
                .contains("batchtask.netserver." + key + " = ", "***@")
                .doesNotContain("hunter");
    }

    @ParameterizedTest
    @ValueSource(strings = {"me:hunter22@broker:9092", "one:9092,me:hunter22@two:9092", "kafka:me:hunter22@two:9092"})
    void norIsOneInTheListOfBrokers(String text) {
        assertThat(Given.complete()
                        .property("batchtask.kafka.bootstrap-servers", text)
                        .problems()
                        .toString())
                .contains("***@")
                .doesNotContain("hunter");
    }
}
