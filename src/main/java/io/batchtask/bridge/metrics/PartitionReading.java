package io.batchtask.bridge.metrics;

import io.batchtask.bridge.intake.PartitionProgress;
import java.util.OptionalLong;

/**
 * How far the work on a partition has come.
 *
 * @param lag records not finished yet, unread ones included; empty while the end is not known
 */
public record PartitionReading(PartitionProgress progress, OptionalLong lag) {}
