package dev.sluice.formats.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import dev.sluice.formats.FormatException;
import dev.sluice.formats.Source;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/// A repeated field may come in any number of pieces; each costs what it holds.
class PackedListsTest {
  private static final int MANY = 1_000_000;

  private static void floats(ProtoWriter message, FloatList list) {
    ProtoReader in = ProtoReader.of(Source.of("pieces", message.toByteArray()));
    while (in.next()) {
      in.float32s(list);
    }
  }

  private static void longs(ProtoWriter message, LongList list) {
    ProtoReader in = ProtoReader.of(Source.of("pieces", message.toByteArray()));
    while (in.next()) {
      in.int64s(list);
    }
  }

  @Test
  void emptyPiecesCopyNothing() {
    ProtoWriter floats = new ProtoWriter().raw(1, new float[MANY]);
    ProtoWriter longs = new ProtoWriter().bytes(1, new byte[100_000]);
    for (int i = 0; i < MANY; i++) {
      floats.bytes(1, new byte[0]);
      longs.bytes(1, new byte[0]);
    }
    assertTimeoutPreemptively(
        Duration.ofSeconds(30),
        () -> {
          floats(floats, new FloatList());
          longs(longs, new LongList());
        });
  }

  @Test
  void smallPiecesCopySeldom() {
    ProtoWriter floats = new ProtoWriter().raw(1, new float[MANY]);
    ProtoWriter longs = new ProtoWriter().bytes(1, new byte[100_000]);
    for (int i = 0; i < MANY / 4; i++) {
      floats.raw(1, new float[] {i});
      longs.bytes(1, new byte[] {(byte) (i & 0x7F)});
    }
    FloatList reals = new FloatList();
    LongList whole = new LongList();
    assertTimeoutPreemptively(
        Duration.ofSeconds(30),
        () -> {
          floats(floats, reals);
          assertThat(reals.toArray()).hasSize(MANY + MANY / 4).endsWith(MANY / 4 - 1);
          longs(longs, whole);
        });
    assertThat(whole.size()).isEqualTo(100_000 + MANY / 4);
  }

  @Test
  void aFullListIsNotCopied() {
    FloatList list = new FloatList();
    floats(new ProtoWriter().raw(1, new float[] {1, 2, 3}), list);
    assertThat(list.toArray()).isSameAs(list.toArray()).containsExactly(1, 2, 3);
  }

  /// The copy of a list that is not full is on the file's account too.
  @Test
  void copiesAreCharged() {
    FloatList list = new FloatList();
    ProtoWriter message = new ProtoWriter().raw(1, new float[1000]).float32(1, 1);
    floats(message, list);
    assertThatThrownBy(
            () -> {
              for (int i = 0; i < 1000; i++) {
                list.toArray();
              }
            })
        .isInstanceOf(FormatException.class)
        .hasMessageContaining("a list asks for 4004 bytes");
  }
}
