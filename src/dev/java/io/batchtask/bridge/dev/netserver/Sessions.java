package io.batchtask.bridge.dev.netserver;

import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/** Who may come in: users, tickets, the application token. */
final class Sessions {
    private final Map<String, String> users =
            new ConcurrentHashMap<>(Map.of(NetServerSimulator.USER, NetServerSimulator.PASSWORD));
    private final Set<String> tickets = ConcurrentHashMap.newKeySet();
    private final AtomicInteger issued = new AtomicInteger();
    private volatile String applicationToken;

    Sessions() {
        tickets.add(NetServerSimulator.TICKET);
    }

    void user(String name, String password) {
        users.put(name, password);
    }

    void accept(String ticket) {
        tickets.add(ticket);
    }

    void requireApplicationToken(String token) {
        applicationToken = token;
    }

    boolean isUser(String name, String password) {
        return name != null && password != null && password.equals(users.get(name));
    }

    boolean isAccepted(String ticket) {
        return ticket != null && tickets.contains(ticket);
    }

    boolean isApplication(String token) {
        return applicationToken == null || applicationToken.equals(token);
    }

    String issue() {
        String ticket = "7T:c2ltdWxhdGVk" + issued.incrementAndGet() + "==";
        tickets.add(ticket);
        return ticket;
    }

    int issued() {
        return issued.get();
    }

    void expireAll() {
        tickets.clear();
    }
}
