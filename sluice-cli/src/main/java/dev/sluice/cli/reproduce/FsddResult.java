package dev.sluice.cli.reproduce;

import dev.sluice.core.model.json.JsonObject;
import dev.sluice.core.model.json.JsonWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.TreeMap;

/// What a training on spoken digits came to.
///
/// @param kind what was tested
/// @param speaker who was left out of training, none in the official split
/// @param value % right of single digits, % wrong of the words of strings
/// @param validation the same on validation
/// @param delay of strings heard while spoken
/// @param speed seconds of sound in a second
record FsddResult(
    Kind kind,
    String speaker,
    TrainedLine trained,
    double validation,
    double value,
    Optional<Delay> delay,
    double speed) {
  /// What is tested.
  enum Kind {
    DIGITS("single digits, official split, % right"),
    SPEAKERS("single digits of a speaker left out, % right"),
    OFFLINE("strings of digits, % of words wrong"),
    STREAMING("strings of digits while spoken, % of words wrong");

    private final String title;

    Kind(String title) {
      this.title = title;
    }
  }

  /// From the end of a word in the recording to the moment at which it was written, in seconds of
  /// sound, the silence behind it counted, of those words that were right.
  ///
  /// @param late the share beyond 300 ms
  record Delay(double median, double ninetieth, double most, double late) {
    static Delay of(List<Double> delays) {
      List<Double> sorted = delays.stream().sorted().toList();
      int count = sorted.size();
      long late = sorted.stream().filter(each -> each > LIMIT).count();
      return new Delay(
          sorted.get(count / 2),
          sorted.get(Math.min(count - 1, 9 * count / 10)),
          sorted.get(count - 1),
          (double) late / count);
    }
  }

  private static final double LIMIT = 0.3;

  String json() {
    JsonObject.Builder line =
        JsonObject.builder()
            .put("data", "fsdd")
            .put("part", kind.name().toLowerCase(Locale.ROOT))
            .put("speaker", speaker);
    trained.put(line);
    line.put("validation", validation).put("test", value);
    delay.ifPresent(each ->
        line.put("delay_median", each.median)
            .put("delay_p90", each.ninetieth)
            .put("delay_max", each.most)
            .put("late_share", each.late));
    return JsonWriter.compact(line.put("times_real_time", Math.round(speed)).build());
  }

  static String table(List<FsddResult> results) {
    StringBuilder out = new StringBuilder("Free Spoken Digit Dataset.\n");
    for (Kind kind : Kind.values()) {
      List<FsddResult> own = results.stream().filter(each -> each.kind == kind).toList();
      if (!own.isEmpty()) {
        section(out, kind, own);
      }
    }
    return out.toString().stripTrailing();
  }

  private static void section(StringBuilder out, Kind kind, List<FsddResult> results) {
    out.append("\n").append(kind.title).append("\n");
    out.append("  ")
        .append(TrainedLine.HEADS)
        .append("  left out   validation    test  × real time");
    out.append(kind == Kind.STREAMING ? "  delay: median    90 %   most  over 0.3 s\n" : "\n");
    for (FsddResult each : results) {
      out.append(
          String.format(
              Locale.ROOT,
              "  %s  %-9s       %6.2f  %6.2f  %11.0f%s%n",
              each.trained.cells(),
              each.speaker,
              each.validation,
              each.value,
              each.speed,
              each.delay.map(FsddResult::cells).orElse("")));
    }
    out.append(
        "  test "
            + TrainedLine.meanAndRange(results, each -> each.value)
            + bySpeaker(kind, results)
            + "\n");
  }

  private static String cells(Delay delay) {
    return String.format(
        Locale.ROOT,
        "        %6.3f s  %4.3f s  %4.3f s     %5.2f %%",
        delay.median,
        delay.ninetieth,
        delay.most,
        100 * delay.late);
  }

  private static String bySpeaker(Kind kind, List<FsddResult> results) {
    if (kind != Kind.SPEAKERS) {
      return "";
    }
    TreeMap<String, List<FsddResult>> speakers = new TreeMap<>();
    results.forEach(
        each -> speakers.computeIfAbsent(each.speaker, name -> new ArrayList<>()).add(each));
    String worst = "";
    double least = Double.POSITIVE_INFINITY;
    for (var entry : speakers.entrySet()) {
      double mean = entry.getValue().stream().mapToDouble(each -> each.value).average().orElse(0);
      if (mean < least) {
        least = mean;
        worst = entry.getKey();
      }
    }
    return String.format(Locale.ROOT, "; the worst is %s, mean %.2f", worst, least);
  }
}
