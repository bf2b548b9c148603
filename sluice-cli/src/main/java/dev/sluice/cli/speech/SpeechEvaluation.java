package dev.sluice.cli.speech;

import dev.sluice.cli.classify.ClassEvaluation;
import dev.sluice.cli.terminal.Findings;
import dev.sluice.cli.terminal.Pace;
import dev.sluice.cli.terminal.Terminal;
import dev.sluice.core.autodiff.Workspace;
import dev.sluice.core.model.json.JsonObject;
import dev.sluice.tasks.audio.Manifest;
import dev.sluice.tasks.audio.Utterance;
import dev.sluice.tasks.speech.Recogniser;
import dev.sluice.tasks.speech.SpeechScore;
import dev.sluice.tasks.text.TextException;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalInt;
import picocli.CommandLine.Mixin;

/// How well a recogniser does on recordings of which one knows what is said.
public final class SpeechEvaluation {
  @Mixin private WordOptions words = new WordOptions();

  /// Writes down all recordings of a manifest and compares.
  ///
  /// @param beam texts that are followed side by side; empty where nothing was said
  /// @param broken what is done about a recording that cannot be read
  public Findings of(
      Recogniser model,
      Path data,
      OptionalInt beam,
      ClassEvaluation.Broken broken,
      Workspace workspace,
      Terminal terminal) {
    List<Utterance> all = new Manifest("text").listed(data);
    SpeechScore.Broken handling =
        why -> {
          if (broken == ClassEvaluation.Broken.STOP) {
            throw why;
          }
          terminal.say("Left out: " + why.getMessage());
        };
    SpeechScore.Run run =
        new SpeechScore.Run(model, words.decoding(model, beam), workspace, handling);
    SpeechScore score;
    try (Pace pace = new Pace(terminal, "evaluate", "recordings")) {
      score = run.score(all, pace.of(all.size()));
    }
    if (score.utterances() == 0) {
      throw new TextException("no recording can be scored; mend those named above");
    }
    JsonObject.Builder json = JsonObject.builder().put("task", Recogniser.TASK);
    SpeechResult.put(json, "", score);
    json.put("left_out", all.size() - score.utterances());
    return new Findings(SpeechResult.table("all", score) + SpeechResult.worst(score), json.build());
  }
}
