package dev.sluice.cli.speech;

import dev.sluice.cli.classify.ClassEvaluation;
import dev.sluice.cli.terminal.Findings;
import dev.sluice.cli.terminal.Pace;
import dev.sluice.cli.terminal.Terminal;
import dev.sluice.core.autodiff.Workspace;
import dev.sluice.core.model.json.JsonObject;
import dev.sluice.tasks.audio.Manifest;
import dev.sluice.tasks.audio.Utterance;
import dev.sluice.tasks.speech.Decoding;
import dev.sluice.tasks.speech.Recogniser;
import dev.sluice.tasks.speech.SpeechScore;
import dev.sluice.tasks.text.TextException;
import java.nio.file.Path;
import java.util.ArrayList;
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
    List<Utterance> all = new Manifest("text").read(data);
    List<Utterance> utterances = new ArrayList<>();
    double seconds = readable(all, broken, terminal, utterances);
    SpeechScore score = score(model, utterances, words.decoding(model, beam), workspace, terminal);
    JsonObject.Builder json = JsonObject.builder().put("task", Recogniser.TASK);
    SpeechResult.put(json, "", score);
    json.put("seconds", Math.round(10 * seconds) / 10.0);
    json.put("left_out", all.size() - utterances.size());
    return new Findings(SpeechResult.table("all", score) + SpeechResult.worst(score), json.build());
  }

  /// Finds out which recordings can be read, and how long they are together.
  private static double readable(
      List<Utterance> all,
      ClassEvaluation.Broken broken,
      Terminal terminal,
      List<Utterance> readable) {
    double seconds = 0;
    for (Utterance each : all) {
      try {
        seconds += each.sound().get().seconds();
        readable.add(each);
      } catch (TextException e) {
        if (broken == ClassEvaluation.Broken.STOP) {
          throw e;
        }
        terminal.say("Left out: " + e.getMessage());
      }
    }
    if (readable.isEmpty()) {
      throw new TextException("no recording can be scored; mend those named above");
    }
    return seconds;
  }

  static SpeechScore score(
      Recogniser model,
      List<Utterance> utterances,
      Decoding how,
      Workspace workspace,
      Terminal terminal) {
    try (Pace pace = new Pace(terminal, "evaluate", "recordings")) {
      return SpeechScore.of(model, utterances, how, workspace, pace.of(utterances.size()));
    }
  }
}
