package dev.sluice.tasks.translate.metric;

import dev.sluice.core.model.Version;
import dev.sluice.core.model.json.JsonView;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Objects;

/// What sacreBLEU computed, from `recorded.json`; made by
/// `src/test/python/record_translation_metrics.py`.
final class Recorded {
  private static final JsonView FILE = read();

  private Recorded() {}

  /// Sentences with what is recorded of them.
  record Corpus(
      String name, List<String> hypotheses, List<List<String>> references, JsonView view) {
    @Override
    public String toString() {
      return name;
    }
  }

  static List<Corpus> corpora() {
    return FILE.member("corpora").elements().stream()
        .map(view ->
            new Corpus(
                view.member("name").string(),
                view.member("hypotheses").strings(),
                view.member("references").elements().stream().map(JsonView::strings).toList(),
                view))
        .toList();
  }

  static List<JsonView> tokens() {
    return FILE.member("tokens").elements();
  }

  static List<JsonView> lowered() {
    return FILE.member("lowered").elements();
  }

  static Casing casing(JsonView view) {
    return view.member("case").string().equals("lc") ? Casing.LOWER : Casing.MIXED;
  }

  /// A line with our version in place of sacreBLEU's.
  static String line(JsonView view) {
    String theirs = "version:" + FILE.member("sacrebleu").string();
    return view.member("line").string().replace(theirs, "version:sluice-" + Version.CURRENT);
  }

  private static JsonView read() {
    try (InputStream in = Recorded.class.getResourceAsStream("recorded.json")) {
      byte[] bytes = Objects.requireNonNull(in).readAllBytes();
      return JsonView.read("recorded.json", bytes, IllegalStateException::new);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
