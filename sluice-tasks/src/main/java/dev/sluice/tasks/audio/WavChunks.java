package dev.sluice.tasks.audio;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The two parts of a WAV file that matter.
///
/// @param data the samples' bytes, little-endian: a view of the file's
record WavChunks(WavFormat format, ByteBuffer data) {
  private static final int HEADER = 8; // id and size
  private static final int FIRST_CHUNK = 12; // behind RIFF, its size and WAVE
  private static final long UNKNOWN = 0xFFFF_FFFFL;

  /// What people take for WAV files.
  private static final Map<String, String> OTHERS =
      Map.of(
          "RIFX", "a big-endian WAV file (RIFX)",
          "RF64", "a 64-bit WAV file (RF64)",
          "BW64", "a 64-bit WAV file (BW64)",
          "FORM", "an AIFF file",
          "fLaC", "a FLAC file",
          "OggS", "an Ogg file",
          "ID3", "an MP3 file",
          ".snd", "an AU file",
          "caff", "a CAF file");

  static WavChunks of(byte[] bytes, String name) {
    return new Walk(bytes, name).chunks();
  }

  /// Goes from chunk to chunk: id, size, bytes, and one more to make them even.
  private record Walk(ByteBuffer file, String name) {
    Walk(byte[] bytes, String name) {
      this(ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN), name);
    }

    WavChunks chunks() {
      requireWave();
      long riff = size(4);
      if (riff != UNKNOWN && riff + HEADER > file.limit() + 1L) { // a last even byte may lack
        throw new AudioException(
            "%s: truncated: the header says %d bytes, the file has %d; get it again, or save it anew"
                .formatted(name, riff + HEADER, file.limit()));
      }
      WavFormat format = null;
      ByteBuffer data = null;
      int at = FIRST_CHUNK;
      while ((format == null || data == null) && file.limit() - at >= HEADER) {
        String id = id(at);
        int from = at + HEADER;
        long size = size(at + 4);
        boolean samples = id.equals("data") && data == null;
        if (samples && toTheEnd(riff, size, from)) {
          size = (long) file.limit() - from;
          size -= format == null ? 0 : size % format.frame();
        }
        requireInside(id, from, size);
        ByteBuffer chunk = file.slice(from, (int) size).order(ByteOrder.LITTLE_ENDIAN);
        if (samples) {
          data = chunk;
        } else if (id.equals("fmt ") && format == null) {
          format = WavFormat.of(chunk, name);
        }
        // An odd chunk may be the last one, without its even byte.
        at = (int) Math.min(file.limit(), from + size + (size & 1));
      }
      return new WavChunks(require(format, "fmt "), require(data, "data"));
    }

    private void requireWave() {
      if (file.limit() >= FIRST_CHUNK && id(0).equals("RIFF") && id(8).equals("WAVE")) {
        return;
      }
      if (file.limit() == 0) {
        throw new AudioException(name + " is empty, not a WAV file; get it again");
      }
      byte[] start = new byte[Math.min(4, file.limit())];
      file.get(0, start);
      String id = new String(start, StandardCharsets.ISO_8859_1);
      for (Map.Entry<String, String> other : OTHERS.entrySet()) {
        if (id.startsWith(other.getKey())) {
          throw new AudioException(
              name
                  + " is "
                  + other.getValue()
                  + ", not a WAV file; save it as WAV with 16-bit PCM");
        }
      }
      throw new AudioException(
          name
              + (id.equals("RIFF") && file.limit() >= FIRST_CHUNK
                  ? " is a RIFF file of another kind than WAVE; save it as WAV with 16-bit PCM"
                  : " is not a WAV file: it does not begin with RIFF, a size and WAVE; check the path"));
    }

    /// Whether the size of a `data` chunk is one of the two that say nothing.
    private boolean toTheEnd(long riff, long size, int from) {
      boolean open = riff == UNKNOWN || riff == 0 || riff + HEADER == from;
      return size == UNKNOWN || (size == 0 && open);
    }

    private void requireInside(String id, int from, long size) {
      if (size > file.limit() - from) {
        throw new AudioException(
            "%s: truncated: the `%s` chunk at byte %d says %d bytes, the file has %d more; get it again, or save it anew"
                .formatted(name, printable(id), from - HEADER, size, file.limit() - from));
      }
    }

    private <T> T require(@Nullable T chunk, String id) {
      if (chunk == null) {
        throw new AudioException(
            "%s has no `%s` chunk among its %d bytes; get it again, or save it anew"
                .formatted(name, id, file.limit()));
      }
      return chunk;
    }

    private static String printable(String id) {
      return id.replaceAll("[^ -~]", "?");
    }

    private String id(int at) {
      byte[] id = new byte[4];
      file.get(at, id);
      return new String(id, StandardCharsets.ISO_8859_1);
    }

    private long size(int at) {
      return Integer.toUnsignedLong(file.getInt(at));
    }
  }
}
