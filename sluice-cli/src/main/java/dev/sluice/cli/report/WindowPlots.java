package dev.sluice.cli.report;

import java.util.List;
import java.util.Objects;

/// Forecasts to look at.
///
/// @param shown those on the page
/// @param outOf how many there were
/// @param latest the number of the latest in `shown`
/// @param median the number of the one with the median error
/// @param worst the number of the one with the largest error
public record WindowPlots(List<WindowPlot> shown, int outOf, int latest, int median, int worst) {
  /// @throws IndexOutOfBoundsException if a number is not among those shown
  public WindowPlots {
    shown = List.copyOf(shown);
    Objects.checkIndex(latest, shown.size());
    Objects.checkIndex(median, shown.size());
    Objects.checkIndex(worst, shown.size());
  }
}
