package io.batchtask.bridge.replay;

import io.batchtask.bridge.failure.Causes;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.InvalidRecordException;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.InvalidProducerEpochException;
import org.apache.kafka.common.errors.InvalidTimestampException;
import org.apache.kafka.common.errors.ProducerFencedException;
import org.apache.kafka.common.errors.RecordBatchTooLargeException;
import org.apache.kafka.common.errors.RecordTooLargeException;

/** What a failure of a transactional producer means. */
final class SendFailure {
    private SendFailure() {}

    /** The answers to what was sent; the first failure is thrown. */
    static List<RecordMetadata> answers(List<Future<RecordMetadata>> futures) throws InterruptedException {
        List<RecordMetadata> all = new ArrayList<>();
        for (Future<RecordMetadata> future : futures) {
            try {
                all.add(future.get());
            } catch (ExecutionException failed) {
                throw failed.getCause() instanceof KafkaException reason
                        ? reason
                        : new KafkaException(failed.getCause());
            }
        }
        return all;
    }

    /** Why a record is not accepted; empty when the failure says nothing about records. */
    static Optional<KafkaException> refusal(KafkaException failed, List<Future<RecordMetadata>> futures)
            throws InterruptedException {
        List<Throwable> failures = new ArrayList<>(List.of(failed));
        for (Future<RecordMetadata> future : futures) {
            if (future.isDone()) { // the others would be waited for
                try {
                    future.get();
                } catch (ExecutionException reason) {
                    failures.add(reason.getCause());
                }
            }
        }
        return failures.stream()
                .flatMap(SendFailure::causes)
                .filter(SendFailure::isOfARecord)
                .map(KafkaException.class::cast)
                .findFirst();
    }

    private static Stream<Throwable> causes(Throwable failed) {
        return Stream.iterate(failed, cause -> cause != null, Throwable::getCause);
    }

    private static boolean isOfARecord(Throwable cause) {
        return cause instanceof RecordTooLargeException
                || cause instanceof RecordBatchTooLargeException
                || cause instanceof InvalidRecordException
                || cause instanceof InvalidTimestampException;
    }

    /**
     * The failure, which may pass.
     *
     * @throws ReplayRefused if it is that another replay has begun
     */
    static KafkaException notFenced(KafkaException failed) throws ReplayRefused {
        boolean fenced = causes(failed)
                .anyMatch(cause ->
                        cause instanceof ProducerFencedException || cause instanceof InvalidProducerEpochException);
        if (fenced) {
            throw takenOver(" (" + Causes.explain(failed) + ")", failed);
        }
        return failed;
    }

    /** For another replay that shows by what it has written, or by its membership. */
    static ReplayRefused takenOver() {
        return takenOver("", null);
    }

    private static ReplayRefused takenOver(String detail, KafkaException cause) {
        return new ReplayRefused(
                "a later replay has taken over; what it has not committed is the later one's" + detail, cause);
    }
}
