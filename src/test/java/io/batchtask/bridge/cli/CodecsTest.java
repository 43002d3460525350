package io.batchtask.bridge.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import org.junit.jupiter.api.Test;

class CodecsTest {
    @Test
    void hereAllCanBeRead() {
        assertThat(Codecs.readable()).isEqualTo("gzip, snappy, lz4, zstd");
    }

    @Test
    void nativeCodeThatCannotBeLoadedIsReportedWithItsCodecAndWhatToDo() {
        assertThatIllegalStateException()
                .isThrownBy(() -> Codecs.readable(codec -> {
                    switch (codec) {
                        case SNAPPY -> throw new UnsatisfiedLinkError("failed to map segment");
                        case ZSTD -> throw new NoClassDefFoundError("com.github.luben.zstd.Zstd");
                        default -> {}
                    }
                }))
                .withMessageStartingWith("requests cannot be read when they are compressed with"
                        + " snappy (UnsatisfiedLinkError: failed to map segment),"
                        + " zstd (NoClassDefFoundError: com.github.luben.zstd.Zstd);")
                .withMessageContaining(System.getProperty("java.io.tmpdir"))
                .withMessageContaining("mount it with exec");
    }
}
