package io.batchtask.bridge.it.security;

import io.batchtask.bridge.Readme;
import io.batchtask.bridge.dev.kafka.KafkaBroker;
import io.batchtask.bridge.dev.process.ChildJvm;
import io.batchtask.bridge.it.world.Certificates;
import io.batchtask.bridge.it.world.World;
import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ScramCredentialInfo;
import org.apache.kafka.clients.admin.ScramMechanism;
import org.apache.kafka.clients.admin.UserScramCredentialUpsertion;
import org.apache.kafka.common.acl.AccessControlEntry;
import org.apache.kafka.common.acl.AclBinding;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.acl.AclPermissionType;
import org.apache.kafka.common.resource.PatternType;
import org.apache.kafka.common.resource.ResourcePattern;
import org.apache.kafka.common.resource.ResourceType;

/**
 * A real broker that wants to know who asks: by password (SCRAM, PLAIN) or token at one listener, by certificate at
 * another, both encrypted; and that lets no one do anything without a right.
 */
final class SecuredBroker implements AutoCloseable {
    static final String SASL = "SASL";
    static final String CERTIFICATE = "CERTIFICATE";

    /** Known to the broker by each of the ways. */
    static final String USER = "bridge";

    static final String PASSWORD = "s3cret-of-the-bridge";

    /** A right a client needs: what may be done with what. */
    record Right(AclOperation operation, ResourceType type, String name) {}

    final KafkaBroker kafka;
    final Certificates certificates;
    final TokenEndpoint tokens;

    private final Path directory;

    SecuredBroker() throws Exception {
        directory = Files.createTempDirectory("batchtask-secured");
        certificates = new Certificates(directory);
        tokens = new TokenEndpoint(USER, PASSWORD);
        kafka = KafkaBroker.start(settings(), Map.of(SASL, "SASL_SSL", CERTIFICATE, "SSL"));
        password(PASSWORD);
    }

    private Map<String, String> settings() {
        Map<String, String> settings = new HashMap<>();
        settings.put("authorizer.class.name", "org.apache.kafka.metadata.authorizer.StandardAuthorizer");
        settings.put("super.users", "User:ANONYMOUS"); // all that come by the open listener: broker and test
        settings.put("ssl.keystore.location", certificates.server.toString());
        settings.put("ssl.keystore.password", Certificates.PASSWORD);
        settings.put("ssl.keystore.type", "PKCS12");
        settings.put("ssl.truststore.location", certificates.authorityStore.toString());
        settings.put("ssl.truststore.password", Certificates.PASSWORD);
        settings.put("ssl.truststore.type", "PKCS12");
        settings.put("listener.name.certificate.ssl.client.auth", "required");
        settings.put("ssl.principal.mapping.rules", "RULE:^CN=client$/" + USER + "/,DEFAULT");
        settings.put("listener.name.sasl.sasl.enabled.mechanisms", "SCRAM-SHA-512,PLAIN,OAUTHBEARER");
        String modules = "org.apache.kafka.common.security.";
        settings.put("listener.name.sasl.scram-sha-512.sasl.jaas.config", modules + "scram.ScramLoginModule required;");
        settings.put(
                "listener.name.sasl.plain.sasl.jaas.config",
                modules + "plain.PlainLoginModule required user_" + USER + "=\"" + PASSWORD + "\";");
        settings.put(
                "listener.name.sasl.oauthbearer.sasl.jaas.config",
                modules + "oauthbearer.OAuthBearerLoginModule required;");
        settings.put(
                "listener.name.sasl.oauthbearer.sasl.server.callback.handler.class",
                modules + "oauthbearer.OAuthBearerValidatorCallbackHandler");
        settings.put("sasl.oauthbearer.jwks.endpoint.url", tokens.keys().toString());
        settings.put("sasl.oauthbearer.expected.audience", TokenEndpoint.AUDIENCE);
        return settings;
    }

    /**
     * Topics of its own, and clients that say who they are as that sample of the documents does.
     *
     * @param listener they come by
     */
    World world(String sample, String listener) {
        World world = World.on(kafka, 1)
                .set("kafka.bootstrap-servers", kafka.bootstrapServers(listener))
                .set("shutdown.drain-timeout", "5s");
        Properties client = new Properties();
        try {
            client.load(new StringReader(new Readme().sample(sample)));
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        client.stringPropertyNames()
                .forEach(key -> world.settings.put(key, here(client.getProperty(key), world.directory())));
        password(world, PASSWORD);
        return world;
    }

    /** What the example stands for on this machine. */
    private String here(String value, Path secrets) {
        return value.replace("/run/secrets", secrets.toString())
                .replace("/etc/batchtask/kafka-ca.pem", certificates.authorityPem.toString())
                .replace("/etc/batchtask/client.p12", certificates.client.toString())
                .replace(
                        "https://login.example.com/oauth2/token",
                        tokens.tokens().toString());
    }

    /** What the clients of that world say from now on. */
    static void password(World world, String password) {
        try {
            Files.writeString(world.directory().resolve("kafka-password"), password);
            Files.writeString(world.directory().resolve("kafka-key-password"), Certificates.PASSWORD);
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    /** What the user has to say from now on. */
    void password(String password) {
        asked(admin -> admin.alterUserScramCredentials(List.of(new UserScramCredentialUpsertion(
                        USER, new ScramCredentialInfo(ScramMechanism.SCRAM_SHA_512, 4096), password)))
                .all()
                .get());
    }

    /** The rights the bridge needs, as the documents say. */
    static Stream<Right> needed(World world) {
        return Stream.of(
                new Right(AclOperation.READ, ResourceType.TOPIC, world.ids),
                new Right(AclOperation.READ, ResourceType.GROUP, world.group),
                new Right(AclOperation.WRITE, ResourceType.TOPIC, world.info),
                new Right(AclOperation.WRITE, ResourceType.TOPIC, world.deadLetter));
    }

    void grant(Stream<Right> rights) {
        List<AclBinding> bindings = new ArrayList<>();
        rights.forEach(right -> bindings.add(new AclBinding(
                new ResourcePattern(right.type(), right.name(), PatternType.LITERAL),
                new AccessControlEntry("User:" + USER, "*", right.operation(), AclPermissionType.ALLOW))));
        asked(admin -> admin.createAcls(bindings).all().get());
    }

    private interface Question {
        void ask(Admin admin) throws Exception;
    }

    private void asked(Question question) {
        try (Admin admin = kafka.admin()) {
            question.ask(admin);
        } catch (Exception failed) {
            throw new IllegalStateException(failed);
        }
    }

    @Override
    public void close() {
        kafka.close();
        tokens.close();
        ChildJvm.delete(directory);
    }
}
