package dev.exodus.core.admission;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;
import net.jqwik.api.constraints.Size;

class LongHashSetTest {

    @Property(tries = 200)
    void agreesWithAnOrdinarySet(
            @ForAll @Size(max = 300) List<@LongRange(min = -150, max = 150) Long> hashes) {
        Set<Long> expected = new HashSet<>();
        LongHashSet set = new LongHashSet();
        for (long hash : hashes) {
            assertThat(set.add(hash)).isEqualTo(expected.add(hash));
        }
        assertThat(set.size()).isEqualTo(expected.size());
    }

    @Property(tries = 100)
    void survivesACheckpointAndEqualSetsGiveEqualBytes(@ForAll Set<Long> hashes) throws Exception {
        LongHashSet set = new LongHashSet();
        hashes.forEach(set::add);
        LongHashSet read =
                LongHashSet.read(new DataInputStream(new ByteArrayInputStream(bytes(set))));
        assertThat(bytes(read)).isEqualTo(bytes(set));
        for (long hash : hashes) {
            assertThat(read.add(hash)).isFalse();
        }
        LongHashSet copy = set.copy();
        copy.add(4711);
        assertThat(set.add(4711)).isEqualTo(!hashes.contains(4711L));
    }

    private static byte[] bytes(LongHashSet set) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        set.write(new DataOutputStream(bytes));
        return bytes.toByteArray();
    }
}
