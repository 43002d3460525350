package io.batchtask.bridge.netserver;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.entry;

import io.batchtask.bridge.netserver.contract.BatchTaskInfo;
import io.batchtask.bridge.netserver.contract.GetBatchTaskInfoResponse;
import io.batchtask.bridge.task.BatchTask;
import jakarta.xml.bind.JAXBContext;
import jakarta.xml.bind.JAXBException;
import jakarta.xml.bind.Unmarshaller;
import java.io.StringReader;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import javax.xml.transform.stream.StreamSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** From the wire's XML to our task, read the way answers are read. */
class TaskMappingTest {
    private static final ZoneId OSLO = ZoneId.of("Europe/Oslo");
    private static final ServiceVersion SERVICES_86 = new ServiceVersion("Services86");

    static BatchTaskInfo read(String content) throws JAXBException {
        Unmarshaller reader =
                JAXBContext.newInstance(GetBatchTaskInfoResponse.class).createUnmarshaller();
        reader.setEventHandler(new LenientReading());
        String xml = "<GetBatchTaskInfoResponse xmlns='" + Operation.NAMESPACE + "'"
                + " xmlns:i='http://www.w3.org/2001/XMLSchema-instance'><Response>" + content
                + "</Response></GetBatchTaskInfoResponse>";
        return reader.unmarshal(new StreamSource(new StringReader(xml)), GetBatchTaskInfoResponse.class)
                .getValue()
                .getResponse();
    }

    private static BatchTask task(String content) throws JAXBException {
        return task(content, "Services86");
    }

    private static BatchTask task(String content, String services) throws JAXBException {
        return TaskMapping.map(read(content), OSLO, new ServiceVersion(services));
    }

    @Test
    void everyElementBecomesItsField() throws Exception {
        BatchTask task = task("<TableRight><Mask>Select Update Levitate</Mask><Reason/></TableRight>"
                + "<FieldProperties><FieldPropertyDictionaryKeyValuePair><Key>Name</Key><Value><FieldRight><Mask>Read"
                + "</Mask></FieldRight></Value></FieldPropertyDictionaryKeyValuePair></FieldProperties>"
                + "<Id>4711</Id><Name>BulkUpdate</Name><AssociateId>17</AssociateId><DetailsTable>5</DetailsTable>"
                + "<DetailsRecord>1234</DetailsRecord><IsSystemTask>false</IsSystemTask>"
                + "<IsInternalTask>true</IsInternalTask><ParameterObject><StringKeyValuePair><Key>b</Key><Value>1</Value>"
                + "</StringKeyValuePair><StringKeyValuePair><Key>a</Key><Value/></StringKeyValuePair><StringKeyValuePair>"
                + "<Key>nil</Key><Value i:nil='true'/></StringKeyValuePair></ParameterObject>"
                + "<LastStarted>2021-03-25T22:36:03</LastStarted><Created>2021-03-25T21:35:03</Created>"
                + "<StartCount>3</StartCount><DatabaseSerialNumber>1133445566</DatabaseSerialNumber>"
                + "<Context>Cust12345</Context><Result>r</Result><State>Aquired</State><Description>d</Description>"
                + "<Response>answer</Response><Request>question</Request><ProgressDescription>half</ProgressDescription>"
                + "<ProgressPercent>42</ProgressPercent>");
        assertThat(task.parameterObject()).containsExactly(entry("b", "1"), entry("a", ""), entry("nil", null));
        assertThat(task)
                .isEqualTo(new BatchTask(
                        4711,
                        "BulkUpdate",
                        17,
                        5,
                        1234,
                        false,
                        true,
                        task.parameterObject(),
                        Instant.parse("2021-03-25T21:36:03Z"),
                        Instant.parse("2021-03-25T21:35:03Z"),
                        3,
                        "1133445566",
                        "Cust12345",
                        "r",
                        "Aquired",
                        "d",
                        "answer",
                        "question",
                        "half",
                        42,
                        Optional.empty()));
    }

    @Test
    void absentAndNilAreNullAndEmptyStaysEmpty() throws Exception {
        BatchTask task = task("<Id>1</Id><Name i:nil='true'/><Context/><ParameterObject/>");
        assertThat(task.name()).isNull();
        assertThat(task.description()).isNull();
        assertThat(task.context()).isEmpty();
        assertThat(task.parameterObject()).isEmpty();
        assertThat(task.isSystemTask()).isNull();
        assertThat(task.lastStarted()).isNull();
        assertThat(task("<Id>1</Id><ParameterObject i:nil='true'/>").parameterObject())
                .isNull();
    }

    @Test
    void aValueThatIsNilIsNullAsOneThatIsAbsent() throws Exception {
        BatchTask task = task("<Id>1</Id><AssociateId i:nil='true'/><DetailsTable i:nil='true'/>"
                + "<DetailsRecord i:nil='1'/><IsSystemTask i:nil='true'/><IsInternalTask i:nil='true'/>"
                + "<LastStarted i:nil='true'/><Created i:nil='true'/><StartCount i:nil='true'/>"
                + "<State i:nil='true'/><ProgressPercent i:nil='true'/>");
        assertThat(task).isEqualTo(task("<Id>1</Id>"));
        assertThat(task.associateId()).isNull();
        assertThat(task.state()).isNull();
        assertThat(read("<Id i:nil='true'/><Name>n</Name>").getId()).isNull();
    }

    @ParameterizedTest
    @ValueSource(strings = {"AssociateId", "DetailsTable", "DetailsRecord", "StartCount", "ProgressPercent"})
    void aNumberThatOutgrowsAnIntIsNotWrapped(String element) throws Exception {
        for (String number : List.of("4294967338", "3000000000", "-2147483649")) {
            BatchTaskInfo wire = read("<Id>1</Id><" + element + ">" + number + "</" + element + ">");
            assertThatThrownBy(() -> TaskMapping.map(wire, OSLO, SERVICES_86)).isInstanceOf(ArithmeticException.class);
        }
        assertThatThrownBy(() -> read("<Id>1</Id><" + element + ">9223372036854775808</" + element + ">"))
                .isInstanceOf(UnreadableValue.class);
    }

    @ParameterizedTest
    @CsvSource({"true, true", "1, true", "' true ', true", "false, false", "0, false"})
    void aFlagIsAnXmlBoolean(String text, boolean flag) throws Exception {
        BatchTask task = task(
                "<Id>1</Id><IsSystemTask>" + text + "</IsSystemTask><IsInternalTask>" + text + "</IsInternalTask>");
        assertThat(task.isSystemTask()).isEqualTo(flag);
        assertThat(task.isInternalTask()).isEqualTo(flag);
    }

    @ParameterizedTest
    @ValueSource(strings = {"True", "yes", "2"})
    void aWordThatIsNoBooleanIsNotPassedOver(String word) throws Exception {
        for (String element : List.of("IsSystemTask", "IsInternalTask")) {
            BatchTaskInfo wire = read("<Id>1</Id><" + element + ">" + word + "</" + element + ">");
            assertThatThrownBy(() -> TaskMapping.map(wire, OSLO, SERVICES_86)).isInstanceOf(UnreadableValue.class);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "\n"})
    void aFlagWithoutTextIsNil(String blank) throws Exception {
        BatchTask task = task("<Id>1</Id><IsSystemTask>" + blank + "</IsSystemTask>");
        assertThat(task.isSystemTask()).isNull();
    }

    @Test
    void createdIsUtcAndLastStartedIsInTheBaseZone() throws Exception {
        BatchTask task =
                task("<Id>1</Id><LastStarted>2021-07-01T12:00:00</LastStarted><Created>2021-07-01T12:00:00</Created>");
        assertThat(task.lastStarted()).isEqualTo("2021-07-01T10:00:00Z");
        assertThat(task.created()).isEqualTo("2021-07-01T12:00:00Z");
    }

    @ParameterizedTest
    @ValueSource(strings = {"New", "Aquired", "SucceededManualCleanup", "Hibernating"})
    void theStateIsTheWiresOwnWord(String word) throws Exception {
        assertThat(task("<Id>1</Id><State>" + word + "</State>").state()).isEqualTo(word);
    }

    @Test
    void numbersThatOutgrowAShortAreKept() throws Exception {
        BatchTask task = task("<Id>1</Id><DetailsTable>70000</DetailsTable><ProgressPercent>40000</ProgressPercent>");
        assertThat(task.detailsTable()).isEqualTo(70_000);
        assertThat(task.progressPercent()).isEqualTo(40_000);
    }

    @Test
    void elementsOfANewerServerAreIgnored() throws Exception {
        BatchTask task = task("<Id>1</Id><Name>n</Name><FileName>x.xlsx</FileName>"
                + "<CancellationBehaviour>CanCancel</CancellationBehaviour><Priority>3</Priority>");
        assertThat(task).isEqualTo(task("<Id>1</Id><Name>n</Name>"));
    }

    @ParameterizedTest
    @CsvSource({
        "<FileName>x.csv</FileName><CancellationBehaviour>CanCancel</CancellationBehaviour>, x.csv, CanCancel",
        "<FileName i:nil='true'/><CancellationBehaviour>CannotCancel</CancellationBehaviour>, , CannotCancel",
        "<FileName/><CancellationBehaviour>AskNicely</CancellationBehaviour>, '', AskNicely",
        "<FileName>x.csv</FileName><CancellationBehaviour i:nil='true'/>, x.csv,",
        "'', , " // Services88 has been extended in place: an older server of it knows neither
    })
    void thoseOfServices88AreReadWhereThatIsAsked(String elements, String fileName, String behaviour) throws Exception {
        assertThat(task("<Id>1</Id>" + elements, "Services88").extension())
                .contains(new BatchTask.Extension(fileName, behaviour));
        for (String older : List.of("Services84", "Services85", "Services86", "Services87")) {
            assertThat(task("<Id>1</Id>" + elements, older).extension()).isEmpty();
        }
    }

    @Test
    void aKeyThatIsNilKeepsItsValue() throws Exception {
        BatchTask task = task("<Id>1</Id><ParameterObject><StringKeyValuePair><Key i:nil='true'/><Value>v</Value>"
                + "</StringKeyValuePair></ParameterObject>");
        assertThat(task.parameterObject()).containsExactly(entry("", "v"));
    }
}
