package dev.sluice.formats.npy;

import dev.sluice.core.tensor.Shape;
import dev.sluice.formats.FormatException;
import dev.sluice.formats.Source;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The header of an array: a dict of Python with the keys `descr`, `fortran_order`, `shape`.
///
/// @param data the byte where the elements begin
record NpyHeader(Kind kind, ByteOrder order, Layout layout, Shape shape, int data) {
  private static final byte[] MAGIC = {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y'};
  private static final int MAX_RANK = 16;

  /// In any order, as the format allows, each once; a comma at the end is usual. Repetitions are
  /// bounded, because each takes a frame of the stack.
  private static final Pattern ENTRY =
      Pattern.compile(
          "\\s*'(descr|fortran_order|shape)'\\s*:\\s*"
              + "('[^']{0,32}'|True|False|\\(\\s*(?:\\d{1,19}L?\\s*(?:,\\s*|(?=\\)))){0,64}\\))\\s*(?:,|$)");

  /// What the elements are.
  enum Kind {
    F2(2),
    F4(4),
    F8(8),
    I1(1),
    I2(2),
    I4(4),
    I8(8),
    U1(1),
    B1(1);

    final int bytes;

    Kind(int bytes) {
      this.bytes = bytes;
    }

    boolean isFractional() {
      return this == F2 || this == F4 || this == F8;
    }
  }

  /// Which index runs fastest.
  enum Layout {
    /// The last.
    C,
    /// The first.
    FORTRAN
  }

  static NpyHeader parse(Source source, int begin, int end) {
    byte[] bytes = source.bytes();
    if (end - begin < 10) {
      throw source.error(begin, "only " + (end - begin) + " bytes; not an array, or truncated");
    }
    for (int i = 0; i < MAGIC.length; i++) {
      if (bytes[begin + i] != MAGIC[i]) {
        throw source.error(begin + i, "it does not begin as arrays of NumPy do");
      }
    }
    int major = bytes[begin + 6];
    if (major < 1 || major > 3) {
      throw source.error(begin + 6, "version " + major + " of the format; 1 to 3 are known");
    }
    int prefix = major == 1 ? 10 : 12;
    if (end - begin < prefix) {
      throw source.error(begin, "the header's length is cut off; the file is truncated");
    }
    long length = 0;
    for (int i = prefix - 1; i >= 8; i--) {
      length = length << 8 | bytes[begin + i] & 0xFF;
    }
    if (length > end - begin - prefix || length > 1 << 16) {
      throw source.error(begin + 8, "a header of " + length + " bytes; the file is damaged");
    }
    source.allocate(2 * length, begin + 8L, "a header");
    String text = new String(bytes, begin + prefix, (int) length, StandardCharsets.UTF_8).strip();
    return dict(source, begin + prefix, text, begin + prefix + (int) length);
  }

  private static NpyHeader dict(Source source, int at, String text, int data) {
    if (!text.startsWith("{") || !text.endsWith("}")) {
      throw source.error(at, "the header is no dict; the file is damaged");
    }
    String inner = text.substring(1, text.length() - 1).strip();
    Matcher matcher = ENTRY.matcher(inner);
    String descr = "";
    String fortran = "";
    String shape = "";
    int position = 0;
    while (position < inner.length() && matcher.region(position, inner.length()).lookingAt()) {
      String value = matcher.group(2);
      switch (matcher.group(1)) {
        case "descr" -> descr = once(source, at, descr, value);
        case "fortran_order" -> fortran = once(source, at, fortran, value);
        default -> shape = once(source, at, shape, value);
      }
      position = matcher.end();
    }
    if (position < inner.length() && !inner.substring(position).isBlank()
        || !descr.startsWith("'")
        || !shape.startsWith("(")
        || !fortran.equals("True") && !fortran.equals("False")) {
      throw source.error(
          at,
          "the header is not a dict of descr, fortran_order and shape of a plain array"
              + " (objects and records are not read, because they are pickles)");
    }
    Layout layout = fortran.equals("True") ? Layout.FORTRAN : Layout.C;
    String type = descr.substring(1, descr.length() - 1);
    return new NpyHeader(
        kind(source, at, type), order(type), layout, shape(source, at, shape), data);
  }

  private static String once(Source source, int at, String before, String value) {
    if (!before.isEmpty()) {
      throw source.error(at, "the header has a key twice; the file is damaged");
    }
    return value;
  }

  private static ByteOrder order(String type) {
    return type.startsWith(">") ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN;
  }

  private static Kind kind(Source source, int at, String type) {
    return switch (type) {
      case "<f2", ">f2" -> Kind.F2;
      case "<f4", ">f4" -> Kind.F4;
      case "<f8", ">f8" -> Kind.F8;
      case "|i1" -> Kind.I1;
      case "<i2", ">i2" -> Kind.I2;
      case "<i4", ">i4" -> Kind.I4;
      case "<i8", ">i8" -> Kind.I8;
      case "|u1" -> Kind.U1;
      case "|b1" -> Kind.B1;
      default ->
          throw source.error(
              at,
              "elements of type '" + type + "' are not read; save the array as float32 or int64");
    };
  }

  private static Shape shape(Source source, int at, String tuple) {
    List<Integer> dims = new ArrayList<>();
    long size = 1;
    for (String part : tuple.substring(1, tuple.length() - 1).split(",")) {
      String digits = part.strip().replace("L", "");
      if (digits.isEmpty()) {
        continue;
      }
      long dim;
      try {
        dim = Long.parseLong(digits);
      } catch (NumberFormatException e) {
        throw tooLarge(source, at, tuple);
      }
      if (dim > Integer.MAX_VALUE || dims.size() == MAX_RANK) {
        throw tooLarge(source, at, tuple);
      }
      size *= dim;
      if (size > Integer.MAX_VALUE - 8) {
        throw tooLarge(source, at, tuple);
      }
      dims.add((int) dim);
    }
    return Shape.of(dims.stream().mapToInt(Integer::intValue).toArray());
  }

  private static FormatException tooLarge(Source source, int at, String tuple) {
    return source.error(at, "shape " + tuple + " has too many elements or axes; it cannot be read");
  }
}
