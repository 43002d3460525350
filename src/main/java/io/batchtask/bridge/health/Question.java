package io.batchtask.bridge.health;

/** What a prober asks of the service: whether it lives, or whether it is ready. */
public enum Question {
    ALL,
    LIVE,
    READY
}
