package io.batchtask.bridge.it.world;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** An authority and what it has signed, made on the spot with the JDK's keytool. */
public final class Certificates {
    public static final String PASSWORD = "only-for-tests";

    private static final String KEYTOOL =
            Path.of(System.getProperty("java.home"), "bin", "keytool").toString();

    /** Holds every key; a server picks its own by alias. */
    public final Path keys;

    /** The authority's certificate, in both usual forms. */
    public final Path authorityPem;

    public final Path authorityStore;

    /** The client's key and certificate alone. */
    public final Path client;

    /** The server's alone, for servers that cannot be configured which key to take. */
    public final Path server;

    public Certificates(Path directory) {
        keys = directory.resolve("keys.p12");
        authorityPem = directory.resolve("authority.pem");
        authorityStore = directory.resolve("authority.p12");
        client = directory.resolve("client.p12");
        server = directory.resolve("server.p12");
        String here = "san=dns:localhost,dns:netserver.test,ip:127.0.0.1";
        keytool(keys, "-genkeypair -alias authority -dname CN=authority -keyalg EC -validity 30 -ext bc:c");
        keytool(keys, signed("server") + " -validity 30 -ext " + here);
        keytool(keys, signed("expired") + " -startdate -20d -validity 10 -ext " + here);
        keytool(keys, signed("elsewhere") + " -validity 30 -ext san=dns:elsewhere.example");
        keytool(keys, signed("client") + " -validity 30");
        keytool(keys, "-exportcert -rfc -alias authority -file " + authorityPem);
        keytool(authorityStore, "-importcert -noprompt -alias authority -file " + authorityPem);
        alone("client", client);
        alone("server", server);
    }

    private void alone(String alias, Path store) {
        keytool(
                store,
                "-importkeystore -srcalias " + alias + " -srckeystore " + keys + " -srcstorepass " + PASSWORD
                        + " -destkeystore " + store + " -deststorepass " + PASSWORD);
    }

    private static String signed(String name) {
        return "-genkeypair -signer authority -alias " + name + " -dname CN=" + name + " -keyalg EC";
    }

    private static void keytool(Path store, String arguments) {
        List<String> command = new ArrayList<>(List.of(KEYTOOL, "-J-XX:TieredStopAtLevel=1", "-J-XX:+UseSerialGC"));
        command.addAll(List.of(arguments.split(" ")));
        if (!arguments.startsWith("-importkeystore")) {
            command.addAll(List.of("-keystore", store.toString(), "-storepass", PASSWORD, "-storetype", "PKCS12"));
        }
        try {
            File output = new File(store + ".log");
            Process keytool = new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(output)
                    .start();
            if (!keytool.waitFor(60, TimeUnit.SECONDS) || keytool.exitValue() != 0) {
                keytool.destroyForcibly();
                throw new IllegalStateException("keytool " + arguments + " failed, see " + output);
            }
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(interrupted);
        }
    }
}
