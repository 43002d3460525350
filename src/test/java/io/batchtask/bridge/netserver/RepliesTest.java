package io.batchtask.bridge.netserver;

import static org.assertj.core.api.Assertions.assertThat;

import io.batchtask.bridge.failure.Failure;
import io.batchtask.bridge.netserver.contract.BatchTaskInfo;
import io.batchtask.bridge.netserver.contract.GetBatchTaskInfoResponse;
import java.time.ZoneOffset;
import javax.xml.namespace.QName;
import org.apache.camel.Exchange;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.DefaultExchange;
import org.apache.cxf.binding.soap.SoapFault;
import org.apache.cxf.headers.Header;
import org.apache.cxf.interceptor.Fault;
import org.apache.cxf.message.MessageContentsList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RepliesTest {
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

    private static Exchange failed(Exception cause) {
        Exchange call = new DefaultExchange(CAMEL);
        call.setException(cause);
        return call;
    }

    private static BatchTaskInfo task(Number id) {
        BatchTaskInfo task = new BatchTaskInfo();
        task.setId(id == null ? null : id.longValue());
        return task;
    }

    private static Reply reply(Exchange call) {
        return new Replies(new ServerErrors(ErrorRules.NONE), ZoneOffset.UTC).lookUp(call, 4711);
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
        Exchange empty = answered(SUCCEEDED, null);
        empty.getMessage().setBody(new MessageContentsList());
        assertThat(failure(empty)).isEqualTo("contract/no-answer");
        empty.getMessage().setBody(null);
        assertThat(failure(empty)).isEqualTo("contract/no-answer");
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
        assertThat(failure(answered(SUCCEEDED + "<h:ExceptionInfo/>", task(4711))))
                .isEqualTo("contract/succeeded-with-exception");
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
        CallFailed cause = new CallFailed(new Failure.Unavailable("connect-refused", "nobody there"));
        assertThat(failure(failed(cause))).isEqualTo("unavailable/connect-refused");
        assertThat(failure(failed(new Fault(new RuntimeException(cause))))).isEqualTo("unavailable/connect-refused");
    }

    @Test
    void whatCxfCannotReadIsAgainstTheContract() {
        assertThat(failure(failed(new Fault(new IllegalStateException("unexpected element")))))
                .isEqualTo("contract/unreadable");
    }

    @ParameterizedTest
    @CsvSource({
        "ActionNotSupported, no such action, contract/soap-fault",
        "DeserializationFailed, the formatter threw, contract/soap-fault",
        "Client, bad request, contract/soap-fault",
        "VersionMismatch, SOAP 1.2, contract/soap-fault",
        "MustUnderstand, no idea, contract/soap-fault",
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
