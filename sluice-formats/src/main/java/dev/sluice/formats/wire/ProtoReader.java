package dev.sluice.formats.wire;

import dev.sluice.formats.FormatException;
import dev.sluice.formats.Source;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

/// Reads one message of protocol buffers in place.
///
/// ```java
/// while (reader.next()) {
///   switch (reader.field()) {
///     case 1 -> name = reader.text();
///     case 2 -> read(reader.message());
///     default -> reader.skip();
///   }
/// }
/// ```
///
/// Each field must be consumed by exactly one call. Unknown fields are skipped, groups refused.
public final class ProtoReader {
  /// Messages within messages; exported graphs reach about ten.
  private static final int MAX_DEPTH = 64;

  private static final int VARINT = 0;
  private static final int FIXED64 = 1;
  private static final int LENGTH = 2;
  private static final int FIXED32 = 5;

  /// What a message costs in memory at least, as an object.
  private static final int MESSAGE_COST = 64;

  private final Source source;
  private final byte[] bytes;
  private final int end;
  private final int depth;
  private int at;
  private int fieldAt;
  private int field;
  private int wire;

  private ProtoReader(Source source, int at, int end, int depth) {
    this.source = source;
    this.bytes = source.bytes();
    this.at = at;
    this.end = end;
    this.depth = depth;
  }

  /// The file as one message.
  public static ProtoReader of(Source source) {
    return new ProtoReader(source, 0, source.bytes().length, 0);
  }

  /// A stretch of the file as one message.
  public static ProtoReader of(Source source, Stretch stretch) {
    return new ProtoReader(source, stretch.begin(), stretch.end(), 0);
  }

  /// Bytes `[begin, end)` of the file.
  public record Stretch(int begin, int end) {
    /// Their number.
    public int length() {
      return end - begin;
    }
  }

  /// Moves to the next field.
  ///
  /// @return false at the end of the message
  public boolean next() {
    if (at == end) {
      return false;
    }
    fieldAt = at;
    long tag = varint();
    field = (int) (tag >>> 3);
    wire = (int) (tag & 7);
    if (tag >>> 3 == 0 || tag >>> 3 > 0x1FFFFFFF) {
      throw source.error(fieldAt, "a field number of " + (tag >>> 3) + "; the file is damaged");
    }
    return true;
  }

  /// The number of the current field.
  public int field() {
    return field;
  }

  /// The byte where the current field begins.
  public int offset() {
    return fieldAt;
  }

  /// The file.
  public Source source() {
    return source;
  }

  private void require(int expected) {
    if (wire != expected) {
      throw source.error(
          fieldAt,
          "field %d has wire type %d, not %d; the file is damaged"
              .formatted(field, wire, expected));
    }
  }

  /// Whether the current field is an integer, not bytes.
  public boolean isNumber() {
    return wire == VARINT;
  }

  /// An integer field.
  public long int64() {
    require(VARINT);
    return varint();
  }

  /// An integer field within 32 bits.
  public int int32() {
    long value = int64();
    if (value != (int) value) {
      throw source.error(
          fieldAt, "field " + field + " is " + value + ", more than 32 bits; the file is damaged");
    }
    return (int) value;
  }

  /// A float field.
  public float float32() {
    require(FIXED32);
    return Float.intBitsToFloat(fixed32());
  }

  /// The bytes of a field of any length, in place.
  public Stretch stretch() {
    require(LENGTH);
    long length = varint();
    if (length < 0 || length > end - at) {
      throw source.error(
          fieldAt,
          "field %d has a length of %s bytes, %d are left; the file is truncated or damaged"
              .formatted(field, Long.toUnsignedString(length), end - at));
    }
    int begin = at;
    at += (int) length;
    return new Stretch(begin, at);
  }

  /// A field of text.
  public String text() {
    Stretch s = stretch();
    source.allocate(2L * s.length() + MESSAGE_COST, fieldAt, "a text");
    try {
      return StandardCharsets.UTF_8
          .newDecoder()
          .decode(ByteBuffer.wrap(bytes, s.begin(), s.length()))
          .toString();
    } catch (CharacterCodingException e) {
      throw source.error(fieldAt, "field " + field + " is not text in UTF-8; the file is damaged");
    }
  }

  /// A message within this one.
  public ProtoReader message() {
    if (depth == MAX_DEPTH) {
      throw source.error(
          fieldAt, "more than " + MAX_DEPTH + " messages within each other; the file is hostile");
    }
    Stretch s = stretch();
    source.allocate(MESSAGE_COST, fieldAt, "a message");
    return new ProtoReader(source, s.begin(), s.end(), depth + 1);
  }

  /// Integers of a repeated field, packed or one by one; call it for each occurrence.
  public void int64s(LongList list) {
    if (wire == VARINT) {
      list.add(varint(), this);
      return;
    }
    Stretch s = stretch();
    int after = at;
    int count = 0;
    for (int i = s.begin(); i < s.end(); i++) {
      count += bytes[i] >= 0 ? 1 : 0; // the last byte of a number
    }
    list.reserve(count, this);
    for (at = s.begin(); at < s.end(); ) {
      list.add(varint(), this);
    }
    if (at != after) {
      throw error("the last integer of a list is cut off; the file is damaged");
    }
  }

  /// Floats of a repeated field, packed or one by one; call it for each occurrence.
  public void float32s(FloatList list) {
    if (wire == FIXED32) {
      list.add(Float.intBitsToFloat(fixed32()), this);
      return;
    }
    Stretch s = stretch();
    if (s.length() % Float.BYTES != 0) {
      throw source.error(
          fieldAt, "floats take " + s.length() + " bytes, no multiple of 4; the file is damaged");
    }
    list.reserve(s.length() / Float.BYTES, this);
    for (at = s.begin(); at < s.end(); ) {
      list.add(Float.intBitsToFloat(fixed32()), this);
    }
  }

  /// Passes over the current field.
  public void skip() {
    switch (wire) {
      case VARINT -> varint();
      case FIXED64 -> advance(Long.BYTES);
      case LENGTH -> stretch();
      case FIXED32 -> advance(Integer.BYTES);
      default ->
          throw source.error(
              fieldAt, "wire type " + wire + " is not known; not this kind of file, or damaged");
    }
  }

  /// An error at the current field.
  public FormatException error(String message) {
    return source.error(fieldAt, message);
  }

  private void advance(int count) {
    if (end - at < count) {
      throw source.error(at, "the message ends within a number; the file is truncated or damaged");
    }
    at += count;
  }

  private int fixed32() {
    int begin = at;
    advance(Integer.BYTES);
    return (bytes[begin] & 0xFF)
        | (bytes[begin + 1] & 0xFF) << 8
        | (bytes[begin + 2] & 0xFF) << 16
        | bytes[begin + 3] << 24;
  }

  private long varint() {
    int begin = at;
    long value = 0;
    for (int shift = 0; shift < 70; shift += 7) {
      if (at == end) {
        throw source.error(
            begin, "the message ends within a number; the file is truncated or damaged");
      }
      byte b = bytes[at++];
      if (shift == 63 && (b & 0xFE) != 0) {
        break;
      }
      value |= (long) (b & 0x7F) << shift;
      if (b >= 0) {
        return value;
      }
    }
    throw source.error(begin, "a number of more than 64 bits; the file is damaged");
  }
}
