package dev.sluice.cli.report;

import java.util.List;
import java.util.Optional;

/// All that a page shows, in the order it is shown.
///
/// @param heading what it is about
/// @param training how the model learnt, if that is known
/// @param methods the model and the baselines; the model's is the last
/// @param windows forecasts to look at
/// @param gates what a GRU's gates did in one of the windows; empty for other cells
public record ReportData(
    Heading heading,
    Optional<TrainingCurve> training,
    List<MethodResult> methods,
    WindowPlots windows,
    Optional<GateStrip> gates) {
  /// @throws IllegalArgumentException if the last method is not the model's or another is, or their
  ///   horizons differ
  public ReportData {
    methods = List.copyOf(methods);
    for (int i = 0; i < methods.size(); i++) {
      boolean model = methods.get(i).role() == MethodResult.Role.MODEL;
      if (model != (i == methods.size() - 1)) {
        throw new IllegalArgumentException(
            "the last of the methods, and no other, is the model's: "
                + methods.stream().map(MethodResult::name).toList());
      }
    }
    if (methods.stream().map(method -> method.steps().size()).distinct().count() != 1) {
      throw new IllegalArgumentException(
          "methods of one page have one horizon, at least one method being needed");
    }
  }
}
