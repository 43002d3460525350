package io.batchtask.bridge.failure;

import java.util.BitSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Words that are constants of this program, {@code sign-in/wrong-credentials}: a secret that is a part of them
 * ({@code wrong}) is no reason to mask them, because they stand there whatever the secret is.
 */
final class OwnWords {
    /** Codes that stand behind a class, as far as they consist of words a secret may be. */
    private static final String CODES = "(?:wrong-credentials|new-ticket-refused|ticket-refused|no-ticket"
            + "|bad-security-token|private-key|tenant-closed|connect-timeout|connect-refused|connection-lost"
            + "|unknown-host|response-timeout|content-encoding|cut-answer|empty-reply|no-answer|no-reason|not-sent"
            + "|reply-too-large|record-too-large|not-soap|not-json|out-of-service|no-answer-yet)";

    private static final Pattern WORDS = Pattern.compile("(?<![\\w/-])(?:"
            + Stream.of(FailureClass.values()).map(FailureClass::word).collect(Collectors.joining("|")) + ")/" + CODES
            + "(?![\\w/-])");

    private OwnWords() {}

    /** @param hidden loses what lies within such words; what reaches beyond them belongs to a longer secret and stays */
    static void spare(String text, BitSet hidden) {
        Matcher words = WORDS.matcher(text);
        while (words.find()) {
            boolean reachesBeyond = (words.start() > 0 && hidden.get(words.start() - 1) && hidden.get(words.start()))
                    || (hidden.get(words.end() - 1) && hidden.get(words.end()));
            if (!reachesBeyond) {
                hidden.clear(words.start(), words.end());
            }
        }
    }
}
