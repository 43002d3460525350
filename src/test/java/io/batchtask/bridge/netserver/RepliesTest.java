package io.batchtask.bridge.netserver;

import static org.assertj.core.api.Assertions.assertThat;

import io.batchtask.bridge.failure.Failure;
import io.batchtask.bridge.http.TransportFailure;
import io.batchtask.bridge.netserver.contract.BatchTaskInfo;
import io.batchtask.bridge.netserver.contract.GetBatchTaskInfoResponse;
import io.batchtask.bridge.traces.CallSpan;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import javax.xml.namespace.QName;
import org.apache.camel.Exchange;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.DefaultExchange;
import org.apache.cxf.binding.soap.SoapFault;
import org.apache.cxf.endpoint.Client;
import org.apache.cxf.headers.Header;
import org.apache.cxf.interceptor.Fault;
import org.apache.cxf.message.MessageContentsList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RepliesTest {
    private static final ServiceVersion VERSION = new ServiceVersion("Services86");
    private static final String SUCCEEDED = "<h:Succeeded>true</h:Succeeded>";
    private static final DefaultCamelContext CAMEL = new DefaultCamelContext();

    private static Exchange answered(String headers, BatchTaskInfo task) {
        Exchange call = new DefaultExchange(CAMEL);
        GetBatchTaskInfoResponse response = new GetBatchTaskInfoResponse();
        response.setResponse(task);
        call.getMessage().setBody(new MessageContentsList(response));
        call.getMessage().setHeader(Header.HEADER_LIST, AnswerHeadersTest.headers(headers));
        return call;
    }

    /** After an answer has come. */
    private static Exchange failed(Exception cause) {
        Exchange call = broken(cause);
        soap(call).answered(VERSION, true);
        return call;
    }

    /** Before an answer has come. */
    private static Exchange broken(Exception cause) {
        Exchange call = new DefaultExchange(CAMEL);
        new SoapCall(Operation.GET_BATCH_TASK_INFO, false, CallSpan.NONE).join(call);
        call.setException(cause);
        return call;
    }

    private static BatchTaskInfo task(Number id) {
        BatchTaskInfo task = new BatchTaskInfo();
        task.setId(id == null ? null : id.longValue());
        return task;
    }

    private static Reply reply(Exchange call) {
        return new Replies(new ServerErrors(ErrorRules.NONE), ZoneOffset.UTC).lookUp(call, soap(call), 4711);
    }

    /** As the conduit finds it; one that asks for nothing special when the test has set none. */
    private static SoapCall soap(Exchange call) {
        Map<?, ?> context = call.getProperty(Client.REQUEST_CONTEXT, Map.of(), Map.class);
        if (!context.isEmpty()) {
            return (SoapCall) context.values().iterator().next();
        }
        SoapCall soap = new SoapCall(Operation.GET_BATCH_TASK_INFO, false, CallSpan.NONE);
        soap.answered(VERSION, false);
        return soap;
    }

    private static boolean isDoubtful(Exchange call) {
        return reply(call) instanceof Reply.Failed failed && failed.doubtful();
    }

    private static String failure(Exchange call) {
        Failure failure = ((Reply.Failed) reply(call)).failure();
        return failure.className() + "/" + failure.code();
    }

    @Test
    void successIsSucceededAndNoExceptionAndTheIdThatWasAskedFor() {
        assertThat(reply(answered(SUCCEEDED, task(4711))))
                .isInstanceOfSatisfying(
                        Reply.Found.class,
                        found -> assertThat(found.task().id()).isEqualTo(4711));
    }

    @ParameterizedTest
    @CsvSource({
        // reused, asked for on a fresh connection, id in the answer, doubtful
        "true, false, 0, true",
        "true, false, , true",
        "false, false, 0, false",
        "true, true, 0, false",
        "true, false, 4711, false",
        "true, false, 4712, true",
        "false, false, 4712, true"
    })
    void anEndThatNamesNoTaskIsDoubtfulOnAUsedConnectionAndAnotherTaskAlways(
            boolean reused, boolean fresh, Long id, boolean doubtful) {
        Exchange call = answered(SUCCEEDED, id == null ? null : task(id));
        SoapCall soap = new SoapCall(Operation.GET_BATCH_TASK_INFO, fresh, CallSpan.NONE);
        soap.join(call);
        soap.answered(VERSION, reused);

        assertThat(isDoubtful(call)).isEqualTo(doubtful);
    }

    @ParameterizedTest
    @CsvSource({"true, false, true", "false, false, false", "true, true, false"})
    void aRefusalIsDoubtfulOnAUsedConnection(boolean reused, boolean fresh, boolean doubtful) {
        Exchange call =
                answered("<h:ExceptionInfo><ExceptionType>SoSentryException</ExceptionType></h:ExceptionInfo>", null);
        SoapCall soap = new SoapCall(Operation.GET_BATCH_TASK_INFO, fresh, CallSpan.NONE);
        soap.join(call);
        soap.answered(VERSION, reused);

        assertThat(failure(call)).startsWith("refused/");
        assertThat(isDoubtful(call)).isEqualTo(doubtful);
    }

    @ParameterizedTest
    @CsvSource({"true, false, true", "false, false, false", "true, true, false"})
    void whatIsAgainstTheContractIsDoubtfulOnAUsedConnection(boolean reused, boolean fresh, boolean doubtful) {
        String odd = SUCCEEDED + "<h:ExceptionInfo><Message>odd</Message></h:ExceptionInfo>";
        Exchange fault = failed(new SoapFault("no", new QName("urn:wcf", "DeserializationFailed")));
        Exchange value = failed(new Fault(new UnreadableValue("not a number: many")));
        for (Exchange call : List.of(answered("", task(4711)), answered(odd, null), fault, value)) {
            SoapCall soap = new SoapCall(Operation.GET_BATCH_TASK_INFO, fresh, CallSpan.NONE);
            soap.join(call);
            soap.answered(VERSION, reused);

            assertThat(failure(call)).startsWith("contract/");
            assertThat(isDoubtful(call)).isEqualTo(doubtful);
        }
    }

    @Test
    void aTaskThatIsNotThereComesInThreeShapes() {
        assertThat(failure(answered(SUCCEEDED, null))).isEqualTo("not-found/nil-response");
        assertThat(failure(answered(SUCCEEDED, task(0)))).isEqualTo("not-found/blank-carrier");
        assertThat(failure(answered(SUCCEEDED, task(null)))).isEqualTo("not-found/blank-carrier");
        assertThat(failure(answered(
                        "<h:Succeeded>false</h:Succeeded><h:ExceptionInfo>"
                                + AnswerHeadersTest.exception("SoNotFoundException", "gone", null)
                                + "</h:ExceptionInfo>",
                        null)))
                .isEqualTo("not-found/SoNotFoundException");
    }

    @Test
    void anAnswerWithoutAnyResponseDoesNotSayThatTheTaskIsGone() {
        for (String headers : List.of(SUCCEEDED, "", "<x xmlns='urn:other'/>", "<h:ExceptionInfo/>")) {
            Exchange empty = answered(headers, null);
            empty.getMessage().setBody(new MessageContentsList());
            assertThat(failure(empty)).as(headers).isEqualTo("unavailable/no-answer");
            empty.getMessage().setBody(null);
            assertThat(failure(empty)).as(headers).isEqualTo("unavailable/no-answer");
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {4294967296L + 4711, 3_000_000_000L, Long.MIN_VALUE})
    void anIdThatOutgrowsAnIntIsAgainstTheContract(long id) {
        assertThat(failure(answered(SUCCEEDED, task(id)))).isEqualTo("contract/unreadable");
    }

    @Test
    void aNumberThatOutgrowsAnIntIsAgainstTheContractAndThrowsNothing() throws Exception {
        assertThat(failure(answered(
                        SUCCEEDED, TaskMappingTest.read("<Id>4711</Id><AssociateId>4294967338</AssociateId>"))))
                .isEqualTo("contract/unreadable");
    }

    @ParameterizedTest
    @CsvSource({
        "SuperOffice.Exceptions.SoSessionException, sign-in/SoSessionException",
        "SoNotFoundException, not-found/SoNotFoundException",
        "SoSentryException, refused/SoSentryException",
        "System.NullReferenceException, unavailable/NullReferenceException"
    })
    void anExceptionDecidesAlsoWhenSucceededIsMissing(String type, String failure) {
        String info = "<h:ExceptionInfo>" + AnswerHeadersTest.exception(type, "why", null) + "</h:ExceptionInfo>";
        assertThat(failure(answered(info, null))).isEqualTo(failure);
    }

    @ParameterizedTest
    @ValueSource(ints = {-1, 1, 4712})
    void theTaskOfAnotherIdIsAgainstTheContract(int other) {
        assertThat(failure(answered(SUCCEEDED, task(other)))).isEqualTo("contract/other-id");
    }

    @Test
    void withoutSucceededTheAnswerIsAgainstTheContractEvenWithATask() {
        assertThat(failure(answered("", task(4711)))).isEqualTo("contract/no-succeeded");
        Exchange withoutHeaders = answered("", task(4711));
        withoutHeaders.getMessage().removeHeader(Header.HEADER_LIST);
        assertThat(failure(withoutHeaders)).isEqualTo("contract/no-succeeded");
    }

    @Test
    void successAndAnExceptionTogetherAreAgainstTheContract() {
        assertThat(failure(
                        answered(SUCCEEDED + "<h:ExceptionInfo><Message>odd</Message></h:ExceptionInfo>", task(4711))))
                .isEqualTo("contract/succeeded-with-exception");
        String session = "<h:ExceptionInfo><ExceptionType>SoSessionException</ExceptionType></h:ExceptionInfo>";
        assertThat(failure(answered(SUCCEEDED + session, null))).startsWith("sign-in/");
        assertThat(reply(answered(SUCCEEDED + "<h:ExceptionInfo/>", task(4711))))
                .isInstanceOf(Reply.Found.class);
    }

    @Test
    void aFailureWithoutAReasonMayPass() {
        assertThat(failure(answered("<h:Succeeded>false</h:Succeeded>", task(4711))))
                .isEqualTo("unavailable/no-reason");
    }

    @ParameterizedTest
    @ValueSource(strings = {"<LastStarted>2021-03-25</LastStarted>", "<Created>21:36:03</Created>"})
    void aDateThatIsNoneIsAgainstTheContractAndThrowsNothing(String date) throws Exception {
        assertThat(failure(answered(SUCCEEDED, TaskMappingTest.read("<Id>4711</Id>" + date))))
                .isEqualTo("contract/unreadable");
    }

    @Test
    void whatTheTransportClassifiedIsKept() {
        TransportFailure cause = new TransportFailure(new Failure.Unavailable("connect-refused", "nobody there"));
        assertThat(failure(failed(cause))).isEqualTo("unavailable/connect-refused");
        assertThat(failure(failed(new Fault(new RuntimeException(cause))))).isEqualTo("unavailable/connect-refused");
    }

    @Test
    void whatCxfCannotReadSaysNothingOfTheTask() {
        Exchange call = failed(new Fault(new IllegalStateException("unexpected element <wrong>")));
        assertThat(failure(call)).isEqualTo("unavailable/unreadable");
        assertThat(((Reply.Failed) reply(call)).failure().message()).contains("unexpected element <wrong>");
    }

    @Test
    void aValueThatCannotBeReadIsAgainstTheContract() {
        assertThat(failure(failed(new Fault(new UnreadableValue("not a number: many")))))
                .isEqualTo("contract/unreadable");
        BatchTaskInfo task = task(4711);
        task.setIsSystemTask("True");
        assertThat(failure(answered(SUCCEEDED, task))).isEqualTo("contract/unreadable");
    }

    @Test
    void whatBreaksBeforeAnAnswerHasComeIsOurs() {
        assertThat(failure(broken(new Fault(new IllegalArgumentException("Invalid white space character (0x1a)")))))
                .isEqualTo("unavailable/not-sent");
        assertThat(failure(broken(new SoapFault("cannot be written", new QName("urn:wcf", "Client")))))
                .isEqualTo("unavailable/not-sent");
    }

    @Test
    void whatTheMachineRunsOutOfIsOurs() {
        assertThat(failure(failed(new Fault(new OutOfMemoryError("Java heap space")))))
                .isEqualTo("unavailable/internal");
        assertThat(failure(broken(new RuntimeException(new NoClassDefFoundError("x")))))
                .isEqualTo("unavailable/internal");
    }

    @ParameterizedTest
    @CsvSource({
        "ActionNotSupported, no such action, contract/soap-fault",
        "DeserializationFailed, the formatter threw, contract/soap-fault",
        "actionnotsupported, no such action, contract/soap-fault",
        "Client, bad request, unavailable/SoapFault",
        "Client, The session has expired, unavailable/SoapFault",
        "Client.ActionNotSupportedHere, what, unavailable/SoapFault",
        "VersionMismatch, SOAP 1.2, unavailable/SoapFault",
        "MustUnderstand, no idea, unavailable/SoapFault",
        "Client, SuperOffice: Authentication failed!, sign-in/soap-fault",
        "InternalServiceFault, the server was unable to process, unavailable/SoapFault",
        "Server, 'Server unavailable, please try later', unavailable/SoapFault",
        "Server, Authentication failed!, sign-in/soap-fault",
        "InternalServiceFault, SuperOffice.Exceptions.SoSessionException: no, sign-in/soap-fault"
    })
    void aSoapFaultIsJudgedByItsCode(String code, String text, String failure) {
        assertThat(failure(failed(new SoapFault(text, new QName("urn:wcf", code)))))
                .isEqualTo(failure);
    }
}
