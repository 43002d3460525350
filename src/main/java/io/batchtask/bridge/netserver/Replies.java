package io.batchtask.bridge.netserver;

import io.batchtask.bridge.failure.Failure;
import io.batchtask.bridge.netserver.AnswerHeaders.ServerException;
import io.batchtask.bridge.netserver.contract.BatchTaskInfo;
import io.batchtask.bridge.netserver.contract.GetBatchTaskInfoResponse;
import java.time.DateTimeException;
import java.time.ZoneId;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.apache.camel.Exchange;
import org.apache.cxf.binding.soap.SoapFault;
import org.apache.cxf.headers.Header;
import org.apache.cxf.message.MessageContentsList;

/**
 * Judges a finished call. HTTP 200 says nothing: success is {@code Succeeded} true and no ExceptionInfo and, for a
 * look-up, the id that was asked for.
 */
final class Replies {
    private final ServerErrors errors;
    private final ZoneId baseZone;

    Replies(ServerErrors errors, ZoneId baseZone) {
        this.errors = errors;
        this.baseZone = baseZone;
    }

    Reply lookUp(Exchange call, int taskId) {
        Optional<Failure> failure = failure(call);
        if (failure.isPresent()) {
            return new Reply.Failed(failure.get());
        }
        Optional<GetBatchTaskInfoResponse> answer = body(call, GetBatchTaskInfoResponse.class);
        if (answer.isEmpty()) { // says nothing of the task, so not that it is gone either
            return new Reply.Failed(new Failure.Contract("no-answer", "an empty answer for task " + taskId));
        }
        BatchTaskInfo task = answer.get().getResponse();
        if (task == null) {
            return new Reply.Failed(new Failure.NotFound("nil-response", "NetServer has no task " + taskId));
        }
        if (task.getId() == null || task.getId() == 0) {
            return new Reply.Failed(new Failure.NotFound("blank-carrier", "NetServer has no task " + taskId));
        }
        try {
            if (Math.toIntExact(task.getId()) != taskId) {
                return new Reply.Failed(new Failure.Contract(
                        "other-id", "asked for task " + taskId + ", answered with task " + task.getId()));
            }
            return new Reply.Found(TaskMapping.map(task, baseZone));
        } catch (DateTimeException noDate) {
            return new Reply.Failed(new Failure.Contract("unreadable", "a date of task " + taskId + " cannot be read"));
        } catch (ArithmeticException tooLarge) {
            return new Reply.Failed(
                    new Failure.Contract("unreadable", "a number of task " + taskId + " is out of range"));
        }
    }

    /** The answer's only body part, when it is of that type. */
    static <T> Optional<T> body(Exchange call, Class<T> type) {
        Object body = call.getMessage().getBody();
        Object first = body instanceof MessageContentsList list && !list.isEmpty() ? list.get(0) : body;
        return type.isInstance(first) ? Optional.of(type.cast(first)) : Optional.empty();
    }

    /** What went wrong with that call, whichever channel says so; empty when it succeeded. */
    Optional<Failure> failure(Exchange call) {
        if (call.getException() != null) {
            return Optional.of(thrown(call.getException()));
        }
        List<?> raw = call.getMessage().getHeader(Header.HEADER_LIST, List.class);
        AnswerHeaders headers = AnswerHeaders.read(raw == null ? List.of() : raw);
        Optional<Boolean> succeeded = headers.succeeded();
        if (headers.exceptions().isEmpty()) {
            if (succeeded.isEmpty()) {
                return Optional.of(
                        new Failure.Contract("no-succeeded", "the answer does not say whether it succeeded"));
            }
            return succeeded.get()
                    ? Optional.empty()
                    : Optional.of(new Failure.Unavailable("no-reason", "NetServer failed and gave no reason"));
        }
        // An exception says enough by itself, as the vendor's own clients take it; only "true" contradicts it.
        return Optional.of(
                succeeded.orElse(false)
                        ? new Failure.Contract("succeeded-with-exception", "success and an exception in one answer")
                        : errors.classify(headers.exceptions()));
    }

    /** The whole answer is in memory before CXF reads it, so what CXF throws is about content, never about I/O. */
    private Failure thrown(Throwable exception) {
        Failure unreadable = new Failure.Contract("unreadable", "the answer cannot be read as the contract's XML");
        if (exception instanceof SoapFault fault && fault.getCause() == null) {
            return fault(fault);
        }
        return CallFailed.in(exception, unreadable);
    }

    /**
     * The contract declares no fault, so one means that WCF itself objects. A complaint about the request would come
     * again; anything else may pass.
     */
    private Failure fault(SoapFault fault) {
        String text = fault.getReason() == null ? "" : fault.getReason();
        String code = fault.getFaultCode().getLocalPart();
        String subCode = fault.getSubCode() == null ? "" : fault.getSubCode().getLocalPart();
        String all = (code + " " + subCode).toLowerCase(Locale.ROOT);
        if (text.startsWith("Authentication failed") || text.contains("SoSessionException")) {
            return new Failure.SignIn("soap-fault", text);
        }
        if (all.contains("actionnotsupported")
                || all.contains("deserializationfailed")
                || all.contains("client")
                || all.contains("versionmismatch")
                || all.contains("mustunderstand")) {
            return new Failure.Contract("soap-fault", code + ": " + text);
        }
        return errors.classify(List.of(new ServerException(Reply.SOAP_FAULT, code + ": " + text)));
    }
}
