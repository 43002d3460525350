package io.batchtask.bridge.management;

import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.function.Supplier;

/** The paths there are, and what may be done with each. */
final class Router {
    private final Map<String, Map<String, Handler>> paths = new TreeMap<>();

    /** Does what a request asks for, or hands out what it asks to see. */
    sealed interface Handler {
        /** Made on another thread than the event loop. */
        record Page(Function<Accepted, Answer> answer) implements Handler {}

        /** A stream of events. */
        record Stream(EventStreams streams) implements Handler {}

        /** An act, with the request's body. */
        record Act(LookUpHandler lookUp) implements Handler {}
    }

    Router page(String path, Supplier<Answer> answer) {
        return page(path, accepted -> answer.get());
    }

    /** @param answer for a client that can read that */
    Router page(String path, Function<Accepted, Answer> answer) {
        add(path, "GET", new Handler.Page(answer));
        return add(path, "HEAD", new Handler.Page(answer));
    }

    Router stream(String path, EventStreams streams) {
        return add(path, "GET", new Handler.Stream(streams));
    }

    Router act(String path, LookUpHandler lookUp) {
        return add(path, "POST", new Handler.Act(lookUp));
    }

    private Router add(String path, String method, Handler handler) {
        paths.computeIfAbsent(path, fresh -> new TreeMap<>()).put(method, handler);
        return this;
    }

    Optional<Handler> handler(String path, String method) {
        return Optional.ofNullable(paths.get(path)).map(methods -> methods.get(method));
    }

    /** Why there is no handler: no such path, or another method is wanted. */
    Answer missing(String path) {
        return Optional.ofNullable(paths.get(path))
                .map(methods -> Answer.text(405, "method not allowed")
                        .with("Allow", String.join(", ", new TreeSet<>(methods.keySet()))))
                .orElseGet(() -> Answer.text(404, "no such path"));
    }
}
