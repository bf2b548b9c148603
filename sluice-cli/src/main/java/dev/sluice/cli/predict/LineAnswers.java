package dev.sluice.cli.predict;

import dev.sluice.cli.terminal.LineReader;
import dev.sluice.cli.terminal.LineText;
import dev.sluice.cli.terminal.Pace;
import dev.sluice.cli.terminal.Terminal;
import dev.sluice.core.model.json.JsonObject;
import dev.sluice.tasks.text.TextException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.Charset;
import java.util.OptionalLong;

/// Answers lines with JSON, each in its place: many together where many are there, at once where
/// somebody waits. A line that cannot be read is answered with what is wrong with it.
///
/// @param <Q> a line as the model takes it
public final class LineAnswers<Q> {
  private static final int LONGEST = 1 << 20;

  /// What a model makes of lines.
  ///
  /// @param <Q> a line as it takes it
  public interface Model<Q> extends Answers.Model<Q> {
    /// @throws TextException if the line cannot be taken
    Q read(String line);
  }

  private final Model<Q> model;
  private final Terminal terminal;
  private final Broken broken;

  /// Answers with a model's answers.
  public LineAnswers(Model<Q> model, Terminal terminal, Broken broken) {
    this.model = model;
    this.terminal = terminal;
    this.broken = broken;
  }

  /// Answers all lines of a stream.
  ///
  /// @param name of the stream in messages
  /// @param size of the stream in bytes, empty if nobody knows
  /// @throws TextException if a line cannot be read and that is to stop all; what came before is
  ///   answered
  public void run(InputStream in, String name, Charset encoding, OptionalLong size) {
    Answers<Q> answers = new Answers<>(model, terminal);
    LineReader lines = new LineReader(in, LONGEST, new AnswerFirst(answers));
    try (Pace pace = Pace.besideData(terminal, "predict", "lines")) {
      for (var found = lines.next(); found != LineReader.Found.END; found = lines.next()) {
        take(name, lines, found, encoding, answers);
        pace.at(answers.answered(), lines.share(size));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } finally {
      answers.flush();
    }
    answers.tell("lines");
  }

  private void take(
      String name, LineReader lines, LineReader.Found found, Charset encoding, Answers<Q> answers) {
    try {
      if (found == LineReader.Found.TOO_LONG) {
        throw new TextException("the line is longer than %,d bytes; split it".formatted(LONGEST));
      }
      answers.ask(JsonObject.empty(), model.read(LineText.of(lines, encoding)));
    } catch (TextException e) {
      String why = "%s: line %d: %s".formatted(name, lines.number(), e.getMessage());
      if (broken == Broken.STOP) {
        throw new TextException(why, e);
      }
      answers.refuse(JsonObject.empty(), why);
    }
  }

  /// Nobody waits for an answer while this waits for a line.
  private record AnswerFirst(Answers<?> answers) implements LineReader.Waiting {
    @Override
    public void begins() {
      answers.flush();
    }

    @Override
    public void ends() {}
  }
}
