package dev.sluice.cli.classify;

import dev.sluice.core.model.ModelException;
import dev.sluice.core.model.json.JsonArray;
import dev.sluice.core.model.json.JsonNull;
import dev.sluice.core.model.json.JsonObject;
import dev.sluice.core.model.json.JsonReader;
import dev.sluice.core.model.json.JsonString;
import dev.sluice.core.model.json.JsonView;
import dev.sluice.core.model.json.JsonWriter;
import dev.sluice.tasks.classify.Classifier;
import dev.sluice.tasks.classify.SeriesTable;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// How a file of samples is read, kept in the model's directory as `source.json`, so that
/// `evaluate` and `predict` read files as training did.
///
/// @param format null where a file's name tells it
/// @param text the column of the text
/// @param label the column of the class
/// @param series the column that tells series apart, null where there is none
/// @param values the columns of the numbers of series; none for all others
public record SampleSource(
    @Nullable SampleKind format,
    String text,
    String label,
    @Nullable String series,
    List<String> values) {
  /// What is so where nothing is said.
  public static final SampleSource DEFAULT =
      new SampleSource(null, "text", "label", null, List.of());

  private static final String FILE = "source.json";

  /// Copies the list.
  public SampleSource {
    values = List.copyOf(values);
  }

  /// What a file is.
  SampleKind kind(String name) {
    return format == null ? SampleKind.of(name) : format;
  }

  /// What a file holds.
  public SampleContent content(String name) {
    return switch (kind(name)) {
      case CSV, TSV -> series == null ? SampleContent.TABLE : SampleContent.SERIES_TABLE;
      case LABEL_FIRST -> SampleContent.LABEL_FIRST;
      case TS -> SampleContent.SERIES;
      case MANIFEST -> SampleContent.RECORDINGS;
    };
  }

  /// The table of series that it tells of.
  SeriesTable table(String column) {
    return new SeriesTable(column, values, label);
  }

  /// The same in another format.
  public SampleSource in(@Nullable SampleKind other) {
    return other == null ? this : new SampleSource(other, text, label, series, values);
  }

  /// The model with this in its directory.
  Classifier in(Classifier model) {
    // Series of numbers stand in .ts as well as in CSV.
    SampleKind kept = series == null && format != SampleKind.TS ? format : null;
    JsonObject json =
        JsonObject.builder()
            .put(
                "format",
                kept == null ? JsonNull.NULL : new JsonString(kept.name().toLowerCase(Locale.ROOT)))
            .put("text", text)
            .put("label", label)
            .put("series", series == null ? JsonNull.NULL : new JsonString(series))
            .put("values", JsonArray.ofStrings(values))
            .build();
    return model.withExtra(FILE, JsonWriter.pretty(json));
  }

  /// What a model's directory says; the default if it does not.
  ///
  /// @throws ModelException if it is damaged
  public static SampleSource of(Classifier model) {
    return model.extra(FILE).map(SampleSource::read).orElse(DEFAULT);
  }

  private static SampleSource read(byte[] bytes) {
    JsonView json = JsonView.of(FILE, JsonReader.read(bytes, FILE), ModelException::new);
    json.allowOnly("format", "text", "label", "series", "values");
    return new SampleSource(
        json.find("format").map(view -> view.choice(SampleKind.values())).orElse(null),
        json.member("text").string(),
        json.member("label").string(),
        json.find("series").map(JsonView::string).orElse(null),
        json.member("values").strings());
  }
}
