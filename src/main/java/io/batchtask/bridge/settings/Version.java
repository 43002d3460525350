package io.batchtask.bridge.settings;

import java.util.Optional;

/** The version of this program. */
public final class Version {
    private Version() {}

    /** As in the jar's manifest; {@code development} when run from class files. */
    public static String current() {
        return Optional.ofNullable(Version.class.getPackage().getImplementationVersion())
                .orElse("development");
    }
}
