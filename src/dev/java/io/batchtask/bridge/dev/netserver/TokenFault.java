package io.batchtask.bridge.dev.netserver;

/** Ways in which a security token can be wrong. */
public enum TokenFault {
    /** Not signed at all: {@code "alg":"none"}. */
    ALG_NONE,
    /** Signed with the public key as if that were a shared secret. */
    HS256,
    /** Signed with a key the environment does not publish. */
    FOREIGN_KEY,
    /** The signature is right, then the claims were changed. */
    TAMPERED,
    WRONG_ISSUER,
    WRONG_AUDIENCE,
    EXPIRED,
    NOT_YET_VALID,
    OTHER_TENANT,
    NO_TICKET,
    NO_EXPIRY,
    /** No JSON web token at all. */
    NO_TOKEN
}
