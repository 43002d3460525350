package io.batchtask.bridge.settings;

import static org.assertj.core.api.Assertions.assertThat;

import io.batchtask.bridge.online.Environment;
import io.batchtask.bridge.settings.NetserverSettings.SignIn;
import java.net.URI;
import java.time.Duration;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CrossChecksTest {
    private static final String NETSERVER = "batchtask.netserver.";

    @Test
    void signInWithATicketNeedsTheTicket() {
        assertThat(Given.complete().without(NETSERVER + "ticket").problems())
                .containsExactly(RequiredCredential.sentence("ticket", SignIn.TICKET));
    }

    @Test
    void signInWithAPasswordNeedsUserAndPassword() {
        assertThat(Given.complete().property(NETSERVER + "sign-in", "password").problems())
                .containsExactly(
                        RequiredCredential.sentence("password", SignIn.PASSWORD),
                        RequiredCredential.sentence("username", SignIn.PASSWORD));
    }

    @Test
    void signInWithAPasswordNeedsNoTicket() {
        Given given = Given.complete()
                .without(NETSERVER + "ticket")
                .file(NETSERVER + "sign-in", "password")
                .file(NETSERVER + "username", "somebody")
                .file(NETSERVER + "password", "hunter22");
        assertThat(given.settings().netserver().signIn()).isEqualTo(SignIn.PASSWORD);
    }

    @Test
    void signInWithAnAccessTokenNeedsOne() {
        assertThat(Given.complete()
                        .property(NETSERVER + "sign-in", "access-token")
                        .problems())
                .containsExactly(RequiredCredential.sentence("access-token", SignIn.ACCESS_TOKEN));
    }

    @Test
    void signInAsTheSystemUserNeedsAllThatIdentifiesIt() {
        assertThat(Given.complete()
                        .property(NETSERVER + "sign-in", "system-user")
                        .problems())
                .containsExactly(
                        RequiredCredential.sentence("application-token", SignIn.SYSTEM_USER),
                        RequiredCredential.sentence("system-user.environment", SignIn.SYSTEM_USER),
                        RequiredCredential.sentence("system-user.private-key", SignIn.SYSTEM_USER),
                        RequiredCredential.sentence("system-user.token", SignIn.SYSTEM_USER),
                        RequiredCredential.sentence("tenant", SignIn.SYSTEM_USER));
    }

    /** Known from the address, or asked for: never found missing later. */
    @ParameterizedTest
    @CsvSource({
        "https://eu-1.superoffice.com/Cust12345/Remote/Services86/, true",
        "https://SOD2.SuperOffice.com/Cust12345/Remote/Services86/, true",
        "https://www.online.superoffice.com/Cust12345/Remote/Services86/, false",
        "https://superoffice.com/Cust12345/Remote/Services86/, false",
        "https://crm.example.com/Remote/Services86/, false"
    })
    void theEnvironmentIsAskedForExactlyWhenTheAddressDoesNotTellIt(String url, boolean known) {
        assertThat(Environment.of(URI.create(url)).isPresent()).isEqualTo(known);
        Given given = Given.complete()
                .file(NETSERVER + "url", url)
                .file(NETSERVER + "tenant", "Cust12345")
                .file(NETSERVER + "sign-in", "system-user")
                .file(NETSERVER + "application-token", "secret")
                .file(NETSERVER + "system-user.token", "App-AbCdEf")
                .file(NETSERVER + "system-user.private-key", "a key");
        if (known) {
            assertThat(given.settings().netserver().url()).hasToString(url);
        } else {
            assertThat(given.problems())
                    .containsExactly(RequiredCredential.sentence("system-user.environment", SignIn.SYSTEM_USER));
        }
    }

    @ParameterizedTest
    @CsvSource({
        "permanent, transient, SoDbAccessException, SuperOffice.Exceptions.SoDbAccessException",
        "permanent, sign-in, SoX, SoX",
        "transient, not-found, A.SoX, B.SoX",
        "not-found, sign-in, SoX, A.SoX"
    })
    void anExceptionTypeMeansOneThing(String first, String second, String one, String other) {
        assertThat(Given.complete()
                        .file(NETSERVER + "errors." + first, "SoY, " + one)
                        .file(NETSERVER + "errors." + second, other + ", SoZ")
                        .problems())
                .containsExactly(NETSERVER + "errors." + second + " = " + other + " is in " + NETSERVER + "errors."
                        + first + " as well: a type means one thing");
    }

    @Test
    void anExceptionTypeMayBeWrittenTwiceInOneList() {
        assertThat(Given.complete()
                        .file(NETSERVER + "errors.permanent", "SoX, SuperOffice.Exceptions.SoX")
                        .settings()
                        .netserver()
                        .errors()
                        .permanent())
                .isPresent();
    }

    @ParameterizedTest
    @CsvSource({
        "info, superoffice.batchtask.ids, info, ids",
        "dead-letter, superoffice.batchtask.ids, dead-letter, ids",
        "dead-letter, superoffice.batchtask.info, dead-letter, info",
        "ids, superoffice.batchtask.ids.dlq, dead-letter, ids",
        "follow, superoffice.batchtask.ids, follow, ids",
        "replayed, superoffice.batchtask.ids.dlq, replayed, dead-letter",
        "info, superoffice.batchtask.ids.dlq.replayed, replayed, info"
    })
    void oneTopicHasOnePurpose(String set, String topic, String second, String first) {
        assertThat(Given.complete().property("batchtask.topics." + set, topic).problems())
                .containsExactly("batchtask.topics." + second + " = " + topic + " is batchtask.topics." + first
                        + " as well: each topic has one purpose");
    }

    @Test
    void aReplicationFactorOfNoneIsRefused() {
        assertThat(Given.complete()
                        .property("batchtask.topics.replication-factor", "0")
                        .problems())
                .containsExactly("batchtask.topics.replication-factor = 0 is not allowed: -1, or 1 to 100");
    }

    @ParameterizedTest
    @CsvSource({
        "batchtask.retry.initial-delay, 31s, batchtask.retry.initial-delay is longer than batchtask.retry.max-delay",
        "batchtask.retry.max-delay, 499ms, batchtask.retry.initial-delay is longer than batchtask.retry.max-delay",
        "batchtask.breaker.wait-duration, 11s,"
                + " batchtask.breaker.wait-duration is longer than batchtask.breaker.max-wait-duration"
    })
    void pairsMustFit(String key, String text, String problem) {
        assertThat(Given.complete().property(key, text).problems()).containsExactly(problem);
    }

    @ParameterizedTest(name = "{0} with calls of {1}, stuck after {2}: {3}")
    @CsvSource({"5m, 150s, 15m, '0, or less than 300s'", "20s, 30s, 2m, '0, or less than 0s'"})
    void whatWaitsForItsTaskDoesNotPassForStuck(String grace, String response, String stuckAfter, String allowed) {
        assertThat(waiting(grace, response, stuckAfter).problems())
                .containsExactly("batchtask.retry.not-found-grace and four times"
                        + " batchtask.netserver.response-timeout are not shorter than"
                        + " batchtask.management.stuck-after; allowed here: " + allowed);
    }

    @ParameterizedTest(name = "{0} with calls of {1}, stuck after {2}")
    @CsvSource({"5m, 30s, 15m, PT5M", "299s, 150s, 15m, PT4M59S", "0, 30s, 1s, PT0S", "0s, 30s, 2m, PT0S"})
    void whatEndsBeforeItPassesForStuckMayWait(String grace, String response, String stuckAfter, Duration set) {
        assertThat(waiting(grace, response, stuckAfter).settings().retry().notFoundGrace())
                .isEqualTo(set);
    }

    private static Given waiting(String grace, String response, String stuckAfter) {
        return Given.complete()
                .file("batchtask.retry.not-found-grace", grace)
                .file("batchtask.netserver.response-timeout", response)
                .file("batchtask.management.stuck-after", stuckAfter);
    }

    @ParameterizedTest
    @ValueSource(strings = {"301s", "-PT1S", "PT-1S", "5", "1h"})
    void aGraceIsNoLongerThanFiveMinutes(String text) {
        assertThat(Given.complete()
                        .property("batchtask.retry.not-found-grace", text)
                        .problems())
                .singleElement()
                .asString()
                .endsWith(" is not allowed: duration (10s, 500ms, PT1M), 0s to 5m");
    }

    @Test
    void severalFieldsMayBeMasked() {
        assertThat(Given.complete()
                        .file("batchtask.events.mask", "description, parameterObject,request")
                        .settings()
                        .events()
                        .mask())
                .hasValue(Set.of("description", "parameterObject", "request"));
    }

    @Test
    void singleParametersMayBeMaskedWhateverTheirKeysAre() {
        assertThat(Given.complete()
                        .file(
                                "batchtask.events.mask",
                                "parameterObject.SelectionId, parameterObject.a.b,parameterObject,"
                                        + "parameterObject.one\\,two,parameterObject.parameterObject.")
                        .settings()
                        .events()
                        .mask())
                .hasValue(Set.of(
                        "parameterObject",
                        "parameterObject.SelectionId",
                        "parameterObject.a.b",
                        "parameterObject.one,two",
                        "parameterObject.parameterObject."));
    }

    @Test
    void aParameterWithoutAKeyCannotBeMasked() {
        assertThat(Given.complete()
                        .property("batchtask.events.mask", "name,parameterObject.")
                        .problems())
                .containsExactly("batchtask.events.mask = parameterObject. is not allowed:"
                        + " the key of a parameter follows the dot");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"descripton", "Description", "id", "parameterobject.SelectionId", "request.id", ".SelectionId"})
    void aFieldThatIsNotThereCannotBeMasked(String field) {
        assertThat(Given.complete()
                        .property("batchtask.events.mask", "name," + field)
                        .problems())
                .singleElement()
                .asString()
                .startsWith("batchtask.events.mask = " + field
                        + " is not allowed: one of associateId, cancellationBehaviour, context,");
    }

    @Test
    void everyFieldOfTheEventButItsIdMayBeMasked() {
        String fields = "associateId, cancellationBehaviour, context, created, databaseSerialNumber, description,"
                + " detailsRecord, detailsTable, fileName, isInternalTask, isSystemTask, lastStarted, name, parameterObject, progressDescription,"
                + " progressPercent, request, response, result, startCount, state";
        assertThat(Given.complete()
                        .property("batchtask.events.mask", fields)
                        .settings()
                        .events()
                        .mask()
                        .orElseThrow())
                .containsExactlyInAnyOrder(fields.split(", "));
        assertThat(Given.complete().property("batchtask.events.mask", "none").problems())
                .containsExactly("batchtask.events.mask = none is not allowed: one of " + fields
                        + ", or parameterObject.KEY for a single parameter");
    }
}
