package io.batchtask.bridge.metrics;

import java.util.Optional;

/** One reading of the books. */
public record Balance(long received, long published, long rejected, long dropped, long inFlight, long givenBack) {
    /** Whether every record received is accounted for. */
    public boolean isEven() {
        return received == published + rejected + dropped + inFlight + givenBack;
    }

    @Override
    public String toString() {
        return "received=" + received + " published=" + published + " rejected=" + rejected + " dropped=" + dropped
                + " in-flight=" + inFlight
                + Optional.of(givenBack)
                        .filter(n -> n > 0)
                        .map(n -> " given-back=" + n)
                        .orElse("");
    }
}
