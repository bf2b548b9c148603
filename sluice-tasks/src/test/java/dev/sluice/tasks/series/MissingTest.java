package dev.sluice.tasks.series;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/// Rows and cells that are not there, and futures that are partly known.
class MissingTest {
  private static final CsvColumns COLUMNS = CsvColumns.time("at").values("a", "b");

  /// Hour 3 has no row, hour 5 no `a`, hour 6 an infinite `b`.
  private static final String HOLES =
      """
      at,a,b
      2020-01-01 00:00,0,10
      2020-01-01 01:00,1,11
      2020-01-01 02:00,2,12
      2020-01-01 04:00,4,14
      2020-01-01 05:00,,15
      2020-01-01 06:00,6,inf
      2020-01-01 07:00,7,17
      2020-01-01 08:00,8,18
      2020-01-01 09:00,9,19
      """;

  private static Series read(String text, CsvColumns columns) throws IOException {
    var in = new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8));
    return SeriesReader.read(in, "f.csv", columns);
  }

  private static List<Double> values(Series series, int column) {
    Group group = series.groups().getFirst();
    return IntStream.range(0, group.length()).mapToObj(t -> group.value(column, t)).toList();
  }

  @Test
  void skippedValuesStayMissingAndNoWindowTouchesThem() throws IOException {
    Series series = read(HOLES, COLUMNS.missing(MissingPolicy.SKIP));
    double nan = Double.NaN;
    assertThat(values(series, 0)).containsExactly(0., 1., 2., nan, 4., nan, 6., 7., 8., 9.);
    assertThat(values(series, 1)).containsExactly(10., 11., 12., nan, 14., 15., nan, 17., 18., 19.);
    assertThat(series.missing())
        .hasToString(
            "missing: 1 rows and 2 single values, first f.csv:5:1: at '2020-01-01T04:00' follows 2020-01-01T02:00 in line 4: 1 hour missing; windows that touch them are left out");
    assertThat(origins(series.windows(Window.of(2, 1).target("a")))).containsExactly(1, 8);
    assertThat(origins(series.windows(Window.of(2, 1).target("a").inputs("b"))))
        .containsExactly(1, 5, 8);
    assertThat(origins(series.windows(Window.of(1, 1).target("a").inputs("b"))))
        .containsExactly(0, 1, 5, 7, 8);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> series.windows(Window.of(4, 1).target("a")))
        .withMessage(
            "every window touches a missing value, of 4 hours and 1 hour ahead: [series 2020-01-01T00:00 to 2020-01-01T09:00]");
    ColumnScale scale = Normaliser.fit(series, Window.of(1, 1).target("a")).scale("a", "series");
    assertThat(scale.mean()).isEqualTo((0 + 1 + 2 + 4 + 6 + 7 + 8 + 9) / 8.0);
  }

  private static List<Integer> origins(Windows windows) {
    return IntStream.range(0, windows.size()).mapToObj(windows::originIndex).toList();
  }

  @Test
  void imputedValuesAreTheLastBefore() throws IOException {
    Series series = read(HOLES, COLUMNS.missing(MissingPolicy.IMPUTE));
    assertThat(values(series, 0)).containsExactly(0., 1., 2., 2., 4., 4., 6., 7., 8., 9.);
    assertThat(values(series, 1)).containsExactly(10., 11., 12., 12., 14., 15., 15., 17., 18., 19.);
    assertThat(series.missing())
        .asString()
        .startsWith("missing: 1 rows and 2 single values, first f.csv:5:1")
        .endsWith("the last value before them holds");
  }

  @Test
  void nothingMissingIsSaid() throws IOException {
    String whole = "at,a,b\n2020-01-01,0,1\n2020-01-02,1,2\n";
    assertThat(read(whole, COLUMNS).missing()).hasToString("nothing is missing");
    assertThat(Weather.SERIES.missing().isEmpty()).isTrue();
  }

  /// `b` is known for two hours beyond the last `a`.
  private static final String FUTURE =
      """
      at,a,b
      2020-01-01 00:00,0,10
      2020-01-01 01:00,1,11
      2020-01-01 02:00,2,13
      2020-01-01 03:00,,16
      2020-01-01 04:00,,20
      """;

  private static final CsvColumns KNOWN = CsvColumns.time("at").values("a").known("b");

  @Test
  void rowsWithKnownColumnsAloneAreTheFuture() throws IOException {
    for (MissingPolicy policy : MissingPolicy.values()) {
      Series series = read(FUTURE, KNOWN.missing(policy));
      assertThat(series.missing().isEmpty()).isTrue();
      assertThat(values(series, 0)).containsExactly(0., 1., 2., Double.NaN, Double.NaN);
      Window window = Window.of(2, 2).target("a").inputs("a").known("b");
      Windows latest = series.latest(window);
      assertThat(latest.origin(0)).isEqualTo("2020-01-01T02:00");
      assertThat(latest.truth(0, "a")).containsExactly(Double.NaN, Double.NaN);
      assertThatIllegalArgumentException()
          .isThrownBy(() -> series.latest(Window.of(2, 3).target("a").inputs("a").known("b")))
          .withMessageContaining(
              "needs [b] for the next 3 hours; add rows with them, the other columns blank");
    }
  }

  @Test
  void whatIsKnownIsCodedForTheStepsAhead() throws IOException {
    Series series = read(FUTURE, KNOWN);
    Window window =
        Window.of(2, 2)
            .target("a")
            .inputs("a")
            .known("b")
            .calendar(new Calendar(0, 0, 1))
            .groups(GroupCoding.ONE_HOT);
    Windows latest = series.latest(window);
    FeatureEncoder encoder = FeatureEncoder.fit(series, latest.window());
    assertThat(encoder.knownSize()).isEqualTo(1 + 2 + 1);
    assertThat(encoder.eventSize()).isEqualTo(1 + 2);
    ColumnScale scale = encoder.normaliser().scale("b", "series");
    WindowBatch batch = encoder.batch(latest, 0);
    assertThat(batch.known().get(0, 0, 3)).isEqualTo((float) scale.standardise(16));
    assertThat(batch.known().get(0, 1, 3)).isEqualTo((float) scale.standardise(20));
    assertThat(batch.known().get(0, 1, 1))
        .isEqualTo((float) window.calendar().at(latest.lastTarget(0))[0]);
    assertThat(batch.targets().data()).containsOnly(Float.NaN);
    float[] ahead = new float[2 * 4];
    encoder.encodeAhead(0, latest.origin(0), new double[] {2, 16, 20}, ahead, 0);
    assertThat(ahead).isEqualTo(batch.known().data());
    assertThatIllegalArgumentException()
        .isThrownBy(() -> encoder.encodeAhead(0, latest.origin(0), new double[] {2}, ahead, 0))
        .withMessageContaining("expected 3: the inputs [a], then for each of the next 2 hours");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Window.of(1, 1).target("a").known("a"))
        .withMessageContaining("a is a target, so its future is not known");
  }

  /// Windows in training need what is known of their targets too.
  @Test
  void windowsWithoutWhatIsKnownAreNotMade() throws IOException {
    String text = FUTURE.replace(",2,13", ",2,").replace(",,16", ",3,16").replace(",,20", ",4,20");
    Series series = read(text, KNOWN.missing(MissingPolicy.SKIP));
    Window window = Window.of(1, 1).target("a").inputs("a").known("b");
    assertThat(origins(series.windows(window))).containsExactly(0, 2, 3);
  }

  @Test
  void theContextOfTheLatestMustBeThere() throws IOException {
    Series series = read(HOLES, COLUMNS.missing(MissingPolicy.SKIP));
    assertThat(origins(series.latest(Window.of(3, 1).target("a")))).containsExactly(9);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> series.latest(Window.of(4, 1).target("a")))
        .withMessage(
            "the forecast of group series on 2020-01-01T09:00 would see missing values; impute them, or fill them in");
  }

  @Test
  void timesAreReadInSeveralSpellings() throws IOException {
    List<String> spellings =
        List.of(
            "2020-02-01,2020-02-02",
            "2020-02-01 06:30,2020-02-01T06:45",
            "2020-02-01 06:30:00,2020-02-01 06:30:30",
            "2020-02-01T06:30:00.000,2020-02-01T08:30:00.000000",
            "2020-01-31,2020-02-29,2020-03-31,2020-04-30",
            "2020-01-01,2020-04-01,2020-07-01",
            "2019-02-28,2020-02-29,2021-02-28",
            "2020-02-01,2020-02-08,2020-02-15");
    List<String> steps = new ArrayList<>();
    for (String times : spellings) {
      StringBuilder text = new StringBuilder("at,a,b\n");
      for (String time : times.split(",", -1)) {
        text.append(time).append(",1,2\n");
      }
      steps.add(read(text.toString(), COLUMNS).step().toString());
    }
    assertThat(steps).containsExactly("1d", "15min", "30s", "2h", "1mo", "3mo", "12mo", "1w");
  }

  /// The commonest gap is the step, so one lost row does not double it.
  @Test
  void theStepIsTheCommonestGap() throws IOException {
    Series series = read(HOLES, COLUMNS.missing(MissingPolicy.SKIP));
    assertThat(series.step()).isEqualTo(TimeStep.HOUR);
    assertThat(series.groups().getFirst().axis())
        .hasToString("2020-01-01T00:00 to 2020-01-01T09:00");
  }
}
