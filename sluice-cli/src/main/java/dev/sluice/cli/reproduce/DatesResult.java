package dev.sluice.cli.reproduce;

import dev.sluice.core.model.json.Json;
import dev.sluice.core.model.json.JsonArray;
import dev.sluice.core.model.json.JsonObject;
import dev.sluice.core.model.json.JsonWriter;
import dev.sluice.tasks.translate.Pair;
import dev.sluice.tasks.translate.TranslationScore;
import java.util.List;
import java.util.Locale;

/// What a training on dates came to.
///
/// @param validation with a beam of 5
/// @param greedy test, a beam of 1
/// @param beam test, a beam of 5
record DatesResult(
    TrainedLine trained,
    TranslationScore validation,
    TranslationScore greedy,
    TranslationScore beam,
    List<Example> examples) {
  /// A date, and what was made of it.
  record Example(Pair pair, String written) {
    private String line() {
      String wrong = written.equals(pair.target()) ? "" : ", but is " + pair.target();
      return "%s -> %s%s".formatted(pair.source(), written, wrong);
    }

    private Json json() {
      return JsonObject.builder()
          .put("text", pair.source())
          .put("right", pair.target())
          .put("written", written)
          .build();
    }
  }

  String json() {
    JsonObject.Builder line = JsonObject.builder().put("data", "dates");
    trained.put(line);
    return JsonWriter.compact(
        line.put("validation_exact", validation.exact())
            .put("test_exact_greedy", greedy.exact())
            .put("test_exact_beam", beam.exact())
            .put("dates_per_second", Math.round(beam.speed()))
            .put("examples", new JsonArray(examples.stream().map(Example::json).toList()))
            .build());
  }

  static String table(List<DatesResult> results) {
    return table(results, Times.TOLD);
  }

  /// For the model's card.
  String card() {
    return table(List.of(this), Times.LEFT_OUT);
  }

  private static String table(List<DatesResult> results, Times times) {
    StringBuilder out =
        new StringBuilder(
            "Dates of eight languages as ISO 8601; % exactly right, greedy and with a beam of 5 on days that training did not see.\n\n");
    out.append(TrainedLine.heads(times))
        .append("  validation  greedy  beam of 5")
        .append(times.told("  dates/s"))
        .append('\n');
    for (DatesResult each : results) {
      out.append(each.trained.cells(times))
          .append(
              String.format(
                  Locale.ROOT,
                  "  %10.1f  %6.1f  %9.1f",
                  100 * each.validation.exact(),
                  100 * each.greedy.exact(),
                  100 * each.beam.exact()))
          .append(times.told(String.format(Locale.ROOT, "  %7.0f", each.beam.speed())))
          .append('\n');
    }
    results.getFirst().examples.forEach(each -> out.append('\n').append(each.line()));
    return out.toString();
  }
}
