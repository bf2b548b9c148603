package dev.sluice.core.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SafetensorsHostileTest {
  @TempDir Path folder;

  private Path file(byte[] bytes) {
    return Samples.write(folder.resolve("m.safetensors"), bytes);
  }

  private byte[] sample() {
    Path path = folder.resolve("sample");
    Samples.tensors().write(path, Overwrite.REPLACE);
    return Samples.bytes(path);
  }

  @Test
  void truncatedAnywhereIsRefused() {
    byte[] whole = sample();
    for (int length = 0; length < whole.length; length++) {
      Path path = file(Arrays.copyOf(whole, length));
      assertThat(Hostile.accepted(() -> SafetensorsFile.read(path), length, "cut at " + length))
          .as("cut at %d", length)
          .isFalse();
    }
  }

  @Test
  void anAppendedByteIsRefused() {
    byte[] whole = sample();
    Path path = file(Arrays.copyOf(whole, whole.length + 1));
    assertThatThrownBy(() -> SafetensorsFile.read(path))
        .isInstanceOf(ModelException.class)
        .hasMessageContaining("bytes of data: it is damaged");
  }

  @Test
  void everyFlippedBitIsRefusedOrHarmless() {
    byte[] whole = sample();
    int data = 8 + (int) ByteBuffer.wrap(whole).order(ByteOrder.LITTLE_ENDIAN).getLong();
    for (int bit = 0; bit < 8 * whole.length; bit++) {
      byte[] flipped = whole.clone();
      flipped[bit / 8] = (byte) (flipped[bit / 8] ^ 1 << bit % 8);
      Path path = file(flipped);
      boolean accepted =
          Hostile.accepted(() -> SafetensorsFile.read(path), whole.length, "bit " + bit);
      if (bit / 8 >= data) {
        assertThat(accepted).as("bit %d of the data, under the checksum", bit).isFalse();
      }
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{'a':{'dtype':'F32','shape':[1099511627776],'data_offsets':[0,4398046511104]}} | a.shape[0]: expected an integer",
        "{'a':{'dtype':'F32','shape':[1048576,1048576],'data_offsets':[0,4398046511104]}} | more than 2147483639 elements",
        "{'a':{'dtype':'F32','shape':[2147483647,2147483647,2147483647,4],'data_offsets':[0,4]}} | more than 2147483639 elements",
        "{'a':{'dtype':'F32','shape':[4294967297],'data_offsets':[0,4]}} | a.shape[0]: expected an integer from 0 to 2147483647, found 4294967297",
        "{'a':{'dtype':'F32','shape':[1073741824],'data_offsets':[0,4294967296]}} | it is truncated",
        "{'a':{'dtype':'F32','shape':[1073741825],'data_offsets':[0,4]}} | takes 4294967300 bytes, its offsets span 4",
        "{'a':{'dtype':'F32','shape':[-1],'data_offsets':[0,4]}} | expected an integer of at least 0, found -1",
        "{'a':{'dtype':'F32','shape':[1],'data_offsets':[-4,0]}} | found -4",
        "{'a':{'dtype':'F32','shape':[1],'data_offsets':[4,0]}} | found 0",
        "{'a':{'dtype':'F32','shape':[1],'data_offsets':[0,4,8]}} | expected two offsets",
        "{'a':{'dtype':'F32','shape':[1],'data_offsets':[0,99999999999999999999]}} | found 99999999999999999999",
        "{'a':{'dtype':'F32','shape':[1.0],'data_offsets':[0,4]}} | found 1.0",
        "{'a':{'dtype':'F32','shape':[1],'data_offsets':[0,4]},'b':{'dtype':'F32','shape':[1],'data_offsets':[0,4]}} | tensors overlap",
        "{'a':{'dtype':'F32','shape':[1],'data_offsets':[0,4]},'b':{'dtype':'F32','shape':[1],'data_offsets':[8,12]}} | there is a hole",
        "{'a':{'dtype':'F32','shape':[1],'data_offsets':[4,8]}} | there is a hole",
        "{'a':{'dtype':'F32','shape':[1],'data_offsets':[0,4]},'a':{'dtype':'F32','shape':[1],'data_offsets':[4,8]}} | the name \"a\" stands twice",
        "{'a':{'dtype':'I64','shape':[1],'data_offsets':[0,8]}} | a.dtype: expected one of \"F32\"",
        "{'a':{'dtype':'F32','shape':[2],'data_offsets':[0,8],'extra':1}} | a.extra: unknown",
        "{'a':{'dtype':'F32','shape':[2]}} | a.data_offsets: missing",
        "{'a':{'dtype':'F32','shape':[1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,2],'data_offsets':[0,8]}} | expected at most 16 extents",
        "{'a':3} | a: expected an object, found 3",
        "{'__metadata__':{'a':3}} | __metadata__.a: expected a string, found 3",
        "{'__metadata__':{'crc32c':'zz'},'a':{'dtype':'F32','shape':[2],'data_offsets':[0,8]}} | not eight hexadecimal digits",
        "{'__metadata__':{'crc32c':'00000000'},'a':{'dtype':'F32','shape':[2],'data_offsets':[0,8]}} | the header says 00000000",
        "{} | bytes of data: it is damaged",
        "[] | does not begin with '{'",
        "` {}` | does not begin with '{'",
        "{'a':{'dtype':'F32','shape':[2],'data_offsets':[0,8]}}x | expected nothing after the value",
        "{'a':{'dtype':'F32','shape':[02],'data_offsets':[0,8]}} | expected a number",
      })
  void aLyingHeaderIsRefused(String header, String reason) {
    // Quotes are apostrophes above, for reading.
    String json = header.replace('\'', '"');
    byte[] bytes = Samples.safetensors(json, 8);
    Path path = file(bytes);
    assertThat(Hostile.accepted(() -> SafetensorsFile.read(path), bytes.length, json)).isFalse();
    assertThatThrownBy(() -> SafetensorsFile.read(path))
        .isInstanceOf(ModelException.class)
        .hasMessageStartingWith(path.toString())
        .hasMessageContaining(reason);
  }

  @ParameterizedTest
  @ValueSource(
      longs = {0, 1, 100, 16 << 20, (16 << 20) + 1, 1L << 40, Long.MAX_VALUE, -1, Long.MIN_VALUE})
  void aLyingHeaderLengthIsRefused(long length) {
    byte[] bytes = Samples.safetensors("{}", 0);
    ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).putLong(length);
    Path path = file(bytes);
    assertThat(Hostile.accepted(() -> SafetensorsFile.read(path), 10, "length " + length))
        .isFalse();
  }

  @Test
  void aDeeplyNestedHeaderIsRefused() {
    byte[] bytes = Samples.safetensors("{\"a\":" + "[".repeat(1_000_000), 0);
    Path path = file(bytes);
    assertThatThrownBy(() -> SafetensorsFile.read(path)).hasMessageContaining("nested deeper");
  }

  @Test
  void aHugeNameIsNotRepeatedInTheMessage() {
    byte[] bytes = Samples.safetensors("{\"" + "n".repeat(1 << 20) + "\":3}", 0);
    Path path = file(bytes);
    assertThat(Hostile.accepted(() -> SafetensorsFile.read(path), bytes.length, "name")).isFalse();
  }

  @Test
  void anEmptyFileOfTensorsIsFine() {
    Path path = file(Samples.safetensors("{}", 0));
    assertThat(SafetensorsFile.read(path).tensors()).isEmpty();
  }

  @Test
  void whatIsNoFileIsRefused() {
    assertThatThrownBy(() -> SafetensorsFile.read(folder)).hasMessage(folder + " is not a file");
    Path missing = folder.resolve("missing");
    assertThatThrownBy(() -> SafetensorsFile.read(missing)).hasMessage(missing + " does not exist");
  }
}
