package dev.sluice.cli.translate;

import dev.sluice.cli.predict.LineAnswers;
import dev.sluice.cli.report.AttentionMap;
import dev.sluice.cli.report.Report;
import dev.sluice.cli.terminal.Terminal;
import dev.sluice.core.autodiff.Workspace;
import dev.sluice.core.model.json.JsonArray;
import dev.sluice.core.model.json.JsonObject;
import dev.sluice.core.model.json.JsonString;
import dev.sluice.core.model.json.JsonWriter;
import dev.sluice.tasks.text.TextException;
import dev.sluice.tasks.translate.Search;
import dev.sluice.tasks.translate.Translation;
import dev.sluice.tasks.translate.Translator;
import java.util.ArrayList;
import java.util.List;

/// A text in each line, answered with its translation; an empty line with an empty one.
final class TranslationLines implements LineAnswers.Model<String> {
  /// Pictures of a page.
  private static final int DRAWN = 50;

  /// Symbols of the longest text that is drawn.
  private static final int WIDEST = 100;

  private final Translator model;
  private final Search search;
  private final Workspace workspace;
  private final Terminal terminal;
  private final Form form;
  private final List<AttentionMap> maps = new ArrayList<>();
  private int translated;

  /// What an answer looks like.
  ///
  /// @param shown how many translations of each
  record Form(Kind kind, Looks looks, Pictures pictures, int shown) {}

  /// Whether attention is drawn.
  enum Pictures {
    NONE,
    DRAWN
  }

  /// For whom it is.
  enum Kind {
    /// A line of text.
    TEXT,
    /// An object of JSON.
    JSON
  }

  /// Whether attention is told.
  enum Looks {
    HIDDEN,
    TOLD
  }

  TranslationLines(
      Translator model, Search search, Workspace workspace, Terminal terminal, Form form) {
    this.model = model;
    this.search = search;
    this.workspace = workspace;
    this.terminal = terminal;
    this.form = form;
  }

  @Override
  public String read(String line) {
    int symbols = model.vocabulary().encodeSource(line).length - 1;
    if (symbols > Translator.LONGEST) {
      throw new TextException(
          "the text has %,d symbols, at most %,d are translated at a time; split it into sentences"
              .formatted(symbols, Translator.LONGEST));
    }
    return line;
  }

  @Override
  public List<JsonObject> answer(List<String> asked) {
    List<List<Translation>> found = model.best(asked, search, workspace);
    List<JsonObject> answers = new ArrayList<>();
    for (int i = 0; i < asked.size(); i++) {
      answers.add(json(asked.get(i), found.get(i)));
      draw(asked.get(i), found.get(i).getFirst());
    }
    return answers;
  }

  /// A bad line stays an empty one in a text, so that line n belongs to line n; what is wrong with
  /// it is said beside.
  @Override
  public String line(JsonObject answer) {
    if (form.kind() == Kind.JSON) {
      return JsonWriter.compact(answer);
    }
    if (answer.get("error").orElse(null) instanceof JsonString(String why)) {
      terminal.say("sluice: " + why);
      return "";
    }
    return answer.get("translation").orElse(null) instanceof JsonString(String text)
        ? oneLine(text)
        : "";
  }

  private void draw(String source, Translation one) {
    if (form.pictures() == Pictures.NONE || one.looks().isEmpty()) {
      return;
    }
    translated++;
    boolean small =
        one.looks().size() <= WIDEST && one.looks().getFirst().weights().size() <= WIDEST;
    if (small && maps.size() < DRAWN) {
      maps.add(
          new AttentionMap(
              withBorder(source),
              one.looks().stream().map(Translation.Look::symbol).toList(),
              one.looks().stream().map(Translation.Look::weights).toList()));
    }
  }

  /// The pictures of what was translated so far.
  ///
  /// @param name of the model
  Report report(String name) {
    String note =
        translated > maps.size()
            ? "%d of %d texts: the first ones of at most %d symbols."
                .formatted(maps.size(), translated, WIDEST)
            : "";
    return Report.ofAttention("Attention of " + name, note, maps);
  }

  private List<String> withBorder(String source) {
    List<String> pieces = new ArrayList<>(model.vocabulary().source().pieces(source));
    pieces.add("");
    return pieces;
  }

  private static String oneLine(String text) {
    return text.replaceAll("\\R", " ");
  }

  private JsonObject json(String source, List<Translation> best) {
    JsonObject.Builder line = JsonObject.builder();
    put(line, best.getFirst());
    if (form.looks() == Looks.TOLD) {
      line.put("source", JsonArray.ofStrings(withBorder(source)));
      line.put(
          "target",
          JsonArray.ofStrings(
              best.getFirst().looks().stream().map(Translation.Look::symbol).toList()));
      line.put("attention", attention(best.getFirst()));
    }
    if (form.shown() > 1) {
      line.put(
          "best",
          JsonArray.of(
              best.stream()
                  .limit(form.shown())
                  .map(each -> put(JsonObject.builder(), each).build())
                  .toArray(JsonObject[]::new)));
    }
    return line.build();
  }

  private static JsonObject.Builder put(JsonObject.Builder line, Translation one) {
    line.put("translation", one.text())
        .put("score", one.score())
        .put("log_likelihood", one.logLikelihood());
    return one.ending() == Translation.Ending.CUT ? line.put("cut", "at the longest") : line;
  }

  /// A row for each symbol of the target.
  private static JsonArray attention(Translation one) {
    return JsonArray.of(
        one.looks().stream()
            .map(look -> JsonArray.ofFloats(floats(look.weights())))
            .toArray(JsonArray[]::new));
  }

  private static float[] floats(List<Float> values) {
    float[] floats = new float[values.size()];
    for (int i = 0; i < floats.length; i++) {
      floats[i] = values.get(i);
    }
    return floats;
  }
}
