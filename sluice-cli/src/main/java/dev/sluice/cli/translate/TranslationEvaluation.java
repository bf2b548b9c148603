package dev.sluice.cli.translate;

import dev.sluice.cli.terminal.Findings;
import dev.sluice.cli.terminal.Pace;
import dev.sluice.cli.terminal.Terminal;
import dev.sluice.core.autodiff.Workspace;
import dev.sluice.core.model.json.JsonObject;
import dev.sluice.tasks.translate.Pair;
import dev.sluice.tasks.translate.ParallelText;
import dev.sluice.tasks.translate.Search;
import dev.sluice.tasks.translate.TranslationScore;
import dev.sluice.tasks.translate.Translator;
import dev.sluice.tasks.translate.metric.Bleu;
import dev.sluice.tasks.translate.metric.Casing;
import dev.sluice.tasks.translate.metric.Tokeniser;
import java.nio.charset.Charset;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// How well a translator does on pairs.
public final class TranslationEvaluation {
  @CommandLine.Spec(CommandLine.Spec.Target.MIXEE)
  private CommandLine.Model.CommandSpec spec;

  @Option(
      names = "--target",
      paramLabel = "FILE",
      description = "Of translators: the right translations of --data, line by line.")
  private @Nullable Path target;

  @Option(
      names = "--words",
      paramLabel = "13a|zh|char|none",
      converter = Words.class,
      description = "Of translators: what BLEU takes for words, see sacreBLEU. Default: 13a.")
  private Tokeniser words = Tokeniser.MTEVAL_13A;

  @Mixin private SearchOptions search = new SearchOptions();

  /// What `--beam` says.
  public int beam() {
    return search.beam();
  }

  /// Translates all texts of a file and compares.
  ///
  /// @param empty what is done about pairs with an empty side
  public Findings of(
      Translator model,
      Path data,
      Charset encoding,
      ParallelText.Empty empty,
      Workspace workspace,
      Terminal terminal) {
    ParallelText text = new ParallelText(empty);
    List<Pair> pairs =
        (target == null ? text.read(data, encoding) : text.read(data, target, encoding)).pairs();
    Search how = search.search(spec.commandLine());
    TranslationScore score;
    try (Pace pace = new Pace(terminal, "evaluate", "texts")) {
      score =
          TranslationScore.of(
              model, pairs, how, Bleu.of(words, Casing.MIXED), workspace, pace.of(pairs.size()));
    }
    JsonObject.Builder json = JsonObject.builder().put("task", Translator.TASK);
    TranslationResult.put(json, "", score);
    return new Findings(TranslationResult.table("all", score), json.build());
  }
}
