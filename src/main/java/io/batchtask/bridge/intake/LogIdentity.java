package io.batchtask.bridge.intake;

/**
 * Which log the ids topic is, as the cluster has reported.
 *
 * @param log {@code cluster/topic}, by their ids
 */
record LogIdentity(String log) {
    /** Whether it is a new log in the same cluster. In another cluster it is a copy, and offsets may be valid there. */
    boolean hasTakenThePlaceOf(String other) {
        return !log.equals(other) && cluster(log).equals(cluster(other));
    }

    private static String cluster(String log) {
        return log.substring(0, log.indexOf('/') + 1);
    }
}
