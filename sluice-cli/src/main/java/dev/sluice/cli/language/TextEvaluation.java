package dev.sluice.cli.language;

import dev.sluice.cli.terminal.Findings;
import dev.sluice.cli.terminal.Pace;
import dev.sluice.cli.terminal.Terminal;
import dev.sluice.core.autodiff.Workspace;
import dev.sluice.core.model.json.JsonObject;
import dev.sluice.tasks.language.LanguageModel;
import dev.sluice.tasks.language.LanguageScore;
import dev.sluice.tasks.text.Symbols;
import dev.sluice.tasks.text.TextException;
import dev.sluice.tasks.text.TextFile;
import java.nio.charset.Charset;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;

/// How well a model of text foretells a file, from its beginning to its end.
public final class TextEvaluation {
  private TextEvaluation() {}

  /// Scores a whole text from a fresh state.
  ///
  /// @throws TextException if it cannot be read, or has less than two symbols
  public static Findings of(
      LanguageModel model, Path file, Charset encoding, Workspace workspace, Terminal terminal) {
    String text = TextFile.read(file, encoding);
    int[] ids = model.symbols().encode(text);
    if (ids.length < 2) {
      throw new TextException(
          "%s has %d symbols, of which none has a next one; give a longer text"
              .formatted(file, ids.length));
    }
    LanguageScore score;
    try (Pace pace = new Pace(terminal, "evaluate", "symbols")) {
      score = model.score(ids, workspace, pace.of(ids.length - 1));
    }
    int characters = text.codePointCount(0, text.length());
    int never = model.symbols().never();
    // Rare words are one symbol, and which of them it is is not foretold.
    boolean toldWhole = !(model.symbols() instanceof Symbols.Words);
    JsonObject.Builder json =
        JsonObject.builder()
            .put("task", LanguageModel.TASK)
            .put("characters", characters)
            .put("symbols", score.symbols())
            .put("unknown_symbols", Arrays.stream(ids).filter(id -> id == never).count())
            .put("nats", score.nats())
            .put("perplexity", score.perplexity());
    String table =
        String.format(
            Locale.ROOT,
            "characters  symbols   nats  perplexity%n%10d %8d  %.3f  %10.2f",
            characters,
            score.symbols(),
            score.nats(),
            score.perplexity());
    if (toldWhole) {
      double bits = bitsPerCharacter(score, text);
      json.put("bits_per_character", bits);
      table += String.format(Locale.ROOT, "   %.3f bits per character", bits);
    }
    return new Findings(table, json.build());
  }

  /// Bits of a character can be compared whatever the symbols are, but for words.
  static double bitsPerCharacter(LanguageScore score, String text) {
    return score.bits() * score.symbols() / text.codePointCount(0, text.length());
  }
}
