package dev.sluice.formats.zip;

import dev.sluice.formats.Source;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.zip.CRC32;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;

/// The files in a zip, by its central directory; what is found there must agree with the local
/// headers, and files may not overlap.
///
/// Not `java.util.zip.ZipFile`: entries must be checked against the budget before they are
/// inflated, and errors must name the byte. Neither encryption nor zip64 is read.
public final class ZipEntries {
  private static final int END = 0x06054b50;
  private static final int CENTRAL = 0x02014b50;
  private static final int LOCAL = 0x04034b50;
  private static final int STORED = 0;
  private static final int DEFLATED = 8;

  private final Source source;
  private final byte[] bytes;

  /// A file: its compressed bytes `[begin, end)`.
  ///
  /// @param offset the byte of its local header
  public record Entry(
      String name, int offset, int method, int begin, int end, long size, long crc) {}

  /// What a file holds: bytes `[begin, end)` of a source, the zip's own for a stored file.
  public record Content(Source source, int begin, int end) {
    /// As a source of its own; a stored file is copied, on the zip's account.
    public Source alone(String name) {
      if (begin == 0 && end == source.bytes().length) {
        return source;
      }
      source.allocate(end - begin, begin, name);
      return source.part(name, Arrays.copyOfRange(source.bytes(), begin, end), begin);
    }
  }

  private ZipEntries(Source source) {
    this.source = source;
    bytes = source.bytes();
  }

  /// All files, in the directory's order.
  ///
  /// @throws dev.sluice.formats.FormatException if the zip is damaged or hostile
  public static List<Entry> of(Source source) {
    return new ZipEntries(source).entries();
  }

  private List<Entry> entries() {
    int end = endRecord();
    int count = u16(end + 10);
    long size = u32(end + 12);
    long begin = u32(end + 16);
    if (begin + size != end) {
      throw source.error(
          end, "the zip's directory does not end where it should; the file is damaged");
    }
    List<Entry> entries = new ArrayList<>();
    Set<String> names = new HashSet<>();
    int at = (int) begin;
    for (int i = 0; i < count; i++) {
      require(at, 46, end);
      if (u32(at) != CENTRAL) {
        throw source.error(at, "no entry of the zip's directory; the file is damaged");
      }
      Entry entry = entry(at, (int) begin);
      if (!names.add(entry.name)) {
        throw source.error(at, "a second file \"" + entry.name + "\"; the zip is hostile");
      }
      entries.add(entry);
      at += 46 + u16(at + 28) + u16(at + 30) + u16(at + 32);
    }
    if (at != end) {
      throw source.error(at, "more in the zip's directory than it says; the file is damaged");
    }
    requireApart(entries);
    return entries;
  }

  /// The directory may list files in another order than they stand in.
  private void requireApart(List<Entry> entries) {
    long last = 0;
    for (Entry entry : entries.stream().sorted(Comparator.comparingInt(Entry::offset)).toList()) {
      if (entry.offset < last) {
        throw source.error(
            entry.offset, "\"" + entry.name + "\" overlaps another file; the zip is hostile");
      }
      last = entry.end;
    }
  }

  /// The last record, which a comment may follow.
  private int endRecord() {
    for (int at = bytes.length - 22; at >= 0 && at >= bytes.length - 22 - 0xFFFF; at--) {
      if (u32(at) == END && at + 22 + u16(at + 20) == bytes.length) {
        return at;
      }
    }
    throw source.error(bytes.length, "no end of a zip's directory; not a zip file, or truncated");
  }

  private Entry entry(int at, int limit) {
    int flags = u16(at + 8);
    int method = u16(at + 10);
    long compressed = u32(at + 20);
    long size = u32(at + 24);
    int nameLength = u16(at + 28);
    long offset = u32(at + 42);
    require(at + 46, nameLength, bytes.length);
    source.allocate(2L * nameLength + 64, at, "a name");
    String name = new String(bytes, at + 46, nameLength, StandardCharsets.UTF_8);
    if ((flags & 1) != 0 || method != STORED && method != DEFLATED) {
      throw source.error(
          at, "\"" + name + "\" is encrypted, or compressed by method " + method + "; deflate it");
    }
    if (offset + 30 > limit || u32((int) offset) != LOCAL) {
      throw source.error(at, "\"" + name + "\" is not where the zip says; the file is damaged");
    }
    int local = (int) offset;
    int localName = u16(local + 26);
    long begin = offset + 30 + localName + u16(local + 28);
    if (begin + compressed > limit || method == STORED && compressed != size) {
      throw source.error(local, "\"" + name + "\" is cut off; the file is damaged");
    }
    boolean sameName = localName == nameLength;
    for (int i = 0; sameName && i < nameLength; i++) {
      sameName = bytes[local + 30 + i] == bytes[at + 46 + i];
    }
    if (!sameName || u16(local + 8) != method) {
      throw source.error(local, "\"" + name + "\" has another name or method here; it is hostile");
    }
    return new Entry(
        name, local, method, (int) begin, (int) (begin + compressed), size, u32(at + 16));
  }

  /// What is in a file.
  ///
  /// @throws dev.sluice.formats.FormatException if it is damaged, or too large once inflated
  public static Content content(Source source, Entry entry) {
    CRC32 crc = new CRC32();
    if (entry.method == STORED) {
      crc.update(source.bytes(), entry.begin, entry.end - entry.begin);
      check(source, entry, crc);
      return new Content(source, entry.begin, entry.end);
    }
    source.allocate(entry.size, entry.offset, "\"" + entry.name + "\" inflated");
    byte[] inflated = inflate(source, entry);
    crc.update(inflated);
    check(source, entry, crc);
    Source inner = source.part(entry.name + " inflated", inflated, entry.offset);
    return new Content(inner, 0, inflated.length);
  }

  private static byte[] inflate(Source source, Entry entry) {
    if (entry.size > Integer.MAX_VALUE - 8) {
      throw source.error(
          entry.offset, "\"" + entry.name + "\" has 2 GiB or more; store it smaller");
    }
    byte[] out = new byte[(int) entry.size];
    Inflater inflater = new Inflater(true);
    try {
      inflater.setInput(source.bytes(), entry.begin, entry.end - entry.begin);
      int at = 0;
      while (!inflater.finished()) {
        int count = inflater.inflate(out, at, out.length - at);
        at += count;
        boolean stuck = count == 0 && !inflater.finished();
        if (stuck && !oneMore(inflater)) {
          throw source.error(
              entry.offset, "\"" + entry.name + "\" inflates to another size than it says");
        }
      }
      if (at != out.length || inflater.getRemaining() > 0) {
        throw source.error(
            entry.offset,
            "\""
                + entry.name
                + "\" inflates to "
                + at
                + " bytes of "
                + entry.size
                + ", or more follows");
      }
      return out;
    } catch (DataFormatException e) {
      throw source.error(entry.offset, "\"" + entry.name + "\" is damaged: " + e.getMessage());
    } finally {
      inflater.end();
    }
  }

  /// A full array is asked once more, whether the stream ends there.
  private static boolean oneMore(Inflater inflater) throws DataFormatException {
    return inflater.inflate(new byte[1]) == 0 && inflater.finished();
  }

  private static void check(Source source, Entry entry, CRC32 crc) {
    if (crc.getValue() != entry.crc) {
      throw source.error(
          entry.offset,
          "\"" + entry.name + "\" has another checksum than the zip says; it is damaged");
    }
  }

  private void require(int at, int count, int limit) {
    if (at < 0 || count > limit - at) {
      throw source.error(Math.max(0, at), "the zip's directory is cut off; the file is damaged");
    }
  }

  private int u16(int at) {
    require(at, 2, bytes.length);
    return bytes[at] & 0xFF | (bytes[at + 1] & 0xFF) << 8;
  }

  private long u32(int at) {
    return u16(at) | (long) u16(at + 2) << 16;
  }
}
