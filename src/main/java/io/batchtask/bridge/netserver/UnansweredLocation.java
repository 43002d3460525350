package io.batchtask.bridge.netserver;

import io.batchtask.bridge.failure.Failure;
import java.net.URI;

/**
 * The question where NetServer is was not answered.
 *
 * @param asked the address that was asked
 * @param reason why there was no answer
 */
public record UnansweredLocation(URI asked, Failure reason) {}
