package io.batchtask.bridge.pem;

import java.io.ByteArrayOutputStream;
import java.util.Arrays;

/**
 * The few bytes that make PKCS#8 of an older key: version, algorithm, and the key as it was
 * ({@code PrivateKeyInfo ::= SEQUENCE { version, AlgorithmIdentifier, OCTET STRING }}, RFC 5208).
 */
final class Der {
    private static final int INTEGER = 0x02;
    private static final int OCTETS = 0x04;
    private static final int NULL = 0x05;
    private static final int OBJECT = 0x06;
    private static final int SEQUENCE = 0x30;

    /** The curve in a SEC 1 key. */
    private static final int PARAMETERS = 0xA0;

    /** 1.2.840.113549.1.1.1, rsaEncryption. */
    private static final byte[] RSA = {0x2A, (byte) 0x86, 0x48, (byte) 0x86, (byte) 0xF7, 0x0D, 0x01, 0x01, 0x01};

    /** 1.2.840.10045.2.1, id-ecPublicKey. */
    private static final byte[] CURVE = {0x2A, (byte) 0x86, 0x48, (byte) 0xCE, 0x3D, 0x02, 0x01};

    private Der() {}

    static byte[] pkcs8OfRsa(byte[] pkcs1) {
        return pkcs8(element(OBJECT, RSA), element(NULL), pkcs1);
    }

    /**
     * {@code ECPrivateKey ::= SEQUENCE { version, privateKey, [0] parameters OPTIONAL, [1] publicKey OPTIONAL }}. The
     * curve moves to where PKCS#8 has it: some versions of the JDK refuse a key that names it twice.
     *
     * @throws IllegalArgumentException if the key does not say on which curve it is
     */
    static byte[] pkcs8OfCurve(byte[] sec1) {
        Reader key = new Reader(new Reader(sec1).content(SEQUENCE));
        byte[] version = element(INTEGER, key.content(INTEGER));
        byte[] number = element(OCTETS, key.content(OCTETS));
        if (!key.isNext(PARAMETERS)) {
            throw new IllegalArgumentException(
                    "the key does not name its curve; write it anew with: openssl pkcs8 -topk8" + " -nocrypt");
        }
        return pkcs8(element(OBJECT, CURVE), key.content(PARAMETERS), element(SEQUENCE, version, number));
    }

    private static byte[] pkcs8(byte[] algorithm, byte[] parameters, byte[] key) {
        return element(
                SEQUENCE,
                element(INTEGER, new byte[] {0}),
                element(SEQUENCE, algorithm, parameters),
                element(OCTETS, key));
    }

    private static byte[] element(int tag, byte[]... parts) {
        ByteArrayOutputStream content = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            content.writeBytes(part);
        }
        ByteArrayOutputStream whole = new ByteArrayOutputStream();
        whole.write(tag);
        if (content.size() < 0x80) {
            whole.write(content.size());
        } else {
            whole.write(0x82); // two bytes of length: no key is 64 KiB long
            whole.write(content.size() >> 8);
            whole.write(content.size());
        }
        whole.writeBytes(content.toByteArray());
        return whole.toByteArray();
    }

    /** Goes through the elements of a value. */
    private static final class Reader {
        private final byte[] bytes;
        private int position;

        Reader(byte[] bytes) {
            this.bytes = bytes;
        }

        boolean isNext(int tag) {
            return position < bytes.length && (bytes[position] & 0xFF) == tag;
        }

        /** What is in the next element, which must be of that kind. */
        byte[] content(int tag) {
            if (!isNext(tag) || position + 2 > bytes.length) {
                throw damaged();
            }
            int length = bytes[position + 1] & 0xFF;
            int start = position + 2;
            if (length >= 0x80) {
                int more = length & 0x7F;
                if (more < 1 || more > 2 || start + more > bytes.length) {
                    throw damaged();
                }
                length = 0;
                for (int i = 0; i < more; i++) {
                    length = length << 8 | bytes[start + i] & 0xFF;
                }
                start += more;
            }
            if (length > bytes.length - start) {
                throw damaged();
            }
            position = start + length;
            return Arrays.copyOfRange(bytes, start, position);
        }

        private static IllegalArgumentException damaged() {
            return new IllegalArgumentException("the private key is damaged");
        }
    }
}
