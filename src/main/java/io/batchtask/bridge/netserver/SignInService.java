package io.batchtask.bridge.netserver;

import io.batchtask.bridge.failure.Failure;
import io.batchtask.bridge.failure.SignInRefused;
import io.batchtask.bridge.netserver.contract.AuthenticateResponse;
import io.batchtask.bridge.netserver.contract.AuthenticateUsernamePassword;
import io.batchtask.bridge.netserver.contract.AuthenticateWithAccessToken;
import io.batchtask.bridge.netserver.contract.GetSystemInfo;
import io.batchtask.bridge.netserver.contract.GetSystemInfoResponse;
import io.batchtask.bridge.netserver.contract.SoCredentials;
import io.batchtask.bridge.netserver.contract.SoSystemInfoCarrier;
import io.batchtask.bridge.traces.CallSpan;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import org.apache.camel.Exchange;

/** The calls of SoPrincipal.svc: they need no ticket, and hand one out. */
public final class SignInService {
    private final CallRoute route;
    private final SoapCalls calls;
    private final Replies replies;
    private final Function<Operation, CallSpan> spans;

    SignInService(CallRoute route, SoapCalls calls, Replies replies, Function<Operation, CallSpan> spans) {
        this.route = route;
        this.calls = calls;
        this.replies = replies;
        this.spans = spans;
    }

    /**
     * Signs in with a name and a password.
     *
     * @return the ticket; fails with {@link SignInRefused} when NetServer says no or cannot be asked
     */
    public CompletableFuture<String> authenticate(String userName, String password) {
        AuthenticateUsernamePassword body = new AuthenticateUsernamePassword();
        body.setUserName(userName);
        body.setPassword(password);
        return send(Operation.AUTHENTICATE_USERNAME_PASSWORD, body, this::ticket);
    }

    /**
     * Exchanges an OAuth access token for a ticket.
     *
     * @return the ticket; fails with {@link SignInRefused} when NetServer says no or cannot be asked
     */
    public CompletableFuture<String> authenticate(String accessToken) {
        AuthenticateWithAccessToken body = new AuthenticateWithAccessToken();
        body.setAccessToken(accessToken);
        return send(Operation.AUTHENTICATE_WITH_ACCESS_TOKEN, body, this::ticket);
    }

    /**
     * Asks for the version.
     *
     * @return a line about the server's version; fails with {@link SignInRefused} carrying the reason
     */
    public CompletableFuture<String> systemInfo() {
        return send(
                Operation.GET_SYSTEM_INFO, new GetSystemInfo(), call -> Replies.body(call, GetSystemInfoResponse.class)
                        .map(GetSystemInfoResponse::getSystemInfo)
                        .map(SignInService::describe)
                        .orElse("no system information"));
    }

    private static String describe(SoSystemInfoCarrier info) {
        return "NetServer " + Optional.ofNullable(info.getFileVersion()).orElse("of unknown version") + ", "
                + Optional.ofNullable(info.getCompanyName()).orElse("unnamed installation");
    }

    private String ticket(Exchange call) {
        AuthenticateResponse answer = Replies.body(call, AuthenticateResponse.class)
                .orElseThrow(() -> new SignInRefused(new Failure.Unavailable("no-answer", "an empty sign-in answer")));
        if (!Boolean.TRUE.equals(succeeded(answer))) {
            throw new SignInRefused(new Failure.SignIn("wrong-credentials", "NetServer refuses this user or password"));
        }
        return Optional.ofNullable(answer.getCredentials())
                .map(SoCredentials::getTicket)
                .filter(ticket -> !ticket.isBlank()) // would only be refused, with another reason
                .orElseThrow(() -> new SignInRefused(
                        new Failure.Contract("no-ticket", "signed in, but no ticket was handed out")));
    }

    private static Boolean succeeded(AuthenticateResponse answer) {
        try {
            return WireBoolean.read(answer.getAuthenticationSucceeded());
        } catch (UnreadableValue word) {
            throw new SignInRefused(
                    new Failure.Contract("unreadable", "whether signing in succeeded is " + word.getMessage()));
        }
    }

    private <T> CompletableFuture<T> send(Operation operation, Object body, Function<Exchange, T> read) {
        CallSpan span = spans.apply(operation);
        SoapCall soap = new SoapCall(operation, false, span);
        try {
            return span.during(
                    () -> route.send(calls.prepare(route.exchange(), soap, body, Optional.empty()))
                            .thenApply(call -> read.apply(succeeded(call, soap))),
                    SignInRefused::failure);
        } catch (RuntimeException broken) {
            return CompletableFuture.failedFuture(new SignInRefused(
                    new Failure.Unavailable("not-sent", "the call could not be made: " + broken.getMessage())));
        }
    }

    private Exchange succeeded(Exchange call, SoapCall soap) {
        replies.failure(call, soap).ifPresent(failure -> {
            throw new SignInRefused(failure);
        });
        return call;
    }
}
