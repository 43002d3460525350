package io.batchtask.bridge.settings;

import io.smallrye.config.WithDefault;
import java.util.Set;

/** Dead letters. */
public interface DeadLetterSettings {
    @Doc("header sets written: native always, connect and spring on top")
    @WithDefault("native")
    Set<HeaderFamily> headers();

    /** Header sets of a dead letter. */
    enum HeaderFamily {
        NATIVE,
        CONNECT,
        SPRING
    }
}
