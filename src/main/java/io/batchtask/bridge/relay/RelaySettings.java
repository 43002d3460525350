package io.batchtask.bridge.relay;

import io.batchtask.bridge.calls.CallSettings;
import io.batchtask.bridge.task.DeadLetterFamily;
import io.batchtask.bridge.task.EventFormat;
import io.batchtask.bridge.task.Mask;
import io.batchtask.bridge.task.NotFoundPolicy;
import java.util.Set;

/**
 * What the relay needs to know, in its own words.
 *
 * @param calls how NetServer is called
 * @param format of events
 * @param notFound what becomes of a request for a task NetServer does not have
 * @param tenant part of the events' source; empty text on site
 * @param schemaBase what stands before a schema's file name in events
 * @param mask what is left out of events
 * @param deadLetterHeaders families of headers a dead letter gets
 * @param version of this program, for dead letters
 */
public record RelaySettings(
        CallSettings calls,
        EventFormat format,
        NotFoundPolicy notFound,
        String tenant,
        String schemaBase,
        Mask mask,
        Set<DeadLetterFamily> deadLetterHeaders,
        String version) {}
