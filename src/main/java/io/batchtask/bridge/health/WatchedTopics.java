package io.batchtask.bridge.health;

import java.util.List;

/**
 * What is asked for.
 *
 * @param ids must exist
 * @param outputs may be missing for a while
 * @param session whether the brokers decide how long a member may be silent
 */
public record WatchedTopics(String ids, List<String> outputs, boolean session) {}
