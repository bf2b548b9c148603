package dev.sluice.cli.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.sluice.core.nn.GruTrace;
import dev.sluice.core.nn.LstmSpec;
import dev.sluice.tasks.forecast.ForecastMetrics;
import dev.sluice.tasks.forecast.ForecastModel;
import dev.sluice.tasks.forecast.Forecasts;
import dev.sluice.tasks.series.WindowSplit;
import dev.sluice.tasks.series.Windows;
import dev.sluice.train.loop.EpochLoss;
import dev.sluice.train.loop.Outcome;
import dev.sluice.train.loop.TrainingReport;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalDouble;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/// What is counted and chosen for the page, against the forecasts themselves.
class ForecastReportTest {
  private static final WindowSplit SPLIT = Samples.split();
  private static final ForecastModel MODEL = Samples.gru(SPLIT);
  private static final List<Forecasts> METHODS = Samples.methods(SPLIT, MODEL);
  private static final ReportData DATA =
      ForecastReport.of(MODEL, METHODS).unit("°C").training(Samples.TRAINING).data();

  private static final Forecasts OWN = METHODS.getLast();
  private static final Windows WINDOWS = OWN.windows();

  @Test
  void scoresAreThoseOfTheGroupsTogether() {
    MethodResult model = DATA.methods().getLast();
    assertThat(DATA.methods().stream().map(MethodResult::name))
        .containsExactly("naive", "seasonal-naive", "drift", "GRU");
    assertThat(model.role()).isEqualTo(MethodResult.Role.MODEL);
    assertThat(model.groups().keySet()).containsExactly("Seattle", "New York");
    ForecastMetrics seattle = ForecastMetrics.of(OWN, "Seattle");
    Score shown = model.groups().get("Seattle");
    assertThat(shown.count()).isEqualTo(seattle.count());
    assertThat(shown.mae()).isCloseTo(seattle.mae(), within(1e-9));
    assertThat(shown.rmse()).isCloseTo(seattle.rmse(), within(1e-9));
    assertThat(shown.coverage()).isEqualTo(seattle.coverage());
    MethodResult naive = DATA.methods().getFirst();
    assertThat(naive.groups().get("New York").coverage())
        .isEqualTo(ForecastMetrics.of(METHODS.getFirst(), "New York").coverage());

    double absolute = 0;
    double squares = 0;
    double inside = 0;
    double below = 0;
    int count = 0;
    for (int i = 0; i < WINDOWS.size(); i++) {
      double truth = WINDOWS.truth(i, "temp_max")[2];
      double error = OWN.point(i, 3) - truth;
      absolute += Math.abs(error);
      squares += error * error;
      inside += OWN.lower(i, 3) <= truth && truth <= OWN.upper(i, 3) ? 1 : 0;
      count++;
      for (int ahead = 1; ahead <= 5; ahead++) {
        below += WINDOWS.truth(i, "temp_max")[ahead - 1] < OWN.upper(i, ahead) ? 1 : 0;
      }
    }
    Score third = model.steps().get(2);
    assertThat(third.count()).isEqualTo(count);
    assertThat(third.mae()).isCloseTo(absolute / count, within(1e-9));
    assertThat(third.rmse()).isCloseTo(Math.sqrt(squares / count), within(1e-9));
    assertThat(third.coverage()).isCloseTo(inside / count, within(1e-9));
    assertThat(model.quantiles().stream().mapToDouble(MethodResult.Quantile::nominal))
        .usingElementComparator((a, b) -> Math.abs(a - b) < 1e-12 ? 0 : Double.compare(a, b))
        .containsExactly(0.1, 0.5, 0.9);
    assertThat(model.quantiles().getLast().observed()).isCloseTo(below / count / 5, within(1e-9));
  }

  @Test
  void latestMedianAndWorstAreWhatTheySay() {
    double[] errors =
        IntStream.range(0, WINDOWS.size()).mapToDouble(ForecastReportTest::error).toArray();
    double[] sorted = errors.clone();
    Arrays.sort(sorted);
    WindowPlots plots = DATA.windows();
    assertThat(plots.outOf()).isEqualTo(WINDOWS.size());
    assertThat(plots.shown()).hasSizeBetween(60, 63);
    assertThat(plots.shown().get(plots.worst()).error())
        .isCloseTo(sorted[sorted.length - 1], within(1e-9));
    assertThat(plots.shown().get(plots.median()).error())
        .isCloseTo(sorted[(sorted.length - 1) / 2], within(1e-9));
    WindowPlot latest = plots.shown().get(plots.latest());
    assertThat(latest.origin()).isEqualTo("2015-12-26");
    assertThat(latest.group()).isEqualTo("Seattle");
  }

  private static double error(int i) {
    double[] truth = WINDOWS.truth(i, "temp_max");
    return IntStream.rangeClosed(1, 5)
        .mapToDouble(ahead -> Math.abs(OWN.point(i, ahead) - truth[ahead - 1]))
        .average()
        .orElseThrow();
  }

  @Test
  void aWindowShowsHistoryTruthAndEveryMethod() {
    WindowPlot latest = DATA.windows().shown().get(DATA.windows().latest());
    int i = latestOfSeattle();
    assertThat(latest.times()).hasSize(28 + 5).endsWith("2015-12-30", "2015-12-31");
    double[] truth = WINDOWS.truth(i, "temp_max");
    assertThat(latest.values().subList(28, 33)).containsExactly(box(truth));
    assertThat(latest.parts()).hasSize(3 + 3);
    assertThat(latest.parts().get(0).get(4)).isEqualTo(OWN.lower(i, 5));
    assertThat(latest.parts().get(1).get(4)).isEqualTo(OWN.point(i, 5));
    assertThat(latest.parts().get(2).get(4)).isEqualTo(OWN.upper(i, 5));
    assertThat(latest.parts().get(4).get(3)).isEqualTo(METHODS.get(1).point(i, 4));
  }

  private static Double[] box(double... values) {
    return Arrays.stream(values).boxed().toArray(Double[]::new);
  }

  private static int latestOfSeattle() {
    return WINDOWS.ofGroup("Seattle").size() - 1;
  }

  @Test
  void gatesAreThoseOfTheTrace() {
    GateStrip strip = DATA.gates().orElseThrow();
    GruTrace trace = MODEL.trace(WINDOWS, latestOfSeattle()).orElseThrow();
    assertThat(strip.times()).hasSize(30).startsWith("2015-11-27").endsWith("2015-12-26");
    assertThat(strip.inputs().stream().map(GateStrip.Input::name))
        .containsExactly("temp_max", "wind");
    assertThat(strip.inputs().getFirst().values().getLast())
        .isEqualTo(DATA.windows().shown().get(DATA.windows().latest()).values().get(27));
    assertThat(strip.units()).hasSize(4);
    assertThat(strip.left()).isEmpty();
    for (int u = 0; u < 4; u++) {
      for (int t : new int[] {0, 17, 29}) {
        assertThat(strip.units().get(u).update().get(t))
            .isEqualTo(trace.update().sequence(0)[t][u]);
        assertThat(strip.units().get(u).reset().get(t)).isEqualTo(trace.reset().sequence(0)[t][u]);
      }
    }
  }

  @Test
  void otherCellsHaveNoGatesToShow() {
    ForecastModel lstm = Samples.model(SPLIT, LstmSpec.of(SPLIT.features(), 3));
    ReportData data = ForecastReport.of(lstm, List.of(lstm.forecast(SPLIT.test()))).data();
    assertThat(data.gates()).isEmpty();
    assertThat(data.training()).isEmpty();
    assertThat(Report.of(data).html()).contains("\"gates\":null").contains("\"training\":null");
  }

  @Test
  void theHeadingTellsWhatItIs() {
    assertThat(DATA.heading().facts())
        .extracting(Heading.Fact::text)
        .containsExactly(
            "temp_max (°C), 1 to 5 days ahead, from the 30 days before",
            "590 windows of Seattle, New York, issued 2015-03-07 to 2015-12-26",
            "GRU, %,d parameters".formatted(MODEL.size()),
            "3 epochs, ended early because the validation loss no longer fell, lowest validation loss in epoch 2");
  }

  @Test
  void longTrainingsAreThinnedOutButKeepTheBest() {
    List<EpochLoss> epochs =
        IntStream.rangeClosed(1, 2000)
            .mapToObj(n -> new EpochLoss(n, 1.0 / n, OptionalDouble.of(1)))
            .toList();
    TrainingCurve curve =
        TrainingCurve.of(new TrainingReport(Outcome.COMPLETED, epochs, 1234, 9, 1));
    assertThat(curve.outOf()).isEqualTo(2000);
    assertThat(curve.epochs()).hasSizeLessThanOrEqualTo(TrainingCurve.MOST + 2);
    assertThat(curve.epochs()).extracting(EpochLoss::epoch).contains(1, 1234, 2000);
  }

  @Test
  void refusesForecastsOfDifferentWindows() {
    assertThatThrownBy(() ->
            ForecastReport.of(
                MODEL, List.of(METHODS.getFirst(), MODEL.forecast(SPLIT.validation()))))
        .hasMessageContaining("are not of the same windows and target");
    assertThatThrownBy(() -> ForecastReport.of(MODEL, List.of()))
        .hasMessage("a report needs at least one forecast of the model");
  }
}
