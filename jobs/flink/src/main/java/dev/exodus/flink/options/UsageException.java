package dev.exodus.flink.options;

/** A wrong or missing option. The message is one sentence for the person who gave it. */
public final class UsageException extends RuntimeException {
    private static final long serialVersionUID = 1;

    public UsageException(String message) {
        super(message);
    }
}
