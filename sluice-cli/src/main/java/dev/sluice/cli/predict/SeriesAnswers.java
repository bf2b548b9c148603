package dev.sluice.cli.predict;

import dev.sluice.cli.terminal.Pace;
import dev.sluice.cli.terminal.Terminal;
import dev.sluice.core.model.json.JsonObject;
import dev.sluice.tasks.classify.FileSeries;
import dev.sluice.tasks.classify.Sample;
import dev.sluice.tasks.text.TextException;
import java.util.List;
import java.util.function.IntConsumer;

/// Answers the series of a file with JSON, each in its place behind its `"key"`. A series that
/// cannot be read is answered with what is wrong with it.
final class SeriesAnswers {
  private final Answers.Model<Sample> model;
  private final Terminal terminal;
  private final Broken broken;

  SeriesAnswers(Answers.Model<Sample> model, Terminal terminal, Broken broken) {
    this.model = model;
    this.terminal = terminal;
    this.broken = broken;
  }

  /// Answers all.
  ///
  /// @throws TextException if one cannot be read and that is to stop all; what came before is
  ///   answered
  void run(List<FileSeries> all) {
    Answers<Sample> answers = new Answers<>(model, terminal);
    try (Pace pace = Pace.besideData(terminal, "predict", "series")) {
      IntConsumer done = pace.of(all.size());
      for (FileSeries each : all) {
        JsonObject head = JsonObject.builder().put("key", each.key()).build();
        switch (each) {
          case FileSeries.Read read -> answers.ask(head, read.series());
          case FileSeries.Broken(String key, String why) -> {
            if (broken == Broken.STOP) {
              throw new TextException(why);
            }
            answers.refuse(head, why);
          }
        }
        done.accept(answers.answered());
      }
    } finally {
      answers.flush();
    }
    answers.tell("series");
  }
}
