package dev.sluice.formats.npy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.core.model.Overwrite;
import dev.sluice.core.tensor.Shape;
import dev.sluice.core.tensor.Tensor;
import dev.sluice.formats.FormatException;
import dev.sluice.formats.Source;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/// NumPy's files: every type and order, and files that are made to hurt.
class NpzTest {
  private static byte[] npy(String dict, byte... data) {
    byte[] header = (dict + "\n").getBytes(StandardCharsets.US_ASCII);
    ByteBuffer out =
        ByteBuffer.allocate(10 + header.length + data.length).order(ByteOrder.LITTLE_ENDIAN);
    out.put(new byte[] {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y', 1, 0});
    return out.putShort((short) header.length).put(header).put(data).array();
  }

  private static String dict(String type, String fortran, String shape) {
    return "{'descr': '%s', 'fortran_order': %s, 'shape': %s, }".formatted(type, fortran, shape);
  }

  private static Tensor read(byte[] file) {
    return Npy.read(Source.of("a.npy", file), 0, file.length);
  }

  private static byte[] numbers(ByteOrder order, String type) {
    ByteBuffer out = ByteBuffer.allocate(32).order(order);
    for (int i = 1; i <= 4; i++) {
      switch (type) {
        case "f2" -> out.putShort(Float.floatToFloat16(i));
        case "f4" -> out.putFloat(i);
        case "f8" -> out.putDouble(i);
        case "i2" -> out.putShort((short) i);
        case "i4" -> out.putInt(i);
        case "i8" -> out.putLong(i);
        default -> out.put((byte) i);
      }
    }
    return java.util.Arrays.copyOf(out.array(), out.position());
  }

  @Test
  void everyTypeIsReadInBothOrders() {
    for (String type : new String[] {"f2", "f4", "f8", "i2", "i4", "i8"}) {
      for (String order : new String[] {"<", ">"}) {
        ByteOrder bytes = order.equals("<") ? ByteOrder.LITTLE_ENDIAN : ByteOrder.BIG_ENDIAN;
        Tensor found = read(npy(dict(order + type, "False", "(2, 2)"), numbers(bytes, type)));
        assertThat(found.shape()).isEqualTo(Shape.of(2, 2));
        assertThat(found.data()).as(order + type).containsExactly(1, 2, 3, 4);
      }
    }
    byte[] bytes = numbers(ByteOrder.LITTLE_ENDIAN, "u1");
    assertThat(read(npy(dict("|u1", "False", "(4,)"), bytes)).data()).containsExactly(1, 2, 3, 4);
    assertThat(read(npy(dict("|i1", "False", "(4,)"), bytes)).data()).containsExactly(1, 2, 3, 4);
    assertThat(read(npy(dict("|b1", "False", "(4,)"), bytes)).data()).containsExactly(1, 1, 1, 1);
  }

  @Test
  void fortranOrderIsTurned() {
    byte[] bytes = {1, 4, 2, 5, 3, 6};
    Tensor found = read(npy(dict("|u1", "True", "(2, 3)"), bytes));
    assertThat(found.data()).containsExactly(1, 2, 3, 4, 5, 6);
  }

  @Test
  void scalarsAndEmptyArraysAreRead() {
    assertThat(read(npy(dict("|u1", "False", "()"), (byte) 7)).data()).containsExactly(7);
    assertThat(read(npy(dict("|u1", "False", "(0, 3)"))).shape()).isEqualTo(Shape.of(0, 3));
  }

  @Test
  void whatIsWrittenComesBack(@TempDir Path folder) {
    Map<String, Tensor> arrays = new LinkedHashMap<>();
    arrays.put("w", Tensor.of(Shape.of(2, 3), 1, -2, 3.5f, 4e-30f, Float.MAX_VALUE, 6));
    arrays.put("b", Tensor.of(Shape.of(2), 7, 8));
    arrays.put("s", Tensor.of(Shape.of(), 9));
    Path file = folder.resolve("a.npz");
    Npz.write(file, arrays, Overwrite.REFUSE);
    Map<String, Tensor> back = Npz.read(file);
    assertThat(back.keySet()).containsExactly("w", "b", "s");
    arrays.forEach((name, tensor) -> {
      assertThat(back.get(name).shape()).isEqualTo(tensor.shape());
      assertThat(back.get(name).data()).isEqualTo(tensor.data());
    });
  }

  private static byte[] deflated(String name, byte[] content) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (ZipOutputStream zip = new ZipOutputStream(out)) {
      zip.putNextEntry(new ZipEntry(name));
      zip.write(content);
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
    return out.toByteArray();
  }

  @Test
  void deflatedArraysAreRead() {
    byte[] file = deflated("x.npy", Npy.write(Tensor.of(Shape.of(3), 1, 2, 3)));
    assertThat(Npz.read(Source.of("a.npz", file)).get("x").data()).containsExactly(1, 2, 3);
  }

  static Stream<Arguments> badArrays() {
    byte[] four = new byte[4];
    return Stream.of(
        Arguments.of("empty", new byte[0], "only 0 bytes"),
        Arguments.of("nine bytes", new byte[9], "only 9 bytes"),
        Arguments.of("no magic", new byte[20], "does not begin"),
        Arguments.of(
            "version 4", changed(npy(dict("<f4", "False", "(1,)"), four), 6, 4), "version 4"),
        Arguments.of(
            "version -1", changed(npy(dict("<f4", "False", "(1,)"), four), 6, -1), "version"),
        Arguments.of(
            "a header beyond the end",
            changed(npy(dict("<f4", "False", "(1,)"), four), 9, 127),
            "header of"),
        Arguments.of("objects", npy(dict("|O", "False", "(1,)"), four), "'|O'"),
        Arguments.of("text", npy(dict("<U4", "False", "(1,)"), four), "'<U4'"),
        Arguments.of("complex", npy(dict("<c8", "False", "(1,)"), four), "'<c8'"),
        Arguments.of(
            "records",
            npy("{'descr': [('a', '<f4')], 'fortran_order': False, 'shape': (1,), }", four),
            "records"),
        Arguments.of("no dict", npy("hello", four), "no dict"),
        Arguments.of("no shape", npy("{'descr': '<f4', 'fortran_order': False, }", four), "shape"),
        Arguments.of(
            "shape twice",
            npy("{'descr': '<f4', 'fortran_order': False, 'shape': (1,), 'shape': (1,)}", four),
            "twice"),
        Arguments.of(
            "another key",
            npy("{'descr': '<f4', 'fortran_order': False, 'shape': (1,), 'evil': True}", four),
            "not a dict of"),
        Arguments.of(
            "code",
            npy("{'descr': '<f4', 'fortran_order': exit(), 'shape': (1,)}", four),
            "not a dict"),
        Arguments.of(
            "a negative extent", npy(dict("<f4", "False", "(-1,)"), four), "not a dict of"),
        Arguments.of("a broken tuple", npy(dict("<f4", "False", "(1 1)"), four), "not a dict of"),
        Arguments.of("2^40", npy(dict("<f4", "False", "(1099511627776,)"), four), "too many"),
        Arguments.of("2^64", npy(dict("<f4", "False", "(18446744073709551616,)"), four), ""),
        Arguments.of(
            "an overflowing product",
            npy(dict("<f4", "False", "(65536, 65536, 65536)"), four),
            "too many"),
        Arguments.of(
            "rank 17", npy(dict("|u1", "False", "(" + "1,".repeat(17) + ")"), four), "too many"),
        Arguments.of(
            "rank 20,000",
            npy(dict("|u1", "False", "(" + "1,".repeat(20_000) + ")"), four),
            "not a dict"),
        Arguments.of(
            "an integer that a float does not hold",
            npy(dict("<i8", "False", "(1,)"), new byte[] {1, 0, 0, 1, 0, 0, 0, 0}),
            "16777217"),
        Arguments.of(
            "the largest integer",
            npy(dict("<i8", "False", "(1,)"), new byte[] {-1, -1, -1, -1, -1, -1, -1, 127}),
            "9223372036854775807"),
        Arguments.of(
            "a shape bomb", npy(dict("<f4", "False", "(500000000,)"), four), "4 bytes of data"),
        Arguments.of("short data", npy(dict("<f4", "False", "(2,)"), four), "4 bytes of data"),
        Arguments.of("long data", npy(dict("|u1", "False", "(2,)"), four), "4 bytes of data"),
        Arguments.of(
            "a double beyond floats",
            npy(dict("<f8", "False", "(1,)"), new byte[] {0, 0, 0, 0, 0, 0, (byte) 0xE0, 0x7F}),
            "beyond a float"));
  }

  private static byte[] changed(byte[] file, int at, int value) {
    byte[] out = file.clone();
    out[at] = (byte) value;
    return out;
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("badArrays")
  void aBadArrayIsRefused(String name, byte[] file, String expected) {
    assertThatThrownBy(() -> read(file))
        .isInstanceOfSatisfying(
            FormatException.class,
            e -> {
              assertThat(e).hasMessageContaining("a.npy").hasMessageContaining(expected);
              assertThat(e.offset()).isBetween(0L, (long) file.length);
            });
  }

  private static byte[] good() {
    Map<String, Tensor> arrays = new LinkedHashMap<>();
    arrays.put("a", Tensor.of(Shape.of(2), 1, 2));
    arrays.put("b", Tensor.of(Shape.of(2), 3, 4));
    return Npz.write(arrays);
  }

  /// Changes the 32-bit number `shift` bytes behind the `which`-th record with this signature.
  private static UnaryOperator<byte[]> patch(int signature, int which, int shift, long value) {
    return file -> {
      ByteBuffer buffer = ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN);
      int left = which;
      for (int i = 0; i < file.length - 3; i++) {
        if (buffer.getInt(i) == signature && left-- == 0) {
          buffer.putInt(i + shift, (int) value);
          return file;
        }
      }
      throw new IllegalStateException("no such record");
    };
  }

  static Stream<Arguments> badZips() {
    int central = 0x02014b50;
    int local = 0x04034b50;
    int end = 0x06054b50;
    return Stream.of(
        Arguments.of(
            "cut off", (UnaryOperator<byte[]>) f -> java.util.Arrays.copyOf(f, f.length - 9)),
        Arguments.of("empty", (UnaryOperator<byte[]>) f -> new byte[0]),
        Arguments.of("22 zeros", (UnaryOperator<byte[]>) f -> new byte[22]),
        Arguments.of(
            "bytes behind", (UnaryOperator<byte[]>) f -> java.util.Arrays.copyOf(f, f.length + 1)),
        Arguments.of("a directory elsewhere", patch(end, 0, 16, 5)),
        Arguments.of("a directory of 4 GiB", patch(end, 0, 12, 0xFFFFFFF0L)),
        Arguments.of("more entries than there are", patch(end, 0, 8, 0x00030003)),
        Arguments.of("fewer entries than there are", patch(end, 0, 8, 0x00010001)),
        Arguments.of("files on top of each other", patch(central, 1, 42, 0)),
        Arguments.of("a file at 2 GiB", patch(central, 0, 42, 0x7FFFFFF0L)),
        Arguments.of("a file at -1", patch(central, 0, 42, -1)),
        Arguments.of("a compressed size of 4 GiB", patch(central, 0, 20, -1)),
        Arguments.of("a size of 4 GiB", patch(central, 0, 24, -1)),
        Arguments.of("another checksum", patch(central, 0, 16, 1)),
        Arguments.of("encrypted", patch(central, 0, 8, 1)),
        Arguments.of("method 12", patch(central, 0, 10, 12)),
        Arguments.of("another name in place", patch(local, 0, 30, 0x41414141)),
        Arguments.of("a name beyond the end", patch(central, 0, 28, 0xFFFF)));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("badZips")
  void aBadZipIsRefused(String name, UnaryOperator<byte[]> harm) {
    byte[] file = harm.apply(good());
    assertThatThrownBy(() -> Npz.read(Source.of("a.npz", file)))
        .isInstanceOfSatisfying(
            FormatException.class, e -> assertThat(e.offset()).isBetween(0L, (long) file.length));
  }

  @Test
  void aZipBombIsRefusedBeforeItInflates() {
    byte[] bomb = deflated("x.npy", new byte[64 << 20]);
    assertThat(bomb.length).isLessThan(1 << 17);
    assertThatThrownBy(() -> Npz.read(Source.of("bomb.npz", bomb)))
        .isInstanceOf(FormatException.class)
        .hasMessageContaining("more than a file of");
  }

  @Test
  void whatInflatesIsOnTheFilesAccount() {
    // 1 MB of bytes deflates to nearly nothing, then would ask for 4 MB of floats.
    byte[] array = npy(dict("|u1", "False", "(1000000,)"), new byte[1_000_000]);
    byte[] file = deflated("x.npy", array);
    assertThatThrownBy(() -> Npz.read(Source.of("a.npz", file)))
        .isInstanceOfSatisfying(
            FormatException.class, e -> assertThat(e.offset()).isBetween(0L, (long) file.length))
        .hasMessageContaining("more than a file of " + file.length);
  }

  @Test
  void anErrorInsideADeflatedArrayIsAtTheEntry() {
    byte[] file = deflated("x.npy", npy(dict("|O", "False", "(1,)"), new byte[4]));
    assertThatThrownBy(() -> Npz.read(Source.of("a.npz", file)))
        .isInstanceOfSatisfying(FormatException.class, e -> assertThat(e.offset()).isZero())
        .hasMessageContaining("x.npy inflated");
  }

  /// A zip lists its files in any order.
  @Test
  void theDirectorysOrderIsFree() {
    byte[] file = good();
    int first = find(file, 0x02014b50, 0);
    int second = find(file, 0x02014b50, first + 4);
    int end = find(file, 0x06054b50, second);
    byte[] turned = file.clone();
    System.arraycopy(file, second, turned, first, end - second);
    System.arraycopy(file, first, turned, first + end - second, second - first);
    assertThat(Npz.read(Source.of("a.npz", turned)).keySet()).containsExactly("b", "a");
  }

  private static int find(byte[] file, int signature, int from) {
    ByteBuffer buffer = ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN);
    for (int i = from; i < file.length - 3; i++) {
      if (buffer.getInt(i) == signature) {
        return i;
      }
    }
    throw new IllegalStateException("no such record");
  }

  @Test
  void otherFilesAreRefused() {
    assertThatThrownBy(() -> Npz.read(Source.of("a.npz", deflated("x.pkl", new byte[3]))))
        .isInstanceOf(FormatException.class)
        .hasMessageContaining("no .npy file");
  }
}
