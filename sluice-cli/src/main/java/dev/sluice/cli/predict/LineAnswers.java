package dev.sluice.cli.predict;

import dev.sluice.cli.terminal.LineReader;
import dev.sluice.cli.terminal.LineText;
import dev.sluice.cli.terminal.Terminal;
import dev.sluice.core.model.json.JsonObject;
import dev.sluice.core.model.json.JsonWriter;
import dev.sluice.tasks.text.TextException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.Charset;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// Answers lines with JSON, each in its place: many together where many are there, at once where
/// somebody waits. A line that cannot be read is answered with what is wrong with it.
///
/// @param <Q> a line as the model takes it
final class LineAnswers<Q> {
  private static final int TOGETHER = 256;
  private static final int LONGEST = 1 << 20;

  /// What a model makes of lines.
  interface Model<Q> {
    /// @throws TextException if the line cannot be taken
    Q read(String line);

    /// An answer for each.
    List<JsonObject> answer(List<Q> asked);
  }

  /// What is done about a line that cannot be read.
  enum Broken {
    /// It is answered in its place, and the rest go on.
    ANSWER,
    /// Nothing more is read.
    STOP
  }

  private final Model<Q> model;
  private final Terminal terminal;
  private final Broken broken;
  private final List<Place<Q>> waiting = new ArrayList<>();
  private long bad;
  private long good;

  /// A line that is not answered yet.
  private sealed interface Place<Q> {
    record Asked<Q>(Q question) implements Place<Q> {}

    record Bad<Q>(String why) implements Place<Q> {}
  }

  LineAnswers(Model<Q> model, Terminal terminal, Broken broken) {
    this.model = model;
    this.terminal = terminal;
    this.broken = broken;
  }

  /// Answers all lines of a stream.
  ///
  /// @param name of the stream in messages
  /// @throws TextException if a line cannot be read and that is to stop all; what came before is
  ///   answered
  void run(InputStream in, String name, Charset encoding) {
    long start = System.nanoTime();
    LineReader lines = new LineReader(in, LONGEST, new AnswerFirst());
    try {
      for (var found = lines.next(); found != LineReader.Found.END; found = lines.next()) {
        take(name, lines, found, encoding);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } finally {
      answer();
    }
    double seconds = Math.max(1, System.nanoTime() - start) * 1e-9;
    terminal.say(
        String.format(
            Locale.ROOT,
            "%,d lines, %,.0f a second%s",
            good + bad,
            (good + bad) / seconds,
            bad == 0 ? "" : String.format(Locale.ROOT, "; %,d of them could not be read", bad)));
  }

  private void take(String name, LineReader lines, LineReader.Found found, Charset encoding) {
    try {
      if (found == LineReader.Found.TOO_LONG) {
        throw new TextException("the line is longer than %,d bytes; split it".formatted(LONGEST));
      }
      waiting.add(new Place.Asked<>(model.read(LineText.of(lines, encoding))));
      good++;
    } catch (TextException e) {
      String why = "%s: line %d: %s".formatted(name, lines.number(), e.getMessage());
      if (broken == Broken.STOP) {
        throw new TextException(why, e);
      }
      bad++;
      waiting.add(new Place.Bad<>(why));
    }
    if (waiting.size() == TOGETHER) {
      answer();
    }
  }

  private void answer() {
    List<Q> asked = new ArrayList<>();
    for (Place<Q> place : waiting) {
      if (place instanceof Place.Asked<Q>(Q question)) {
        asked.add(question);
      }
    }
    List<JsonObject> answers = model.answer(asked);
    int next = 0;
    for (Place<Q> place : waiting) {
      JsonObject line =
          switch (place) {
            case Place.Asked<Q> good -> answers.get(next++);
            case Place.Bad<Q>(String why) -> JsonObject.builder().put("error", why).build();
          };
      terminal.data(JsonWriter.compact(line));
    }
    waiting.clear();
  }

  /// Nobody waits for an answer while this waits for a line.
  private final class AnswerFirst implements LineReader.Waiting {
    @Override
    public void begins() {
      answer();
    }

    @Override
    public void ends() {}
  }
}
