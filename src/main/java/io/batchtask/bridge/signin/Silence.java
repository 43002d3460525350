package io.batchtask.bridge.signin;

import io.batchtask.bridge.failure.Failure;
import java.time.Duration;

/**
 * There is no ticket because signing in is not answered: no fault of the credentials.
 *
 * @param lasts since the first time it was not
 */
public record Silence(Failure reason, Duration lasts) {}
