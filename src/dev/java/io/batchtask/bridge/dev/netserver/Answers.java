package io.batchtask.bridge.dev.netserver;

import io.batchtask.bridge.dev.netserver.ScriptedAnswer.Packing;
import io.batchtask.bridge.dev.netserver.Scripts.Turn;
import java.time.Duration;
import java.util.Map;

/** The answer to a look-up, right or unusual. */
final class Answers {
    private static final String RESPONSE = "GetBatchTaskInfoResponse";
    private static final String CONTROL_CHARACTERS = "&#x1F;&#xB;&#x0;&#xFFFE;&#xD83D;&#xDE00;";
    private static final int OTHER_TASK = 999_999_937; // no test asks for it

    private Answers() {}

    /** @param extended whether Services88 is asked */
    static ScriptedAnswer lookUp(int id, Turn turn, String ticket, boolean extended) {
        SimulatedTask task = SimulatedTask.of(id, turn.age(), turn.running());
        if (extended) {
            task.extend();
        }
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
                task.trailing = (extended
                                ? ""
                                : Xml.element("FileName", "x.csv") + Xml.element("CancellationBehaviour", "CanCancel"))
                        + Xml.element("Priority", 3);
            case NIL_VALUES -> f.replaceAll((name, value) -> isText(name) || name.equals("Id") ? value : null);
            case BEYOND_INT -> f.put("AssociateId", 4_294_967_338L);
            case BEYOND_SHORT -> f.put("DetailsTable", 70_000);
            case OTHER_ID -> f.put("Id", id == 1 ? 2 : id - 1);
            case NOT_A_NUMBER -> f.put("ProgressPercent", "many");
            case BAD_DATE -> f.put("Created", "yesterday");
            case TRUE_AS_WORD -> f.put("IsSystemTask", "True");
            case CONTROL_REFERENCES,
                    BLANK_LINE_FIRST,
                    UTF_16,
                    WINDOWS_1252,
                    EMPTY_EXCEPTION_INFO,
                    STRAY_NIL,
                    STRAY_REFUSED,
                    STRAY_TASK -> {
                return unusual(task, fault);
            }
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
                    "ProgressDescription",
                    "FileName" -> true;
            default -> false;
        };
    }

    private static ScriptedAnswer found(SimulatedTask task) {
        return ScriptedAnswer.soap(envelope(null, task.xml()));
    }

    private static String envelope(String exceptionInfo, String task) {
        return Xml.envelope(
                Xml.headers(exceptionInfo, true), Xml.wrapper(RESPONSE, "<Response>" + task + "</Response>"));
    }

    /** Right answers that are put on the wire in an unusual way. */
    private static ScriptedAnswer unusual(SimulatedTask task, Fault fault) {
        ScriptedAnswer usual = found(task);
        return switch (fault) {
            case CONTROL_REFERENCES ->
                ScriptedAnswer.soap(usual.body().replace("</Description>", CONTROL_CHARACTERS + "</Description>"));
            case BLANK_LINE_FIRST ->
                ScriptedAnswer.soap("\r\n<?xml version=\"1.0\" encoding=\"utf-8\"?>" + usual.body());
            case UTF_16 -> usual.packed(Packing.UTF_16, "text/xml; charset=utf-16", Map.of());
            case WINDOWS_1252 ->
                ScriptedAnswer.soap("<?xml version=\"1.0\" encoding=\"windows-1252\"?>" + usual.body())
                        .packed(Packing.WINDOWS_1252, "text/xml", Map.of());
            case EMPTY_EXCEPTION_INFO -> ScriptedAnswer.soap(envelope("", task.xml()));
            case STRAY_NIL ->
                usual.followedBy(ScriptedAnswer.soap(
                        Xml.envelope(Xml.headers(null, true), Xml.wrapper(RESPONSE, Xml.element("Response", null)))));
            case STRAY_REFUSED -> usual.followedBy(BrokenAnswers.lookUp(task, Fault.SENTRY, null));
            case STRAY_TASK -> usual.followedBy(found(SimulatedTask.of(OTHER_TASK, Duration.ZERO, null)));
            default -> throw new IllegalArgumentException(fault + " is not put on the wire in an unusual way");
        };
    }

    /** The caller is not signed in: its ticket is missing, unknown or expired. */
    static ScriptedAnswer session(Fault how) {
        return BrokenAnswers.lookUp(SimulatedTask.of(1, Duration.ZERO, null), how, null);
    }

    /** The application token is missing or wrong. */
    static ScriptedAnswer application() {
        return BrokenAnswers.lookUp(SimulatedTask.of(1, Duration.ZERO, null), Fault.ILLEGAL_OPERATION, null);
    }
}
