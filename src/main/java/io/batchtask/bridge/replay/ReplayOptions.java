package io.batchtask.bridge.replay;

import java.util.Optional;

/**
 * What is asked for.
 *
 * @param max at most so many are sent back; {@link Long#MAX_VALUE} is no limit
 * @param rate at most so many a second; 0 is no limit
 * @param canary so many are sent first, and the others only when none of those failed again; 0 is none
 * @param maxReplays a letter that has been sent back so often is left alone
 * @param again also those that have been sent back
 * @param dryRun counts, sends nothing, writes nothing, creates nothing
 * @param to sent there instead of the topic they came from, wherever that is
 * @param by who asks, {@code user@host}
 */
public record ReplayOptions(
        LetterFilter filter,
        long max,
        int rate,
        int canary,
        int maxReplays,
        boolean again,
        boolean dryRun,
        Optional<String> to,
        String by) {}
