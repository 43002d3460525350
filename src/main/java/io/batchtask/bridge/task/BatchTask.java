package io.batchtask.bridge.task;

import java.lang.reflect.RecordComponent;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What NetServer says about one batch task, in the order of its contract. Absent and nil are {@code null}; an empty
 * text stays empty. Times are UTC instants; {@code null} where NetServer means "never".
 *
 * @param state the wire's own word, also one that this version does not know ({@code Aquired} is the vendor's spelling)
 * @param parameterObject in wire order; values may be null
 * @param progressPercent percent of the estimated total
 * @param extension what Services88 alone says of a task; empty when another service version was asked
 */
public record BatchTask(
        int id,
        String name,
        Integer associateId,
        Integer detailsTable,
        Integer detailsRecord,
        Boolean isSystemTask,
        Boolean isInternalTask,
        Map<String, String> parameterObject,
        Instant lastStarted,
        Instant created,
        Integer startCount,
        String databaseSerialNumber,
        String context,
        String result,
        String state,
        String description,
        String response,
        String request,
        String progressDescription,
        Integer progressPercent,
        Optional<Extension> extension) {
    /** The names of all fields, in order: the vendor's, in camelCase. The only list of them. */
    public static final List<String> FIELDS = Stream.of(BatchTask.class, Extension.class)
            .flatMap(part -> Stream.of(part.getRecordComponents()))
            .filter(component -> component.getType() != Optional.class)
            .map(RecordComponent::getName)
            .toList();

    /**
     * What Services88 says besides, in its order.
     *
     * @param fileName of what an export has written
     * @param cancellationBehaviour the wire's own word for what a cancellation would do, also one that this version does
     *     not know
     */
    public record Extension(String fileName, String cancellationBehaviour) {}
}
