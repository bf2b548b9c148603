package dev.sluice.cli.tag;

import dev.sluice.cli.terminal.Findings;
import dev.sluice.cli.terminal.Pace;
import dev.sluice.cli.terminal.Terminal;
import dev.sluice.core.autodiff.Workspace;
import dev.sluice.core.model.json.JsonObject;
import dev.sluice.tasks.tag.TagScore;
import dev.sluice.tasks.tag.TaggedSentence;
import dev.sluice.tasks.tag.Tagger;
import java.util.List;

/// How well a tagger does on sentences.
public final class TagEvaluation {
  private TagEvaluation() {}

  /// Scores all sentences; tags that training did not see count as missed.
  public static Findings of(
      Tagger model, List<TaggedSentence> sentences, Workspace workspace, Terminal terminal) {
    TagScore score;
    try (Pace pace = new Pace(terminal, "evaluate", "sentences")) {
      score = model.score(sentences, workspace, pace.of(sentences.size()));
    }
    JsonObject.Builder json =
        JsonObject.builder()
            .put("task", Tagger.TASK)
            .put("sentences", sentences.size())
            .put("words", score.words())
            .put("accuracy", score.accuracy())
            .put("unknown_words", score.unknown());
    if (score.unknown() > 0) {
      json.put("unknown_accuracy", score.unknownAccuracy());
    }
    score
        .spans()
        .ifPresent(spans ->
            json.put("precision", spans.precision())
                .put("recall", spans.recall())
                .put("f1", spans.value()));
    return new Findings(TagResult.table("all", score), json.build());
  }
}
