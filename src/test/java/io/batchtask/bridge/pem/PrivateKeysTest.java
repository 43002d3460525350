package io.batchtask.bridge.pem;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PrivateKeysTest {
    private static final Optional<char[]> PASSWORD = Optional.of(PemFiles.PASSWORD.toCharArray());

    private static PemBlock block(String file) {
        return PemBlock.all(PemFiles.text(file)).stream()
                .filter(PemBlock::isPrivateKey)
                .findFirst()
                .orElseThrow();
    }

    /** The JDK's own reading of the one form it knows. */
    private static PrivateKey expected(String algorithm, String file) throws Exception {
        return KeyFactory.getInstance(algorithm)
                .generatePrivate(new PKCS8EncodedKeySpec(block(file).content()));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"rsa.pkcs8.key", "rsa.pkcs1.key", "rsa.encrypted.key", "rsa.encrypted-3des.key", "rsa.bag.pem"})
    void anRsaKeyIsTheSameInEachForm(String file) throws Exception {
        assertThat(PrivateKeys.read(block(file), PASSWORD)).isEqualTo(expected("RSA", "rsa.pkcs8.key"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"ec.pkcs8.key", "ec.sec1.key", "ec.sec1-with-parameters.key", "ec.encrypted.key"})
    void aKeyOnACurveIsTheSameInEachForm(String file) throws Exception {
        PrivateKey read = PrivateKeys.read(block(file), PASSWORD);

        assertThat(((java.security.interfaces.ECPrivateKey) read).getS())
                .isEqualTo(((java.security.interfaces.ECPrivateKey) expected("EC", "ec.pkcs8.key")).getS());
    }

    @Test
    void aKeyForEdwardsCurvesIsRead() throws Exception {
        assertThat(PrivateKeys.read(block("ed25519.pkcs8.key"), Optional.empty()))
                .isEqualTo(expected("EdDSA", "ed25519.pkcs8.key"));
    }

    @ParameterizedTest
    @CsvSource({
        "rsa.encrypted.key, hunter22, its password is wrong",
        "ec.encrypted.key, hunter22, its password is wrong",
        "ec.encrypted.key, hüntér22, the password must be ASCII",
        "rsa.encrypted-3des.key, hüntér22, the password must be ASCII",
        "rsa.encrypted.key, '', the key needs its password"
    })
    void anEncryptedKeyNeedsItsPassword(String file, String password, String reason) {
        assertThatThrownBy(() -> PrivateKeys.read(block(file), Optional.of(password.toCharArray())))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(reason);
    }

    /** Every beginning of a key, and every key with one byte changed: a reason or a key, and nothing else. */
    @ParameterizedTest
    @ValueSource(strings = {"rsa.pkcs1.key", "ec.sec1.key"})
    void aDamagedKeyIsRefusedAndNothingBreaks(String file) {
        PemBlock whole = block(file);
        for (int i = 0; i < whole.content().length; i++) {
            byte[] cut = java.util.Arrays.copyOf(whole.content(), i);
            assertThatThrownBy(() -> PrivateKeys.read(new PemBlock(whole.label(), cut), Optional.empty()))
                    .as("the first %d bytes", i)
                    .isInstanceOf(IllegalArgumentException.class);
        }
        for (int i = 0; i < Math.min(40, whole.content().length); i++) {
            byte[] changed = whole.content().clone();
            changed[i] ^= (byte) 0xFF;
            try {
                PrivateKeys.read(new PemBlock(whole.label(), changed), Optional.empty());
            } catch (IllegalArgumentException refused) {
                assertThat(refused.getMessage()).isNotBlank();
            }
        }
    }

    @Test
    void aKeyOfAnUnknownKindIsNamed() {
        assertThatThrownBy(() -> PrivateKeys.read(new PemBlock("DSA PRIVATE KEY", new byte[3]), Optional.empty()))
                .hasMessage("a key of an unknown kind: DSA PRIVATE KEY");
    }

    @Test
    void theOldEncryptionOfOpenSslIsNamedWithTheWayOut() {
        assertThatThrownBy(() -> PemBlock.all(PemFiles.text("rsa.encrypted-old.key")))
                .hasMessageContaining("openssl pkcs8 -topk8");
    }

    @Test
    void textAroundTheBlocksIsPassedOver() {
        assertThat(PemBlock.all(PemFiles.text("rsa.bag.pem")))
                .extracting(PemBlock::label)
                .isEqualTo(List.of("CERTIFICATE", "CERTIFICATE", "PRIVATE KEY"));
    }

    @Test
    void aBlockThatIsCutIsRefusedWithoutQuotingIt() {
        String text = PemFiles.text("rsa.pkcs8.key");
        for (int length : new int[] {30, 100, 1000, text.length() - 5}) {
            assertThatThrownBy(() -> PemBlock.all(text.substring(0, length))).hasMessage("a PEM block without its end");
        }
        assertThatThrownBy(() -> PemBlock.all(text.replace("M", "!"))).hasMessage("not all of a PEM block is base64");
    }
}
