package io.batchtask.bridge.settings;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What stands before a schema's name makes an absolute URI of it, whatever else it is. */
class SchemaBaseTest {
    private static final String KEY = "batchtask.events.schema-base";

    @ParameterizedTest
    @ValueSource(
            strings = {
                "urn:batchtask-bridge:schema:",
                "urn:example:",
                "URN:Example:schemas/",
                "https://schemas.example.com/",
                "http://localhost:8081/batchtask/v1/",
                "https://registry_1.example/artifacts?group=a%20b&name=",
                "https://batchtask.io/schemas/"
            })
    void aBaseMakesAUriOfAName(String base) {
        String accepted =
                Given.complete().property(KEY, base).settings().events().schemaBase();
        URI name = URI.create(accepted + "batchtask-info-v1.json");
        assertThat(name.isAbsolute()).isTrue();
        assertThat(name).hasNoFragment().hasToString(base + "batchtask-info-v1.json");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "schemas/",
                "/schemas/",
                "//host/schemas/",
                "ftp://host/schemas/",
                "file:///schemas/",
                "https:///schemas/",
                "https://host", // no path: the name would be a part of the host's
                "https://host/schemas", // the name would run into the last word
                "https://host/schemas#",
                "https://host/sche mas/",
                "https://host/%2/",
                "https://somebody:secret@host/",
                "urn:",
                "urn:example",
                "urn:x:",
                "urn:-x:",
                "urn:example:schema",
                "urn:example:#"
            })
    void whatMakesNoneIsRefusedWithWhatIsAllowed(String base) {
        assertThat(Given.complete().property(KEY, base).problems())
                .singleElement()
                .asString()
                .startsWith(KEY + " = ")
                .endsWith("is not allowed: beginning of a URI that ends in : / or =, without # and white space:"
                        + " urn:name:, https://host/path/");
    }
}
