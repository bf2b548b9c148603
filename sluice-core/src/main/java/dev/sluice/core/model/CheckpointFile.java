package dev.sluice.core.model;

import dev.sluice.core.model.json.JsonException;
import dev.sluice.core.model.json.JsonObject;
import dev.sluice.core.model.json.JsonReader;
import dev.sluice.core.model.json.JsonView;
import dev.sluice.core.model.json.JsonWriter;
import java.io.IOException;
import java.nio.channels.WritableByteChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

/// One checkpoint in one file, little-endian, under one checksum.
///
/// ```
/// "SLUICECK" │ u32 version 1 │ u32 length of header │ JSON header │ float sections │ u32 CRC32C of all before it
/// header: {"meta":{…},"counters":{"step":7},"sections":{"parameters":1234}}      (numbers of floats)
/// ```
public final class CheckpointFile {
  /// "SLUICECK" read as a little-endian long.
  private static final long MAGIC = 0x4b43454349554c53L;

  private static final int VERSION = 1;
  private static final int MAX_HEADER_BYTES = 16 << 20;

  private CheckpointFile() {}

  /// Writes a checkpoint, whole or not at all.
  ///
  /// @throws ModelException if it cannot be written, or exists and `overwrite` is
  ///   [Overwrite#REFUSE]
  public static void write(Path path, Checkpoint checkpoint, Overwrite overwrite) {
    write(Disk.LOCAL, path, checkpoint, overwrite);
  }

  static void write(Disk disk, Path path, Checkpoint checkpoint, Overwrite overwrite) {
    byte[] header = header(checkpoint);
    AtomicFiles.write(disk, path, overwrite, channel -> write(channel, header, checkpoint));
  }

  private static void write(WritableByteChannel channel, byte[] header, Checkpoint checkpoint)
      throws IOException {
    CheckedOutput out = new CheckedOutput(channel);
    out.putLong(MAGIC);
    out.putInt(VERSION);
    out.putInt(header.length);
    out.putBytes(header);
    for (float[] section : checkpoint.sections().values()) {
      out.putFloats(section);
    }
    out.putInt(out.checksum());
    out.flush();
  }

  private static byte[] header(Checkpoint checkpoint) {
    JsonObject.Builder counters = JsonObject.builder();
    checkpoint.counters().forEach(counters::put);
    JsonObject.Builder sections = JsonObject.builder();
    checkpoint.sections().forEach((name, floats) -> sections.put(name, floats.length));
    JsonObject header =
        JsonObject.builder()
            .put("meta", checkpoint.meta())
            .put("counters", counters.build())
            .put("sections", sections.build())
            .build();
    byte[] bytes = JsonWriter.compact(header).getBytes(StandardCharsets.UTF_8);
    if (bytes.length > MAX_HEADER_BYTES) {
      throw new IllegalArgumentException(
          "a checkpoint's header takes " + bytes.length + " bytes, at most " + MAX_HEADER_BYTES);
    }
    return bytes;
  }

  /// Reads a checkpoint and checks all of it.
  ///
  /// @throws ModelException if it is damaged, truncated, of a newer Sluice, or no checkpoint
  public static Checkpoint read(Path path) {
    try (CheckedInput in = CheckedInput.open(path)) {
      if (in.size() < 20 || in.getLong() != MAGIC) {
        throw new ModelException(path + " is not a Sluice checkpoint, or is damaged");
      }
      int version = in.getInt();
      if (version != VERSION) {
        throw new ModelException(
            path
                + (": written by a newer Sluice: checkpoint format "
                    + Integer.toUnsignedString(version))
                + (", this one reads " + VERSION + "; update Sluice (or the file is damaged)"));
      }
      return content(in, path.toString());
    }
  }

  private static Checkpoint content(CheckedInput in, String source) {
    long length = Integer.toUnsignedLong(in.getInt());
    if (length > MAX_HEADER_BYTES) {
      throw new ModelException(source + ": a header of " + length + " bytes; the file is damaged");
    }
    JsonView header = parse(in.bytes(length), source);
    Map<String, Long> counters = new LinkedHashMap<>();
    header
        .member("counters")
        .members()
        .forEach((name, view) -> counters.put(name, view.integer(Long.MIN_VALUE, Long.MAX_VALUE)));
    Map<String, float[]> sections = new LinkedHashMap<>();
    header
        .member("sections")
        .members()
        .forEach((name, view) -> sections.put(name, in.floats(Dtype.F32, view.integer(0))));
    int actual = in.checksum();
    if (in.remaining() != 4 || in.getInt() != actual) {
      throw new ModelException(
          source
              + ": length or checksum is wrong; the file is damaged, take an earlier checkpoint");
    }
    return new Checkpoint(header.member("meta").object(), counters, sections);
  }

  private static JsonView parse(byte[] header, String source) {
    try {
      return JsonView.of(source, JsonReader.read(header, source), ModelException::new)
          .allowOnly("meta", "counters", "sections");
    } catch (JsonException e) {
      throw new ModelException(e.getMessage() + "; the file is damaged", e);
    }
  }
}
