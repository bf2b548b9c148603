package dev.sluice.core.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CheckpointFileTest {
  @TempDir Path folder;
  private Path path;
  private byte[] whole;

  @BeforeEach
  void write() {
    path = folder.resolve("c.sluice");
    CheckpointFile.write(path, Samples.checkpoint(7), Overwrite.REFUSE);
    whole = Samples.bytes(path);
  }

  @Test
  void roundTripKeepsEveryBitAndTheOrder() {
    Checkpoint read = CheckpointFile.read(path);
    Checkpoint expected = Samples.checkpoint(7);
    assertThat(read.meta()).isEqualTo(expected.meta());
    assertThat(read.counters()).containsExactlyEntriesOf(expected.counters());
    assertThat(read.sections().keySet()).containsExactly("parameters", "empty", "moments");
    expected
        .sections()
        .forEach(
            (name, floats) -> assertThat(bits(read.sections().get(name))).isEqualTo(bits(floats)));
    Path again = folder.resolve("again");
    CheckpointFile.write(again, read, Overwrite.REFUSE);
    assertThat(Samples.bytes(again)).isEqualTo(whole);
  }

  private static int[] bits(float[] floats) {
    int[] bits = new int[floats.length];
    for (int i = 0; i < bits.length; i++) {
      bits[i] = Float.floatToRawIntBits(floats[i]);
    }
    return bits;
  }

  @Test
  void beginsWithItsName() {
    assertThat(new String(whole, 0, 8, java.nio.charset.StandardCharsets.US_ASCII))
        .isEqualTo("SLUICECK");
  }

  @Test
  void everyCutAndEveryFlippedBitIsRefused() {
    for (int length = 0; length < whole.length; length++) {
      refused(Arrays.copyOf(whole, length), "cut at " + length);
    }
    refused(Arrays.copyOf(whole, whole.length + 1), "longer");
    for (int bit = 0; bit < 8 * whole.length; bit++) {
      byte[] flipped = whole.clone();
      flipped[bit / 8] = (byte) (flipped[bit / 8] ^ 1 << bit % 8);
      refused(flipped, "bit " + bit);
    }
  }

  private void refused(byte[] bytes, String what) {
    Samples.write(path, bytes);
    assertThat(Hostile.accepted(() -> CheckpointFile.read(path), bytes.length, what))
        .as(what)
        .isFalse();
  }

  @Test
  void aNewerFormatIsRefused() {
    ByteBuffer.wrap(whole).order(ByteOrder.LITTLE_ENDIAN).putInt(8, 2);
    Samples.write(path, whole);
    assertThatThrownBy(() -> CheckpointFile.read(path))
        .isInstanceOf(ModelException.class)
        .hasMessageStartingWith(
            path + ": written by a newer Sluice: checkpoint format 2, this one reads 1; update");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{'meta':{},'counters':{},'sections':{'a':1099511627776}} | expected an integer from 0",
        "{'meta':{},'counters':{},'sections':{'a':2147483647}} | too large",
        "{'meta':{},'counters':{},'sections':{'a':1073741824}} | truncated",
        "{'meta':{},'counters':{},'sections':{'a':-1}} | of at least 0, found -1",
        "{'meta':{},'counters':{'s':1.5},'sections':{}} | found 1.5",
        "{'meta':{},'counters':{}} | sections: missing",
        "{'meta':{},'counters':{},'sections':{},'x':1} | x: unknown",
      })
  void aLyingHeaderIsRefused(String header, String reason) {
    byte[] json = header.replace('\'', '"').getBytes(java.nio.charset.StandardCharsets.UTF_8);
    byte[] bytes =
        ByteBuffer.allocate(16 + json.length + 8)
            .order(ByteOrder.LITTLE_ENDIAN)
            .put(whole, 0, 12)
            .putInt(json.length)
            .put(json)
            .array();
    refused(bytes, header);
    assertThatThrownBy(() -> CheckpointFile.read(path)).hasMessageContaining(reason);
  }
}
