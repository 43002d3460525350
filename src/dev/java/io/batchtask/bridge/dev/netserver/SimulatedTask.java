package io.batchtask.bridge.dev.netserver;

import java.time.Duration;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * One task. What it is follows from its id alone, so the same id is always answered with the same bytes, unless it was
 * set to move through its states with time.
 */
final class SimulatedTask {
    private static final List<String> NAMES = List.of("BulkUpdate", "ImportPersons", "ExportArchive", "MailMerge");
    private static final List<String> CANCELLATION = List.of("CanCancel", "CancelWithWarning", "CannotCancel");
    private static final String NEVER = "0001-01-01T00:00:00";
    private static final LocalDateTime EPOCH = LocalDateTime.of(2021, 3, 25, 21, 35, 3);
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss");

    final Map<String, Object> fields = new LinkedHashMap<>();
    Map<String, String> parameters = new LinkedHashMap<>();
    String trailing = "";

    private SimulatedTask() {}

    static SimulatedTask of(int id, Duration age, Duration running) {
        SimulatedTask task = new SimulatedTask();
        LocalDateTime created = EPOCH.plusMinutes(id % 500_000);
        int percent = running == null ? 42 : percent(age, running);
        String state = running == null ? "Started" : percent < 0 ? "New" : percent >= 100 ? "Succeeded" : "Started";
        int shown = Math.max(0, Math.min(100, percent));
        task.parameters.put("SelectionId", String.valueOf(id));
        task.parameters.put("Mode", id % 2 == 0 ? "Delta" : "Full");
        Map<String, Object> f = task.fields;
        f.put("Id", id);
        f.put("Name", NAMES.get(id % NAMES.size()));
        f.put("AssociateId", id % 97);
        f.put("DetailsTable", 5);
        f.put("DetailsRecord", 1000 + id % 1000);
        f.put("IsSystemTask", id % 97 == 0);
        f.put("IsInternalTask", false);
        f.put("ParameterObject", "");
        f.put(
                "LastStarted",
                state.equals("New") ? NEVER : created.plusMinutes(1).format(TIME));
        f.put("Created", created.format(TIME));
        f.put("StartCount", state.equals("New") ? 0 : 1);
        f.put("DatabaseSerialNumber", "1133445566");
        f.put("Context", "Cust12345");
        f.put("Result", "");
        f.put("State", state);
        f.put("Description", "Task " + id + " – ærlig & <prøvd>");
        f.put("Response", shown == 100 ? "done" : null);
        f.put("Request", "<request id=\"" + id + "\"/>");
        f.put("ProgressDescription", shown == 100 ? "finished" : state.equals("New") ? "waiting" : "working");
        f.put("ProgressPercent", shown);
        return task;
    }

    /** What Services88 says besides. */
    void extend() {
        int id = (int) fields.get("Id");
        fields.put("FileName", fields.get("Name").equals("ExportArchive") ? "export-" + id + ".csv" : null);
        fields.put("CancellationBehaviour", CANCELLATION.get(id % CANCELLATION.size()));
    }

    private static int percent(Duration age, Duration running) {
        return (int) Math.min(200, age.toMillis() * 110 / Math.max(1, running.toMillis())) - 5;
    }

    String xml() {
        StringBuilder xml = new StringBuilder(Xml.element("TableRight", null) + Xml.element("FieldProperties", null));
        fields.forEach((name, value) -> xml.append(
                name.equals("ParameterObject") ? Xml.dictionary(name, parameters) : Xml.element(name, value)));
        return xml.append(trailing).toString();
    }

    /** A carrier left empty. */
    static String blank() {
        SimulatedTask task = of(1, Duration.ZERO, null);
        task.parameters = null;
        task.fields.replaceAll((name, value) -> switch (name) {
            case "Id", "AssociateId", "DetailsTable", "DetailsRecord", "StartCount", "ProgressPercent" -> 0;
            case "IsSystemTask", "IsInternalTask" -> false;
            case "LastStarted", "Created" -> NEVER;
            case "State" -> "Unknown";
            default -> null;
        });
        return task.xml();
    }
}
