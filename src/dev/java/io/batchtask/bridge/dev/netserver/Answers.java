package io.batchtask.bridge.dev.netserver;

import io.batchtask.bridge.dev.netserver.Scripts.Turn;
import java.time.Duration;
import java.util.Map;

/** The answer to a look-up, right or unusual. */
final class Answers {
    private static final String RESPONSE = "GetBatchTaskInfoResponse";

    private Answers() {}

    static Answer lookUp(int id, Turn turn, String ticket) {
        SimulatedTask task = SimulatedTask.of(id, turn.age(), turn.running());
        Fault fault = turn.fault();
        if (fault == null || fault == Fault.SLOW) {
            return found(task);
        }
        Map<String, Object> f = task.fields;
        switch (fault) {
            case NIL_STRINGS -> f.replaceAll((name, value) -> value instanceof String && isText(name) ? null : value);
            case EMPTY_STRINGS -> f.replaceAll((name, value) -> isText(name) ? "" : value);
            case LONG_STRINGS -> f.put("Description", "ø€😀".repeat(63) + "zz");
            case NIL_DICTIONARY_VALUE -> task.parameters.put("Nothing", null);
            case NEVER_STARTED -> f.put("LastStarted", "0001-01-01T00:00:00");
            case NEVER_STARTED_1760 -> f.put("LastStarted", "1760-01-01T00:00:00");
            case DATE_WITH_Z -> f.put("LastStarted", "2021-07-01T10:00:00Z");
            case DATE_WITH_OFFSET -> f.put("LastStarted", "2021-07-01T12:00:00+02:00");
            case DATE_WITH_FRACTION -> f.put("LastStarted", "2021-07-01T10:00:00.4593434");
            case STATE_AQUIRED -> f.put("State", "Aquired");
            case STATE_MANUAL_CLEANUP -> f.put("State", "SucceededManualCleanup");
            case STATE_UNKNOWN_WORD -> f.put("State", "Hibernating");
            case EXTRA_ELEMENTS ->
                task.trailing =
                        Xml.element("FileName", "export.xlsx") + Xml.element("CancellationBehaviour", "CanCancel");
            case NIL_VALUES -> f.replaceAll((name, value) -> isText(name) || name.equals("Id") ? value : null);
            case BEYOND_INT -> f.put("AssociateId", 4_294_967_338L);
            case BEYOND_SHORT -> f.put("DetailsTable", 70_000);
            case OTHER_ID -> f.put("Id", id == 1 ? 2 : id - 1);
            case NOT_A_NUMBER -> f.put("ProgressPercent", "many");
            case BAD_DATE -> f.put("Created", "yesterday");
            default -> {
                return BrokenAnswers.lookUp(task, fault, ticket);
            }
        }
        return found(task);
    }

    private static boolean isText(String name) {
        return switch (name) {
            case "Name",
                    "DatabaseSerialNumber",
                    "Context",
                    "Result",
                    "Description",
                    "Response",
                    "Request",
                    "ProgressDescription" -> true;
            default -> false;
        };
    }

    private static Answer found(SimulatedTask task) {
        return Answer.soap(Xml.envelope(
                Xml.headers(null, true), Xml.wrapper(RESPONSE, "<Response>" + task.xml() + "</Response>")));
    }

    /** The caller is nobody: its ticket is missing, unknown or expired. */
    static Answer session() {
        return BrokenAnswers.lookUp(SimulatedTask.of(1, Duration.ZERO, null), Fault.SESSION, null);
    }

    /** The application token is missing or wrong. */
    static Answer application() {
        return BrokenAnswers.lookUp(SimulatedTask.of(1, Duration.ZERO, null), Fault.ILLEGAL_OPERATION, null);
    }
}
