package io.batchtask.bridge.netserver;

import io.batchtask.bridge.failure.Causes;
import io.batchtask.bridge.failure.Excerpt;
import io.batchtask.bridge.failure.Failure;
import io.batchtask.bridge.http.TransportFailure;
import io.batchtask.bridge.netserver.AnswerHeaders.ServerException;
import io.batchtask.bridge.netserver.contract.BatchTaskInfo;
import io.batchtask.bridge.netserver.contract.GetBatchTaskInfoResponse;
import java.time.DateTimeException;
import java.time.ZoneId;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.apache.camel.Exchange;
import org.apache.cxf.binding.soap.SoapFault;
import org.apache.cxf.headers.Header;
import org.apache.cxf.message.MessageContentsList;

/**
 * Judges a finished call. HTTP 200 says nothing: success is {@code Succeeded} true and no ExceptionInfo and, for a
 * look-up, the id that was asked for.
 */
final class Replies {
    private static final Set<String> COMPLAINTS = Set.of("actionnotsupported", "deserializationfailed");
    private static final int LONGEST_REASON = 500;

    private final ServerErrors errors;
    private final ZoneId baseZone;

    Replies(ServerErrors errors, ZoneId baseZone) {
        this.errors = errors;
        this.baseZone = baseZone;
    }

    Reply lookUp(Exchange call, SoapCall soap, int taskId) {
        Reply reply = read(call, soap, taskId);
        return reply instanceof Reply.Failed failed && isDoubtful(soap, failed.failure())
                ? new Reply.Failed(failed.failure(), true)
                : reply;
    }

    private Reply read(Exchange call, SoapCall soap, int taskId) {
        Optional<Failure> failure = failure(call, soap);
        if (failure.isPresent()) {
            return new Reply.Failed(failure.get());
        }
        Optional<GetBatchTaskInfoResponse> answer = body(call, GetBatchTaskInfoResponse.class);
        if (answer.isEmpty()) { // says nothing of the task, so not that it is gone either
            return new Reply.Failed(new Failure.Unavailable("no-answer", "an empty answer for task " + taskId));
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
                        Reply.OTHER_ID, "asked for task " + taskId + ", answered with task " + task.getId()));
            }
            return new Reply.Found(TaskMapping.map(task, baseZone, soap.answeredBy()));
        } catch (DateTimeException noDate) {
            return new Reply.Failed(new Failure.Contract("unreadable", "a date of task " + taskId + " cannot be read"));
        } catch (ArithmeticException tooLarge) {
            return new Reply.Failed(
                    new Failure.Contract("unreadable", "a number of task " + taskId + " is out of range"));
        } catch (UnreadableValue word) {
            return new Reply.Failed(
                    new Failure.Contract("unreadable", "a value of task " + taskId + " is " + word.getMessage()));
        }
    }

    /**
     * Whether that answer may be meant for another call: it ends a record without naming its task, and came on a
     * connection where a former call may have left it behind; or it names another task.
     */
    private static boolean isDoubtful(SoapCall soap, Failure failure) {
        return (failure instanceof Failure.NotFound
                        || failure instanceof Failure.Refused
                        || failure instanceof Failure.Contract)
                && (failure.code().equals(Reply.OTHER_ID) || soap.mayBeAnothers());
    }

    /** The answer's only body part, when it is of that type. */
    static <T> Optional<T> body(Exchange call, Class<T> type) {
        Object body = call.getMessage().getBody();
        Object first = body instanceof MessageContentsList list && !list.isEmpty() ? list.get(0) : body;
        return type.isInstance(first) ? Optional.of(type.cast(first)) : Optional.empty();
    }

    private static boolean isEmpty(Exchange call) {
        Object body = call.getMessage().getBody();
        return body instanceof MessageContentsList list ? list.stream().allMatch(Objects::isNull) : body == null;
    }

    /** What went wrong with that call, whichever channel says so; empty when it succeeded. */
    Optional<Failure> failure(Exchange call, SoapCall soap) {
        if (call.getException() != null) {
            return Optional.of(thrown(call, soap));
        }
        List<?> raw = call.getMessage().getHeader(Header.HEADER_LIST, List.class);
        AnswerHeaders headers = AnswerHeaders.read(raw == null ? List.of() : raw);
        Optional<Boolean> succeeded = headers.succeeded();
        if (headers.exceptions().isEmpty()) {
            if (succeeded.isEmpty()) {
                return Optional.of(
                        isEmpty(call)
                                ? new Failure.Unavailable("no-answer", "an envelope with nothing in it")
                                : new Failure.Contract("no-succeeded", "the answer does not say whether it succeeded"));
            }
            return succeeded.get()
                    ? Optional.empty()
                    : Optional.of(new Failure.Unavailable("no-reason", "NetServer failed and gave no reason"));
        }
        // An exception says enough by itself, as the vendor's own clients take it; only "true" contradicts it. But a
        // session that is over concerns all calls, and a new ticket settles it.
        Failure failure = errors.classify(headers.exceptions());
        return Optional.of(
                succeeded.orElse(false) && !(failure instanceof Failure.SignIn)
                        ? new Failure.Contract("succeeded-with-exception", "success and an exception in one answer")
                        : failure);
    }

    /**
     * Only a value that cannot be read says something about the task. Whatever broke before an answer was there is
     * ours, and so is what the machine ran out of.
     */
    private Failure thrown(Exchange call, SoapCall soap) {
        Exception exception = call.getException();
        TransportFailure classified = cause(exception, TransportFailure.class);
        if (classified != null) {
            return classified.failure();
        }
        Error error = cause(exception, Error.class);
        if (error != null) {
            return new Failure.Unavailable(
                    "internal", "the call broke: " + error.getClass().getSimpleName());
        }
        if (!soap.isAnswered()) {
            return new Failure.Unavailable("not-sent", "the call could not be made: " + reason(exception));
        }
        if (exception instanceof SoapFault fault && fault.getCause() == null) {
            return fault(fault);
        }
        UnreadableValue value = cause(exception, UnreadableValue.class);
        return value == null
                ? new Failure.Unavailable("unreadable", "the answer cannot be read: " + reason(exception))
                : new Failure.Contract("unreadable", "a value cannot be read: " + value.getMessage());
    }

    private static <T extends Throwable> T cause(Throwable thrown, Class<T> type) {
        for (Throwable cause = thrown; cause != null; cause = cause.getCause()) {
            if (type.isInstance(cause)) {
                return type.cast(cause);
            }
        }
        return null;
    }

    private static String reason(Throwable thrown) {
        return Excerpt.of(Causes.explain(thrown), LONGEST_REASON);
    }

    /**
     * The contract declares no fault, so one means that WCF itself objects. What its dispatcher says of the request it
     * would say again; {@code Client} is what it writes when it does not say who is to blame, so that and anything else
     * may pass.
     */
    private Failure fault(SoapFault fault) {
        String text = fault.getReason() == null ? "" : Excerpt.of(fault.getReason());
        String code = fault.getFaultCode().getLocalPart();
        String subCode = fault.getSubCode() == null ? "" : fault.getSubCode().getLocalPart();
        if (text.contains(ServerException.AUTHENTICATION_FAILED) || text.contains("SoSessionException")) {
            return new Failure.SignIn("soap-fault", text);
        }
        String described = Excerpt.of(code, LONGEST_REASON) + ": " + text;
        return Stream.of(code, subCode)
                        .map(word -> word.toLowerCase(Locale.ROOT))
                        .anyMatch(COMPLAINTS::contains)
                ? new Failure.Contract("soap-fault", described)
                : errors.classify(List.of(new ServerException(Reply.SOAP_FAULT, described)));
    }
}
