package io.batchtask.bridge.settings;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class NoProxyTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "example.com; example.com; 443; true",
                "example.com; crm.example.com; 443; true",
                "example.com; CRM.Example.COM; 443; true",
                "example.com; crm.example.com.; 443; true",
                "example.com; myexample.com; 443; false",
                "example.com; example.com.evil.org; 443; false",
                ".example.com; crm.example.com; 443; true",
                ".example.com; example.com; 443; true",
                ".example.com; myexample.com; 443; false",
                "*.example.com; crm.example.com; 443; true",
                "*.example.com; myexample.com; 443; false",
                "EXAMPLE.com; crm.example.com; 443; true",
                "crm; crm; 80; true",
                "crm_server; crm_server; 80; true",
                "crm; crm2; 80; false",
                "*; anything.at.all; 443; true",
                "*; 10.0.0.7; 80; true",
                "*; [fd00::7]; 80; true",
                "192.168.*; 192.168.3.4; 80; true",
                "192.168.*; 192.169.3.4; 80; false",
                "crm*.example.com; crm7.example.com; 443; true",
                "crm*.example.com; web.example.com; 443; false",
                "example.com:8443; crm.example.com; 8443; true",
                "example.com:8443; crm.example.com; 443; false",
                "10.0.0.7; 10.0.0.7; 80; true",
                "10.0.0.7; 10.0.0.70; 80; false",
                "10.0.0.7:8080; 10.0.0.7; 8080; true",
                "10.0.0.7:8080; 10.0.0.7; 80; false",
                "0.0.7; 10.0.0.7; 80; true", // a suffix like any other: this is no address
                "fd00::7; [fd00::7]; 80; true",
                "[fd00::7]; [fd00:0:0:0:0:0:0:7]; 80; true",
                "[fd00::7]:8080; [fd00::7]; 8080; true",
                "[fd00::7]:8080; [fd00::7]; 80; false",
                "fe80::1%eth0; [fe80::1]; 80; true",
                "::ffff:10.0.0.7; 10.0.0.7; 80; true",
                "10.0.0.0/8; 10.255.0.1; 80; true",
                "10.0.0.0/8; 11.0.0.1; 80; false",
                "10.0.0.0/8; ten.example.com; 80; false",
                "192.168.16.0/20; 192.168.31.255; 80; true",
                "192.168.16.0/20; 192.168.32.0; 80; false",
                "10.1.2.3/32; 10.1.2.3; 80; true",
                "10.1.2.3/32; 10.1.2.2; 80; false",
                "0.0.0.0/0; 8.8.8.8; 80; true",
                "0.0.0.0/0; [fd00::7]; 80; false",
                "fd00::/8; [fd12:3456::1]; 80; true",
                "fd00::/8; [fe80::1]; 80; false",
                "'a.example, b.example'; b.example; 80; true",
                "'a.example b.example,,c.example,'; c.example; 80; true",
                "'a.example,b.example'; c.example; 80; false",
                "''; example.com; 80; false",
                "' , '; example.com; 80; false"
            })
    void hostsAreFound(String list, String host, int port, boolean straight) {
        assertThat(NoProxy.of(list).has(host, port)).isEqualTo(straight);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "10.0.0.0/33",
                "10.0.0.0/",
                "10.0.0.0/255.0.0.0",
                "fd00::/129",
                "example.com/24",
                "example.com:port",
                "example.com:",
                "http://example.com",
                ":8080"
            })
    void anEntryThatCannotBeUnderstoodIsNamedAndTheOthersAreInForce(String entry) {
        NoProxy list = NoProxy.of("a.example," + entry + ",b.example");

        assertThat(list.passedOver()).singleElement().asString().startsWith(entry + " is no ");
        assertThat(list.has("a.example", 443) && list.has("b.example", 443)).isTrue();
    }

    @Test
    void whatWasWrittenWithAPasswordIsNotShown() {
        assertThat(NoProxy.of("http://me:hunter22@example.com").passedOver().toString())
                .doesNotContain("hunter22");
    }

    /** The JDK's own: java.net, "Networking Properties". */
    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "example.com; example.com; true",
                "example.com; EXAMPLE.com; true",
                "example.com; crm.example.com; false",
                ".example.com; crm.example.com; false",
                "*.example.com; crm.example.com; true",
                "*.example.com; example.com; false",
                "a|example.com|b; example.com; true",
                "a,example.com; example.com; false",
                "127.*; 127.0.0.7; true",
                "[::1]; [::1]; true",
                "fd00::7; [fd00:0:0:0:0:0:0:7]; true",
                "10.0.0.7; 10.0.0.7; true",
                "10.0.0.0/8; 10.0.0.7; false",
                "*; crm.example.com; true",
                "''; crm.example.com; false"
            })
    void theJvmsListIsExact(String list, String host, boolean straight) {
        assertThat(NoProxy.ofTheJvm(list).has(host, 443)).isEqualTo(straight);
    }

    /** Anything else with a colon the JDK would ask a name server for. */
    @ParameterizedTest
    @CsvSource({
        "fd00::7, true",
        "::ffff:10.0.0.7, true",
        "10.0.0.7, true",
        "10.0.0.256, false",
        "example.com, false",
        "xrm:8443, false",
        "crm.example.com:8443, false",
        "10.0.0.7:8443%eth0, false"
    })
    void onlyAddressesAreReadAsAddresses(String text, boolean literal) {
        assertThat(NoProxy.isLiteral(text)).isEqualTo(literal);
    }

    /** A name server that does not answer would take seconds for each. */
    @Test
    void noNameIsResolved() {
        long begin = System.nanoTime();
        NoProxy list = NoProxy.of("999.1.1.1, 1.2.3, no-such-host.invalid, 10.0.0.0/8");
        for (int i = 0; i < 1_000; i++) {
            assertThat(list.has("host-" + i + ".invalid", 443)).isFalse();
        }
        assertThat(System.nanoTime() - begin)
                .isLessThan(java.time.Duration.ofSeconds(10).toNanos());
    }
}
