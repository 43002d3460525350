package io.batchtask.bridge.settings;

import io.batchtask.bridge.task.DeadLetterFamily;
import io.smallrye.config.WithDefault;
import java.util.Set;

/** Dead letters. */
public interface DeadLetterSettings {
    @Doc("header sets written: native always, connect and spring on top")
    @WithDefault("native")
    Set<DeadLetterFamily> headers();
}
