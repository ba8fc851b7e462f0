package dev.exodus.flink.pseudonym;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.InvalidKeyException;
import java.security.NoSuchAlgorithmException;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Replaces what identifies a person by the first 64 bits of an HMAC-SHA256 (RFC 2104, FIPS 198-1)
 * under a secret key. Of n people, two share a pseudonym with a probability of about n^2 / 2^65:
 * for a million, 1 in 37 million.
 *
 * <p>Where a key takes over, people must still be recognised. So for one horizon a person goes by
 * the pseudonym of the old key, and has one of the new key beside it: after the horizon the new one
 * alone finds all that is not over by then. Both are functions of the event's time, so a replay
 * gives the same.
 *
 * <p>Not thread-safe.
 */
public final class Pseudonyms {
    /** No pseudonym. */
    public static final long NONE = 0;

    private static final String ALGORITHM = "HmacSHA256";

    private final PseudonymKeys keys;
    private final long horizonMs;
    private final Mac[] macs;

    /**
     * @param horizonMs how long a new key is only used beside the old one
     */
    public Pseudonyms(PseudonymKeys keys, long horizonMs) {
        this.keys = keys;
        this.horizonMs = horizonMs;
        this.macs = new Mac[keys.size()];
        for (int i = 0; i < macs.length; i++) {
            macs[i] = mac(keys.secret(i));
        }
    }

    private static Mac mac(byte[] secret) {
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(new SecretKeySpec(secret, ALGORITHM));
            return mac;
        } catch (NoSuchAlgorithmException | InvalidKeyException e) {
            throw new IllegalStateException("every Java has " + ALGORITHM, e);
        }
    }

    /**
     * By what a person goes at a time.
     *
     * @param time of the event, epoch milliseconds
     */
    public long of(String person, long time) {
        return under(keys.at(time - horizonMs), person);
    }

    /** What the person will go by when the horizon is over; {@link #NONE} if nothing changes. */
    public long next(String person, long time) {
        int now = keys.at(time - horizonMs);
        int soon = keys.at(time);
        return now == soon ? NONE : under(soon, person);
    }

    private long under(int key, String person) {
        byte[] hash = macs[key].doFinal(person.getBytes(StandardCharsets.UTF_8));
        long pseudonym = ByteBuffer.wrap(hash).getLong();
        return pseudonym == NONE ? 1 : pseudonym;
    }
}
