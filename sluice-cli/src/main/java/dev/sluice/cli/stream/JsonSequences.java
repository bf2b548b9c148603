package dev.sluice.cli.stream;

import dev.sluice.cli.terminal.LineReader;
import dev.sluice.core.tensor.Seq;
import dev.sluice.core.tensor.Tensor;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/// A sequence in each line: `{"key":"a","x":[[0.5,1],[0.25,-1]]}`.
final class JsonSequences {
  private static final int KEY = 0;
  private static final int X = 1;
  private static final int LONGEST_KEY = 1 << 16;
  private static final int LONGEST_LINE = 1 << 28;

  private JsonSequences() {}

  /// @param width numbers in a step
  /// @param reader from a series `[T,width]` to what the stack reads
  /// @param source what `in` is called
  /// @throws IllegalArgumentException if a line is broken, with its place
  static void forEach(
      int width, Function<Tensor, Seq> reader, InputStream in, String source, SequenceAction action)
      throws IOException {
    LineReader lines = new LineReader(in, LONGEST_LINE, LineReader.Waiting.IDLE);
    try (EventParser parser = new EventParser(List.of("key", "x"))) {
      for (var found = lines.next(); found != LineReader.Found.END; found = lines.next()) {
        try {
          if (found == LineReader.Found.TOO_LONG) {
            throw new BadEvent(
                BadEvent.WHOLE_LINE,
                "the line is longer than " + LONGEST_LINE + " bytes; cut the sequence");
          }
          if (!lines.isBlank()) {
            action.accept(sequence(width, reader, parser, lines), lines);
          }
        } catch (BadEvent e) {
          String column = e.column() > 0 ? ":" + e.column() : "";
          throw new IllegalArgumentException(
              source + ":" + lines.number() + column + ": " + e.sentence(), e);
        }
      }
    }
  }

  private static Sequence sequence(
      int width, Function<Tensor, Seq> reader, EventParser parser, LineReader lines) {
    StringBuilder key = new StringBuilder();
    List<float[]> steps = new ArrayList<>();
    parser.read(
        lines.buffer(),
        lines.from(),
        lines.to(),
        field -> {
          if (field == KEY) {
            key.append(parser.text(LONGEST_KEY, ""));
          } else {
            steps.addAll(parser.rows(width));
          }
        });
    parser.require(KEY);
    parser.require(X);
    Tensor x = Tensor.zeros(steps.size(), width);
    for (int t = 0; t < steps.size(); t++) {
      System.arraycopy(steps.get(t), 0, x.data(), t * width, width);
    }
    return new Sequence(key.toString(), null, List.of(), reader.apply(x));
  }
}
