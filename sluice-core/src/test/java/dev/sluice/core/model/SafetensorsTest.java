package dev.sluice.core.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.core.tensor.Shape;
import dev.sluice.core.tensor.Tensor;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SafetensorsTest {
  @TempDir Path folder;

  @Test
  void roundTripKeepsEveryBit() {
    SafetensorsFile file = Samples.tensors();
    Path path = folder.resolve("a.safetensors");
    file.write(path, Overwrite.REFUSE);
    SafetensorsFile read = SafetensorsFile.read(path);
    assertThat(read.metadata()).isEqualTo(file.metadata());
    assertThat(read.tensors().keySet())
        .containsExactly("empty", "gru.bias", "gru.weight", "scalar");
    file.tensors()
        .forEach((name, tensor) -> {
          Tensor other = read.tensors().get(name);
          assertThat(other.shape()).isEqualTo(tensor.shape());
          assertThat(bits(other)).isEqualTo(bits(tensor));
        });
  }

  @Test
  void largerThanTheBuffer() {
    float[] data = new float[100_003];
    for (int i = 0; i < data.length; i++) {
      data[i] = i * 0.37f;
    }
    Path path = folder.resolve("a.safetensors");
    new SafetensorsFile(
            Map.of("a", Tensor.of(Shape.of(1), 1), "b", Tensor.of(Shape.of(data.length), data)),
            Map.of())
        .write(path, Overwrite.REFUSE);
    assertThat(SafetensorsFile.read(path).tensors().get("b").data()).isEqualTo(data);
  }

  @Test
  void equalContentGivesEqualBytes() {
    SafetensorsFile file = Samples.tensors();
    Map<String, Tensor> reversed = new LinkedHashMap<>();
    new TreeMap<>(file.tensors()).descendingMap().forEach(reversed::put);
    Path one = folder.resolve("one");
    Path two = folder.resolve("two");
    file.write(one, Overwrite.REFUSE);
    new SafetensorsFile(reversed, file.metadata()).write(two, Overwrite.REFUSE);
    assertThat(Samples.bytes(one)).isEqualTo(Samples.bytes(two));
  }

  /// The bytes as the format's description gives them, by hand.
  @Test
  void bytesAreThoseOfTheFormat() {
    Path path = folder.resolve("a");
    new SafetensorsFile(Map.of("w", Tensor.of(Shape.of(1, 2), 1, 2)), Map.of())
        .write(path, Overwrite.REFUSE);
    ByteBuffer bytes = ByteBuffer.wrap(Samples.bytes(path)).order(ByteOrder.LITTLE_ENDIAN);
    byte[] header = new byte[(int) bytes.getLong()];
    bytes.get(header);
    assertThat(header.length % 8).isZero();
    assertThat(new String(header, StandardCharsets.UTF_8).stripTrailing())
        .matches(
            "\\{\"__metadata__\":\\{\"crc32c\":\"[0-9a-f]{8}\"},"
                + "\"w\":\\{\"dtype\":\"F32\",\"shape\":\\[1,2],\"data_offsets\":\\[0,8]}}");
    assertThat(bytes.getFloat()).isEqualTo(1);
    assertThat(bytes.getFloat()).isEqualTo(2);
    assertThat(bytes.hasRemaining()).isFalse();
  }

  @Test
  void readsForeignFilesInAnyOrderWithoutChecksum() {
    Path path =
        Samples.write(
            folder.resolve("a"),
            Samples.safetensors(
                "{\"z\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[8,12]},"
                    + "\"e\":{\"data_offsets\":[8,8],\"dtype\":\"F32\",\"shape\":[0]},"
                    + "\"a\":{\"dtype\":\"F32\",\"shape\":[2],\"data_offsets\":[0,8]}}   ",
                12));
    assertThat(SafetensorsFile.read(path).tensors().keySet()).containsExactly("a", "e", "z");
  }

  @Test
  void convertsOtherNumbersOnlyWhenAsked() {
    String header =
        "{\"h\":{\"dtype\":\"F16\",\"shape\":[3],\"data_offsets\":[0,6]},"
            + "\"b\":{\"dtype\":\"BF16\",\"shape\":[1],\"data_offsets\":[6,8]},"
            + "\"d\":{\"dtype\":\"F64\",\"shape\":[2],\"data_offsets\":[8,24]}}";
    byte[] bytes = Samples.safetensors(header, 24);
    ByteBuffer data = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    int start = bytes.length - 24;
    data.putShort(start, (short) 0x3c00)
        .putShort(start + 2, (short) 0xc000)
        .putShort(start + 4, (short) 1);
    data.putShort(start + 6, (short) 0xbfc0);
    data.putDouble(start + 8, 0.1).putDouble(start + 16, -3);
    Path path = Samples.write(folder.resolve("a"), bytes);
    assertThatThrownBy(() -> SafetensorsFile.read(path))
        .hasMessageContaining("tensor \"h\" is F16, weights are F32; convert");
    Map<String, Tensor> tensors = SafetensorsFile.read(path, Conversion.TO_FLOAT).tensors();
    assertThat(tensors.get("h").data()).containsExactly(1, -2, 0x1p-24f);
    assertThat(tensors.get("b").data()).containsExactly(-1.5f);
    assertThat(tensors.get("d").data()).containsExactly(0.1f, -3);

    data.putDouble(start + 16, 1e300);
    Samples.write(path, bytes);
    assertThatThrownBy(() -> SafetensorsFile.read(path, Conversion.TO_FLOAT))
        .isInstanceOf(ModelException.class)
        .hasMessageContaining("tensor \"d\": element 1 is 1.0E300, beyond a float's range");
  }

  @Test
  void namesTheFirstNumberThatIsNotFinite() {
    SafetensorsFile file =
        new SafetensorsFile(
            Map.of("w", Tensor.of(Shape.of(2, 3), 0, 0, 0, 0, 0, Float.NaN)), Map.of());
    assertThatThrownBy(() -> file.requireFinite("model.safetensors"))
        .isInstanceOf(ModelException.class)
        .hasMessageStartingWith("model.safetensors: tensor \"w\" [2,3] holds NaN at [1,2]; ")
        .hasMessageContaining("earlier checkpoint");
    assertThat(Samples.tensors().requireFinite("x").tensors()).hasSize(4);
  }

  @Test
  void refusesNamesItCannotStore() {
    Tensor one = Tensor.zeros(1);
    assertThatThrownBy(() -> new SafetensorsFile(Map.of("__metadata__", one), Map.of()))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new SafetensorsFile(Map.of(), Map.of("crc32c", "0")))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new SafetensorsFile(Map.of("\uD800", one), Map.of()))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void doesNotOverwriteUnasked() {
    Path path = folder.resolve("a");
    Samples.tensors().write(path, Overwrite.REFUSE);
    assertThatThrownBy(() -> Samples.tensors().write(path, Overwrite.REFUSE))
        .isInstanceOf(ModelException.class)
        .hasMessage(path + " exists; choose another name or pass --force");
    Samples.tensors().write(path, Overwrite.REPLACE);
    assertThat(Samples.names(folder)).containsExactly("a");
  }

  private static int[] bits(Tensor tensor) {
    int[] bits = new int[tensor.data().length];
    for (int i = 0; i < bits.length; i++) {
      bits[i] = Float.floatToRawIntBits(tensor.data()[i]);
    }
    return bits;
  }
}
