package io.batchtask.bridge.settings;

import static org.assertj.core.api.Assertions.assertThat;

import io.batchtask.bridge.Readme;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.regex.Pattern;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Element;

/** The description of the Windows service, and the commands of the documents that install it. */
class WindowsServiceTest {
    private static final Path FILE = Path.of("config", "windows", "batchtask-bridge.xml");

    private final Element service;
    private final String commands = new Readme().sample("windows");

    WindowsServiceTest() throws Exception {
        service = DocumentBuilderFactory.newInstance()
                .newDocumentBuilder()
                .parse(FILE.toFile())
                .getDocumentElement();
    }

    private String text(String element) {
        return service.getElementsByTagName(element).item(0).getTextContent();
    }

    @Test
    void aStopWaitsForTheDrain() {
        Duration drain = Given.complete().settings().shutdown().drainTimeout();
        assertThat(text("stoptimeout")).isEqualTo(drain.plusSeconds(45).toSeconds() + " sec");
        assertThat(text("arguments")).contains("-XX:+ExitOnOutOfMemoryError").doesNotContain("-Xrs");
    }

    @Test
    void itStartsWhatTheCommandsPutThere() {
        assertThat(text("arguments"))
                .contains("-jar \"%BASE%\\batchtask-bridge.jar\"")
                .contains("--config C:/ProgramData/batchtask-bridge/application.properties")
                .endsWith(" run");
        assertThat(commands).contains("$data = 'C:\\ProgramData\\batchtask-bridge'");
        List<Path> copied = Pattern.compile("\\bconfig\\\\[a-z.\\\\-]+")
                .matcher(commands)
                .results()
                .map(name -> Path.of(name.group().replace('\\', '/')))
                .toList();
        assertThat(copied).contains(FILE).allSatisfy(file -> assertThat(Files.exists(file))
                .isTrue());
        assertThat(text("username")).isEqualTo("NT AUTHORITY\\LocalService"); // S-1-5-19
        assertThat(commands).contains("'*S-1-5-19:");
    }
}
