package io.batchtask.bridge.replay;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.InvalidRecordException;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.InvalidTimestampException;
import org.apache.kafka.common.errors.RecordBatchTooLargeException;
import org.apache.kafka.common.errors.RecordTooLargeException;

/** How sending in a transaction fails, and what that means. */
final class SendFailure {
    private SendFailure() {}

    /**
     * Sends them, and waits for the answers.
     *
     * @param answers receives them also when it fails
     * @throws KafkaException the first failure; of one that fails at once, after it was waited for as like as not, before
     *     the next is sent
     */
    static List<RecordMetadata> sent(
            Producer<byte[], byte[]> producer,
            List<ProducerRecord<byte[], byte[]>> records,
            List<Future<RecordMetadata>> answers)
            throws InterruptedException {
        for (ProducerRecord<byte[], byte[]> record : records) {
            Future<RecordMetadata> answer = producer.send(record);
            answers.add(answer);
            if (answer.isDone()) {
                answers(List.of(answer));
            }
        }
        producer.flush();
        return answers(answers);
    }

    /** The first failure is thrown. */
    private static List<RecordMetadata> answers(List<Future<RecordMetadata>> futures) throws InterruptedException {
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

    /** For another replay that shows by what it has written, or by its membership. */
    static ReplayRefused takenOver() {
        return new ReplayRefused("a later replay has taken over; what it has not committed is the later one's");
    }
}
