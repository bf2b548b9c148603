package dev.sluice.cli.terminal;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Lines are found however the bytes arrive, and long ones cost no memory.
class LineReaderTest {
  /// The bytes of a byte order mark.
  private static final String MARK = "\u00EF\u00BB\u00BF";

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 7, 1000})
  void linesOfAllLengths(int chunk) throws IOException {
    String text = "abc\n\n12345\n123456\nx\r\n1234567890123\n12345678901234567890\ny\nlast";
    List<String> expected = List.of("abc", "", "12345", "-", "x\r", "-", "-", "y", "last");
    assertThat(lines(text, 5, chunk)).isEqualTo(expected);
    assertThat(lines(text + "\n", 5, chunk)).isEqualTo(expected);
    assertThat(lines("", 5, chunk)).isEmpty();
    assertThat(lines("\n", 5, chunk)).containsExactly("");
    assertThat(lines("123456", 5, chunk)).containsExactly("-");
  }

  /// Of the first line alone, and not as a part of it.
  @ParameterizedTest
  @ValueSource(ints = {1, 2, 1000})
  void aByteOrderMarkIsNoPartOfTheFirstLine(int chunk) throws IOException {
    assertThat(lines(MARK + "ab\ncd", 9, chunk)).containsExactly("ab", "cd");
    assertThat(lines(MARK + "\nab", 9, chunk)).containsExactly("", "ab");
    assertThat(lines("ab\n" + MARK + "cd", 9, chunk)).containsExactly("ab", MARK + "cd");
  }

  @Test
  void buffersGrowToTheLongestLineOnly() throws IOException {
    String line = "x".repeat(150_000);
    assertThat(lines("a\n" + line + "\nb\n" + line + "x\nc", line.length(), 9_999))
        .containsExactly("a", line, "b", "-", "c");
  }

  @Test
  void aPauseIsToldBeforeTheWait() throws IOException {
    List<String> events = new ArrayList<>();
    LineReader lines =
        new LineReader(
            new Chunks("1\n2\n3", 4) {
              @Override
              public int read(byte[] to, int offset, int length) {
                events.add("read");
                return super.read(to, offset, length);
              }
            },
            9,
            new LineReader.Waiting() {
              @Override
              public void begins() {
                events.add("begins");
              }

              @Override
              public void ends() {
                events.add("ends");
              }
            });
    while (lines.next() != LineReader.Found.END) {
      events.add(new String(lines.buffer(), lines.from(), lines.to() - lines.from(), ISO_8859_1));
    }
    assertThat(events)
        .containsExactly(
            "begins", "read", "ends", "1", "2", "begins", "read", "ends", "begins", "read", "ends",
            "3", "begins", "read", "ends");
  }

  private static List<String> lines(String text, int longest, int chunk) throws IOException {
    LineReader lines = new LineReader(new Chunks(text, chunk), longest, LineReader.Waiting.IDLE);
    List<String> found = new ArrayList<>();
    for (var next = lines.next(); next != LineReader.Found.END; next = lines.next()) {
      found.add(
          next == LineReader.Found.TOO_LONG
              ? "-"
              : new String(lines.buffer(), lines.from(), lines.to() - lines.from(), ISO_8859_1));
      assertThat(lines.number()).isEqualTo(found.size());
      assertThat(lines.share(OptionalLong.of(text.length())))
          .hasValue((double) behindLine(text, found.size()) / text.length());
      assertThat(lines.buffer().length).isLessThanOrEqualTo(longest + 1);
    }
    return found;
  }

  /// The place behind line break `number`, or behind the last line.
  private static int behindLine(String text, int number) {
    int at = 0;
    for (int line = 0; line < number; line++) {
      at = text.indexOf('\n', at) < 0 ? text.length() : text.indexOf('\n', at) + 1;
    }
    return at;
  }

  /// Gives a few bytes at a time, and never says that there are more.
  private static class Chunks extends InputStream {
    private final InputStream bytes;
    private final int size;

    Chunks(String text, int size) {
      bytes = new ByteArrayInputStream(text.getBytes(ISO_8859_1));
      this.size = size;
    }

    @Override
    public int read() throws IOException {
      return bytes.read();
    }

    @Override
    public int read(byte[] to, int offset, int length) {
      try {
        return bytes.read(to, offset, Math.min(length, size));
      } catch (IOException e) {
        throw new AssertionError(e);
      }
    }
  }
}
