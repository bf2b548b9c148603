package dev.sluice.cli.terminal;

import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.OptionalDouble;
import java.util.OptionalLong;

/// Finds lines in a stream of bytes, in a buffer that is used again and never grows beyond the
/// longest line allowed.
///
/// ```
/// buffer  …│line│line│li      │      next() moves over the lines, then the rest to the front
///          from to    scanned end
/// ```
public final class LineReader {
  private static final int FIRST_SIZE = 1 << 16;

  /// The byte order mark in UTF-8, which some programs write before the first line; it is no part
  /// of that line.
  private static final byte[] MARK = {(byte) 0xEF, (byte) 0xBB, (byte) 0xBF};

  private final InputStream in;
  private final int longest;
  private final Waiting waiting;
  private byte[] buffer;
  private int from;
  private int to;
  private int next; // where the next line begins
  private int end; // of what was read
  private long number;
  private long before; // bytes of the stream before those in the buffer

  /// What [#next] found.
  public enum Found {
    /// A line, from [#from] to [#to] in [#buffer].
    LINE,
    /// A line that is longer than allowed, which was passed over.
    TOO_LONG,
    /// The end of the stream.
    END
  }

  /// Is told of reads that may have to wait.
  public interface Waiting {
    /// Nobody who does anything about it.
    Waiting IDLE =
        new Waiting() {
          @Override
          public void begins() {}

          @Override
          public void ends() {}
        };

    /// Nothing is there to be read, perhaps for long.
    void begins();

    /// There was something, or the end.
    void ends();
  }

  /// @param longest bytes of a line
  public LineReader(InputStream in, int longest, Waiting waiting) {
    this.in = in;
    this.longest = longest;
    this.waiting = waiting;
    buffer = new byte[Math.min(FIRST_SIZE, longest + 1)];
  }

  /// Goes to the next line.
  public Found next() throws IOException {
    number++;
    from = next;
    int scanned = from;
    while (true) {
      for (; scanned < end; scanned++) {
        if (buffer[scanned] == '\n') {
          return line(scanned, scanned + 1);
        }
      }
      if (end - from > longest) {
        return passOver();
      }
      int before = from;
      boolean more = read();
      scanned -= before - from;
      if (!more) {
        return end > from ? line(end, end) : Found.END;
      }
    }
  }

  private Found line(int newline, int following) {
    if (number == 1 && startsWithMark(newline)) {
      from += MARK.length;
    }
    to = newline;
    next = following;
    return to - from > longest ? Found.TOO_LONG : Found.LINE;
  }

  private boolean startsWithMark(int newline) {
    return newline - from >= MARK.length
        && Arrays.equals(buffer, from, from + MARK.length, MARK, 0, MARK.length);
  }

  /// Drops what is left of a line that is too long.
  private Found passOver() throws IOException {
    while (true) {
      from = end;
      if (!read()) {
        next = end;
        return Found.TOO_LONG;
      }
      for (int i = from; i < end; i++) {
        if (buffer[i] == '\n') {
          next = i + 1;
          return Found.TOO_LONG;
        }
      }
    }
  }

  /// Reads what there is behind the bytes from `from` on, which it moves or gives more room if need
  /// be.
  private boolean read() throws IOException {
    if (from == end) {
      before += end;
      from = 0;
      end = 0;
    } else if (end == buffer.length && from > 0) {
      before += from;
      System.arraycopy(buffer, from, buffer, 0, end - from);
      end -= from;
      from = 0;
    } else if (end == buffer.length) {
      buffer = Arrays.copyOf(buffer, (int) Math.min(2L * buffer.length, longest + 1L));
    }
    int count = readOrWait();
    end += Math.max(count, 0);
    return count >= 0;
  }

  private int readOrWait() throws IOException {
    if (in.available() > 0) {
      return in.read(buffer, end, buffer.length - end);
    }
    waiting.begins();
    try {
      return in.read(buffer, end, buffer.length - end);
    } finally {
      waiting.ends();
    }
  }

  /// Whether the line has nothing but white space.
  public boolean isBlank() {
    for (int i = from; i < to; i++) {
      if (buffer[i] > ' ' || buffer[i] < 0) {
        return false;
      }
    }
    return true;
  }

  public byte[] buffer() {
    return buffer;
  }

  public int from() {
    return from;
  }

  /// Behind the line's last byte.
  public int to() {
    return to;
  }

  /// How much of a stream the lines so far are.
  ///
  /// @param size of the stream in bytes, empty if nobody knows
  public OptionalDouble share(OptionalLong size) {
    return size.isPresent() && size.getAsLong() > 0
        ? OptionalDouble.of(Math.min(1, (double) (before + next) / size.getAsLong()))
        : OptionalDouble.empty();
  }

  /// The number of the line, from 1.
  public long number() {
    return number;
  }
}
