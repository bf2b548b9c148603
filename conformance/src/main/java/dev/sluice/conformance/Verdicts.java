package dev.sluice.conformance;

import dev.sluice.formats.onnx.NdArray;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// Who passes what: a table by feature, for any number of runtimes.
public final class Verdicts {
  private final Map<String, Map<String, int[]>> counts = new TreeMap<>();
  private final Map<String, Integer> passed = new LinkedHashMap<>();
  private int cases;

  /// A runtime under test.
  @FunctionalInterface
  public interface Runner {
    /// Runs a graph; whatever is thrown counts as not passed.
    Map<String, NdArray> run(byte[] onnx, Map<String, NdArray> inputs) throws Exception;
  }

  /// Runs all cases.
  ///
  /// @param runners by name
  public static Verdicts of(List<KitCase> cases, Map<String, Runner> runners) {
    Verdicts verdicts = new Verdicts();
    verdicts.cases = cases.size();
    runners.forEach((name, runner) -> cases.forEach(one -> verdicts.judge(name, runner, one)));
    return verdicts;
  }

  private void judge(String name, Runner runner, KitCase one) {
    int right;
    try {
      right = one.passes(runner.run(Kit.onnx(one), one.inputs())) ? 1 : 0;
    } catch (Exception e) {
      right = 0; // a runtime that refuses does not pass
    }
    passed.merge(name, right, Integer::sum);
    for (String feature : one.features()) {
      int[] count =
          counts
              .computeIfAbsent(feature, f -> new TreeMap<>())
              .computeIfAbsent(name, n -> new int[2]);
      count[0] += right;
      count[1]++;
    }
  }

  /// How many cases a runtime passed.
  public int passed(String name) {
    return passed.getOrDefault(name, 0);
  }

  /// A table in Markdown, a line for each feature.
  public String table() {
    StringBuilder text = new StringBuilder("| cases with |");
    passed.keySet().forEach(name -> text.append(' ').append(name).append(" |"));
    text.append("\n|---|").append("---|".repeat(passed.size())).append('\n');
    counts.forEach((feature, byName) -> {
      text.append("| ").append(feature).append(" |");
      for (String name : passed.keySet()) {
        int[] count = byName.getOrDefault(name, new int[2]);
        text.append(" %d of %d |".formatted(count[0], count[1]));
      }
      text.append('\n');
    });
    text.append("| **all** |");
    passed.values().forEach(count -> text.append(" %d of %d |".formatted(count, cases)));
    return text.append('\n').toString();
  }
}
