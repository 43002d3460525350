package io.batchtask.bridge.bench;

/**
 * One measured run.
 *
 * @param latencyMillis what the simulator takes for each call
 * @param slots calls allowed at once
 * @param events events counted, after the warm-up
 * @param perSecond events a second
 * @param ceiling slots ÷ latency
 * @param busySlots calls under way at the simulator, on average
 * @param tookMillis what a call really took there, on average: busy slots ÷ calls a second
 * @param processorMicros processor time of the bridge for each event
 * @param bridgeCores processors the bridge used, on average
 * @param busyCores processors the whole machine used, simulator and broker included, on average
 * @param cores processors the machine has
 * @param threads threads of the bridge process
 */
record Run(
        int partitions,
        int slots,
        long latencyMillis,
        int events,
        double perSecond,
        double ceiling,
        double ratio,
        double busySlots,
        double tookMillis,
        double processorMicros,
        double bridgeCores,
        double busyCores,
        int cores,
        int threads) {
    @Override
    public String toString() {
        return String.format(
                java.util.Locale.ROOT,
                "%d partitions %4d slots %4d ms  %7.0f/s of %7.0f/s  ratio %.3f  busy %5.1f  took %5.1f ms  %4.0f µs/event  cores %.2f, with all else %.2f of %d  %d threads",
                partitions,
                slots,
                latencyMillis,
                perSecond,
                ceiling,
                ratio,
                busySlots,
                tookMillis,
                processorMicros,
                bridgeCores,
                busyCores,
                cores,
                threads);
    }
}
