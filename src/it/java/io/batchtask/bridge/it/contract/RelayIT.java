package io.batchtask.bridge.it.contract;

import static org.assertj.core.api.Assertions.assertThat;

import io.batchtask.bridge.it.world.Tail;
import io.batchtask.bridge.it.world.World;
import io.batchtask.bridge.service.Service;
import org.junit.jupiter.api.Test;

/** The story on a real broker and over real HTTP. */
class RelayIT {
    @Test
    void anIdBecomesTheEventAndTheOffsetIsCommitted() {
        try (World world = World.create()) {
            Service service = world.service();
            world.send(null, "42");
            var event = world.tail(world.info).await(1).get(0);
            assertThat(Tail.text(event.key())).isEqualTo("42");
            assertThat(Tail.text(event.value()))
                    .startsWith("{\"id\":42,\"name\":\"ExportArchive\",\"associateId\":42,");
            assertThat(Tail.header(event, "ce_type")).isEqualTo("io.batchtask.info.v1");
            world.closeTheBooks(service);
        }
    }
}
