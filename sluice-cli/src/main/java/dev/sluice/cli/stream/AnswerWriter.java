package dev.sluice.cli.stream;

import dev.sluice.tasks.series.TimeStep;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.time.LocalDateTime;
import java.util.Arrays;

/// Writes answers as JSON into a buffer that is used again, and hands on whole lines.
final class AnswerWriter {
  private static final int SIZE = 1 << 16;
  private static final byte[] HEX = "0123456789abcdef".getBytes(StandardCharsets.US_ASCII);

  private final PrintWriter out;
  private final StringBuilder digits = new StringBuilder(32);
  private byte[] bytes = new byte[2 * SIZE];
  private int size;
  private boolean lost;

  AnswerWriter(PrintWriter out) {
    this.out = out;
  }

  /// Ends a line; hands it on if the buffer is full enough.
  void endLine() {
    put('\n');
    if (size >= SIZE) {
      flush();
    }
  }

  /// Hands on all lines that were ended.
  void flush() {
    out.write(new String(bytes, 0, size, StandardCharsets.UTF_8));
    lost = out.checkError(); // flushes, and is the only way to know
    size = 0;
  }

  /// Whether nobody takes the answers any more.
  boolean isLost() {
    return lost;
  }

  /// A constant piece of JSON.
  AnswerWriter raw(byte[] ascii) {
    room(ascii.length);
    System.arraycopy(ascii, 0, bytes, size, ascii.length);
    size += ascii.length;
    return this;
  }

  /// A single ASCII character of JSON.
  AnswerWriter raw(char ascii) {
    put(ascii);
    return this;
  }

  /// The shortest number that is this one again when it is read.
  AnswerWriter number(double value) {
    digits.setLength(0);
    digits.append(value);
    return digits();
  }

  /// The shortest number that is this one again when it is read as a float.
  AnswerWriter number(float value) {
    digits.setLength(0);
    digits.append(value);
    return digits();
  }

  /// A whole number.
  AnswerWriter number(long value) {
    digits.setLength(0);
    digits.append(value);
    return digits();
  }

  private AnswerWriter digits() {
    int length = digits.length();
    room(length);
    for (int i = 0; i < length; i++) {
      bytes[size++] = (byte) digits.charAt(i);
    }
    return this;
  }

  /// A field of CSV, in quotes where it needs them.
  AnswerWriter cell(String text) {
    boolean plain = text.chars().noneMatch(c -> c == ',' || c == '"' || c < ' ');
    String cell = plain ? text : '"' + text.replace("\"", "\"\"") + '"';
    return raw(cell.getBytes(StandardCharsets.UTF_8));
  }

  /// A string in quotes.
  AnswerWriter string(CharSequence text) {
    room(2 + 6 * text.length());
    put('"');
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '"' || c == '\\') {
        put('\\');
        put(c);
      } else if (c >= ' ' && c < 0x7f) {
        put(c);
      } else {
        i += other(text, i);
      }
    }
    put('"');
    return this;
  }

  /// A character that is not plain ASCII; half of one becomes U+FFFD, since UTF-8 has no halves.
  ///
  /// @return how many chars it took beside the first
  private int other(CharSequence text, int i) {
    int point = Character.codePointAt(text, i);
    if (point < 0x80) {
      raw(new byte[] {'\\', 'u', '0', '0', HEX[point >> 4], HEX[point & 15]});
      return 0;
    }
    String character = Character.toString(isHalf(point) ? 0xfffd : point);
    raw(character.getBytes(StandardCharsets.UTF_8));
    return Character.charCount(point) - 1;
  }

  static boolean isHalf(int point) {
    return Character.MIN_SURROGATE <= point && point <= Character.MAX_SURROGATE;
  }

  /// A time in quotes: the date alone, or with the time of day as [LocalDateTime#toString] has it.
  AnswerWriter time(LocalDateTime time, TimeText style) {
    if (time.getYear() < 0 || time.getYear() > 9999) {
      return string(time.toString());
    }
    put('"');
    two(time.getYear() / 100);
    two(time.getYear() % 100);
    put('-');
    two(time.getMonthValue());
    put('-');
    two(time.getDayOfMonth());
    int second = time.toLocalTime().toSecondOfDay();
    if (style == TimeText.DATE_AND_TIME || second != 0) {
      put('T');
      two(second / 3600);
      put(':');
      two(second / 60 % 60);
      if (second % 60 != 0) {
        put(':');
        two(second % 60);
      }
    }
    put('"');
    return this;
  }

  /// How times of a series are written; the same as [TimeStep#text].
  enum TimeText {
    /// Midnights without the time of day.
    DATE,
    /// All with the time of day.
    DATE_AND_TIME;

    static TimeText of(TimeStep step) {
      return switch (step.unit()) {
        case DAYS, WEEKS, MONTHS -> DATE;
        case HOURS, MINUTES, SECONDS -> DATE_AND_TIME;
      };
    }
  }

  /// An array of numbers.
  ///
  /// @param values holds them from `from` on
  AnswerWriter array(float[] values, int from, int count) {
    put('[');
    for (int i = 0; i < count; i++) {
      if (i > 0) {
        put(',');
      }
      number(values[from + i]);
    }
    put(']');
    return this;
  }

  private void two(int number) {
    put((char) ('0' + number / 10));
    put((char) ('0' + number % 10));
  }

  private void put(char ascii) {
    room(1);
    bytes[size++] = (byte) ascii;
  }

  private void room(int more) {
    if (size + more > bytes.length) {
      bytes = Arrays.copyOf(bytes, Math.max(2 * bytes.length, size + more));
    }
  }
}
