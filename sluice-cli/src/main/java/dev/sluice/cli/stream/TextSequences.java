package dev.sluice.cli.stream;

import dev.sluice.cli.terminal.LineReader;
import dev.sluice.cli.terminal.LineText;
import dev.sluice.core.tensor.Seq;
import dev.sluice.tasks.text.TextException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.Charset;
import java.util.List;
import java.util.function.Function;

/// A text in each line, which is the sequence's key as well; blank lines are passed over.
final class TextSequences {
  private static final int LONGEST_LINE = 1 << 20;

  private TextSequences() {}

  /// @param reader from a text to what the stack reads
  /// @param source what `in` is called
  /// @param action refuses lines that cannot be read
  static void forEach(
      Function<String, Seq> reader,
      InputStream in,
      String source,
      Charset encoding,
      SequenceAction action)
      throws IOException {
    LineReader lines = new LineReader(in, LONGEST_LINE, LineReader.Waiting.IDLE);
    for (var found = lines.next(); found != LineReader.Found.END; found = lines.next()) {
      String text = "";
      try {
        if (found == LineReader.Found.TOO_LONG) {
          throw new TextException(
              "the line is longer than %,d bytes; split it".formatted(LONGEST_LINE));
        }
        if (!lines.isBlank()) {
          text = LineText.of(lines, encoding).strip();
          action.accept(of(reader, text), lines);
        }
      } catch (TextException e) {
        String why = source + ": line " + lines.number() + ": " + e.getMessage();
        action.refuse(text, new IllegalArgumentException(why, e), lines);
      }
    }
  }

  static Sequence of(Function<String, Seq> reader, String text) {
    String stripped = text.strip();
    if (stripped.isEmpty()) {
      throw new TextException("the text is empty; write one");
    }
    return new Sequence(stripped, null, List.of(), reader.apply(stripped));
  }
}
