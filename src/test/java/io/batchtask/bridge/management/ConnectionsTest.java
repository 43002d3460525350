package io.batchtask.bridge.management;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class ConnectionsTest {
    private long now;
    private final List<String> evicted = new ArrayList<>();
    private final Connections connections = new Connections(() -> now);

    private Optional<Connections.Place> open(String address, String name) {
        return connections.opened(address, () -> evicted.add(name));
    }

    private List<Connections.Place> fill(String address, int number) {
        List<Connections.Place> places = new ArrayList<>();
        for (int i = 0; i < number; i++) {
            places.add(open(address, address + "/" + i).orElseThrow());
            now++;
        }
        return places;
    }

    private void settle() {
        now += Connections.SETTLED_NANOS;
    }

    @Test
    void aNewConnectionTakesThePlaceOfTheOneThatIsIdleTheLongest() {
        List<Connections.Place> first = fill("10.0.0.1", Connections.ENOUGH_OF_ONE);
        fill("10.0.0.2", Connections.ENOUGH_OF_ONE);
        first.get(0).begins();
        now++;
        first.get(0).ends();
        settle();

        assertThat(open("10.0.0.3", "late")).isPresent();
        assertThat(open("10.0.0.3", "later")).isPresent();
        assertThat(evicted).containsExactly("10.0.0.1/1", "10.0.0.1/2");
        assertThat(connections.size()).isEqualTo(Connections.ENOUGH);
    }

    @Test
    void oneAddressMakesRoomForItself() {
        fill("10.0.0.1", 3);
        fill("10.0.0.2", Connections.ENOUGH_OF_ONE);
        settle();

        assertThat(open("10.0.0.2", "late")).isPresent();
        assertThat(evicted).containsExactly("10.0.0.2/0");
    }

    @Test
    void aRequestUnderWayIsNotIdle() {
        List<Connections.Place> busy = fill("10.0.0.1", Connections.ENOUGH_OF_ONE - 1);
        busy.forEach(Connections.Place::begins);
        fill("10.0.0.1", 1);
        settle();

        assertThat(open("10.0.0.1", "late")).isPresent();
        assertThat(evicted).containsExactly("10.0.0.1/0");
        assertThat(open("10.0.0.1", "one more")).isPresent();
        assertThat(evicted).hasSize(1);
    }

    @Test
    void whatHasJustComeMayAskBeforeItMakesRoom() {
        fill("10.0.0.1", Connections.MOST_OF_ONE);
        assertThat(evicted).isEmpty();
        assertThat(open("10.0.0.1", "late")).isPresent();
        assertThat(evicted).containsExactly("10.0.0.1/0");

        settle();
        assertThat(open("10.0.0.2", "elsewhere")).isPresent();
        assertThat(connections.size()).as("what had come beyond it is gone").isLessThanOrEqualTo(Connections.ENOUGH);
    }

    @Test
    void thereIsNoRoomWhereAllHaveARequestUnderWay() {
        fill("10.0.0.1", Connections.MOST_OF_ONE).forEach(Connections.Place::begins);
        List<Connections.Place> others = fill("10.0.0.2", Connections.MOST_OF_ONE);
        others.forEach(Connections.Place::begins);

        assertThat(open("10.0.0.3", "late")).isEmpty();
        others.get(7).ends();
        assertThat(open("10.0.0.3", "late")).isPresent();
        assertThat(evicted).containsExactly("10.0.0.2/7");
    }

    @Test
    void whatWasClosedIsForgottenOnce() {
        List<Connections.Place> places = fill("10.0.0.1", 2);
        places.get(0).closed();
        places.get(0).closed();
        assertThat(connections.size()).isEqualTo(1);
    }

    /** Whatever happens before: no one is refused while one connection is idle, and their number is bounded. */
    @Property(tries = 20)
    void noCallerIsRefusedInFavourOfAnIdleConnection(@ForAll long seed) {
        Random random = new Random(seed);
        Connections many = new Connections(() -> now); // the fields are those of all tries
        List<Connections.Place> busy = new ArrayList<>();
        for (int i = 0; i < 1_000; i++) {
            now += random.nextLong(Connections.SETTLED_NANOS / 10);
            String address = "10.0.0." + random.nextInt(4);
            int before = busy.size();
            Optional<Connections.Place> place = many.opened(address, () -> {});
            if (before < Connections.MOST_OF_ONE) {
                assertThat(place).isPresent();
            }
            place.filter(opened -> random.nextInt(4) == 0).ifPresent(opened -> {
                opened.begins();
                busy.add(opened);
            });
            if (random.nextInt(4) == 0 && !busy.isEmpty()) {
                busy.remove(random.nextInt(busy.size())).ends();
            }
            assertThat(many.size()).isBetween(1, Connections.MOST);
        }
    }
}
