package io.batchtask.bridge.dev.netserver;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/** Who may come in: users, tickets, the application token. */
final class Sessions {
    private final Map<String, String> users =
            new ConcurrentHashMap<>(Map.of(NetServerSimulator.USER, NetServerSimulator.PASSWORD));
    private final Map<String, Long> tickets = new ConcurrentHashMap<>(); // with the time of their last use
    private final AtomicInteger issued = new AtomicInteger();
    private volatile String applicationToken;
    private volatile Duration life = Duration.ofHours(6);

    Sessions() {
        accept(NetServerSimulator.TICKET);
    }

    void user(String name, String password) {
        users.put(name, password);
    }

    void accept(String ticket) {
        tickets.put(ticket, System.nanoTime());
    }

    void life(Duration idle) {
        life = idle;
    }

    void requireApplicationToken(String token) {
        applicationToken = token;
    }

    boolean isUser(String name, String password) {
        return name != null && password != null && password.equals(users.get(name));
    }

    /** Each use starts a ticket's life anew. */
    boolean isAccepted(String ticket) {
        long now = System.nanoTime();
        return ticket != null
                && tickets.computeIfPresent(ticket, (same, used) -> now - used > life.toNanos() ? null : now) != null;
    }

    /** No ticket there is would be accepted any more. */
    boolean allLapsed() {
        long now = System.nanoTime();
        return tickets.values().stream().allMatch(used -> now - used > life.toNanos());
    }

    boolean isApplication(String token) {
        return applicationToken == null || applicationToken.equals(token);
    }

    String issue() {
        String ticket = "7T:c2ltdWxhdGVk" + issued.incrementAndGet() + "==";
        accept(ticket);
        return ticket;
    }

    int issued() {
        return issued.get();
    }

    void expireAll() {
        tickets.clear();
    }
}
