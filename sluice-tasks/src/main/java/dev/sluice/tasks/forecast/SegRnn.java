package dev.sluice.tasks.forecast;

import dev.sluice.core.tensor.Seed;
import dev.sluice.tasks.series.Calendar;
import dev.sluice.tasks.series.CsvColumns;
import dev.sluice.tasks.series.FeatureEncoder;
import dev.sluice.tasks.series.Series;
import dev.sluice.tasks.series.Window;
import dev.sluice.tasks.series.WindowSplit;
import java.nio.file.Path;
import java.util.List;

/// One field of the table of Lin et al. 2023, "SegRNN: Segment Recurrent Neural Network for
/// Long-Term Time Series Forecasting" (arXiv 2308.11200): a set of electricity transformer
/// temperatures, all columns, and how far ahead.
///
/// Context, standardisation, split and network are the paper's. Sizes and training are not: what
/// differs is in `docs/results.md`.
///
/// @param set the data
/// @param horizon hours ahead, one of [#HORIZONS]
public record SegRnn(Set set, int horizon) {
  /// Hours ahead in the table.
  public static final List<Integer> HORIZONS = List.of(96, 192, 336, 720);

  private static final int CONTEXT = 720;
  private static final int TRAINING = 8640;
  private static final int PART = 2880;

  /// Hourly series of two transformers (Zhou et al. 2021, arXiv 2012.07436): the first 20 months of
  /// 30 days, 12 of them for training.
  public enum Set {
    /// The first transformer.
    ETTH1(
        "ETTh1",
        new Published(0.351, 0.392),
        new Published(0.392, 0.414),
        new Published(0.423, 0.433),
        new Published(0.466, 0.472)),
    /// The second.
    ETTH2(
        "ETTh2",
        new Published(0.276, 0.335),
        new Published(0.341, 0.389),
        new Published(0.364, 0.403),
        new Published(0.403, 0.448));

    private final String label;
    private final List<Published> published;

    Set(String label, Published... published) {
      this.label = label;
      this.published = List.of(published);
    }

    /// Its name, as files have it.
    public String label() {
      return label;
    }
  }

  /// What the paper prints for the test, standardised.
  public record Published(double mse, double mae) {}

  /// @throws IllegalArgumentException if the table has no such horizon
  public SegRnn {
    if (!HORIZONS.contains(horizon)) {
      throw new IllegalArgumentException(
          "the table has the horizons %s, not %d".formatted(HORIZONS, horizon));
    }
  }

  /// The paper's numbers.
  public Published published() {
    return set.published.get(HORIZONS.indexOf(horizon));
  }

  /// A set's file.
  ///
  /// @throws dev.sluice.tasks.series.CsvException if its content is no series with these columns
  public static Series read(Path file) {
    return Series.csv(
        file, CsvColumns.time("date").values("HUFL", "HULL", "MUFL", "MULL", "LUFL", "LULL", "OT"));
  }

  /// The windows of training, validation and test: every target in its part, the context may reach
  /// into the part before.
  public WindowSplit split(Series series) {
    Window window =
        Window.of(CONTEXT, horizon)
            .target(series.columns().toArray(String[]::new))
            .calendar(Calendar.NONE);
    return series.windows(window).splitByCounts(TRAINING, PART, PART);
  }

  /// The network, not yet trained.
  public Forecaster forecaster(FeatureEncoder encoder, Seed seed) {
    return training().forecaster(encoder, seed.named("network"));
  }

  /// What is trained and how; chosen on validation.
  public SegmentTraining training() {
    return SegmentTraining.of(this);
  }

  /// What a training costs beside the others', about: steps that the GRU takes.
  public double work() {
    return (double) (CONTEXT + horizon) * training().epochs();
  }

  @Override
  public String toString() {
    return set.label() + " " + horizon;
  }
}
