package dev.sluice.tasks.series;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import dev.sluice.testing.SharedData;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class WindowsTest {
  @Test
  void everyWindowThatFitsIsThere() {
    Windows windows = Weather.SERIES.windows(Weather.WINDOW);
    assertThat(windows.size()).isEqualTo(2 * (1461 - 28 - 7 + 1));
    assertThat(windows.origin(0)).isEqualTo("2012-01-28T00:00");
    int last = windows.size() - 1;
    assertThat(windows.origin(last)).isEqualTo("2015-12-24T00:00");
    assertThat(windows.lastTarget(last)).isEqualTo("2015-12-31T00:00");
    Group newYork = Weather.SERIES.groups().get(1);
    assertThat(windows.truth(last, "temp_max")[6])
        .isEqualTo(newYork.value(1, 1460))
        .isEqualTo(11.1);
    assertThat(windows.truth(last, "temp_max")[0]).isEqualTo(newYork.value(1, 1454));
  }

  @Test
  void noTargetIsInTwoPeriods() {
    WindowSplit split = Weather.split(Weather.WINDOW);
    Set<String> train = targets(split.train());
    Set<String> validation = targets(split.validation());
    Set<String> test = targets(split.test());
    assertThat(train)
        .isNotEmpty()
        .doesNotContainAnyElementsOf(validation)
        .doesNotContainAnyElementsOf(test);
    assertThat(validation).isNotEmpty().doesNotContainAnyElementsOf(test);
  }

  private static Set<String> targets(Windows windows) {
    Set<String> targets = new HashSet<>();
    for (int i = 0; i < windows.size(); i++) {
      for (int h = 1; h <= windows.window().horizon(); h++) {
        targets.add(windows.group(i) + " " + windows.origin(i).plusDays(h));
      }
    }
    return targets;
  }

  @Test
  void periodsEndBeforeTheNextBegins() {
    WindowSplit split = Weather.split(Weather.WINDOW);
    assertThat(last(split.train())).isEqualTo(Weather.VALIDATION_FROM.minusDays(1).atStartOfDay());
    assertThat(last(split.validation())).isEqualTo(Weather.TEST_FROM.minusDays(1).atStartOfDay());
    assertThat(split.validation().origin(0)).isEqualTo(Weather.VALIDATION_FROM.atStartOfDay());
    assertThat(split.test().origin(0)).isEqualTo(Weather.TEST_FROM.atStartOfDay());
    assertThat(split.test().size()).isEqualTo(2 * 293);
    assertThat(split.trainingRows().groups())
        .allMatch(g -> g.axis().last().isBefore(Weather.VALIDATION_FROM.atStartOfDay()));
    assertThat(split.rowsBeforeTest().groups())
        .allMatch(g -> g.axis().last().isBefore(Weather.TEST_FROM.atStartOfDay()));
  }

  private static LocalDateTime last(Windows windows) {
    LocalDateTime last = LocalDateTime.MIN;
    for (int i = 0; i < windows.size(); i++) {
      last = windows.lastTarget(i).isAfter(last) ? windows.lastTarget(i) : last;
    }
    return last;
  }

  /// What is fitted for training must not change when later days do.
  @Test
  void trainingDoesNotSeeLaterDays() {
    WindowSplit split = Weather.split(Weather.WINDOW);
    WindowSplit spoilt =
        Weather.spoiltFrom(Weather.VALIDATION_FROM)
            .windows(Weather.WINDOW)
            .splitByTime(Weather.VALIDATION_FROM, Weather.TEST_FROM);
    assertThat(spoilt.encoder().normaliser()).isEqualTo(split.encoder().normaliser());
    int[] all = IntStream.range(0, split.train().size()).toArray();
    WindowBatch batch = split.encoder().batch(split.train(), all);
    WindowBatch same = spoilt.encoder().batch(spoilt.train(), all);
    assertThat(same.inputs().rows().data()).isEqualTo(batch.inputs().rows().data());
    assertThat(same.known().data()).isEqualTo(batch.known().data());
    assertThat(same.targets().data()).isEqualTo(batch.targets().data());
  }

  @Test
  void idsAreKeptInSubsets() {
    Windows windows = Weather.SERIES.windows(Weather.WINDOW);
    Windows test = Weather.split(Weather.WINDOW).test().ofGroup("New York");
    assertThat(test.size()).isEqualTo(293);
    assertThat(test.id(292)).isEqualTo(windows.id(windows.size() - 1));
    Set<Long> ids = new HashSet<>();
    for (int i = 0; i < windows.size(); i++) {
      ids.add(windows.id(i));
    }
    assertThat(ids).hasSize(windows.size());
  }

  @Test
  void impossibleWindowsAreRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Weather.SERIES.windows(Window.of(28, 7)))
        .withMessageContaining("no target");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Weather.SERIES.windows(Weather.WINDOW.target("temp")))
        .withMessageContaining("no column temp");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Weather.SERIES.windows(Weather.WINDOW.inputs("rain")))
        .withMessageContaining("no column rain");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Weather.SERIES.windows(Window.of(1461, 1).target("wind")))
        .withMessageContaining("1461 days and 1 day ahead");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Window.of(0, 7))
        .withMessageContaining("at least 1");
    assertThatIllegalArgumentException()
        .isThrownBy(() ->
            Weather.SERIES
                .windows(Weather.WINDOW)
                .splitByTime(Weather.TEST_FROM, Weather.TEST_FROM))
        .withMessageContaining("validation period");
  }

  /// Rows 0 … 99 and 0 … 59; the values are the rows' numbers.
  private static final Series ROWS =
      Series.of(List.of("x"), List.of(rows("a", 100), rows("b", 60)));

  private static Group rows(String name, int length) {
    double[] values = IntStream.range(0, length).asDoubleStream().toArray();
    var axis = new TimeAxis(LocalDateTime.of(2016, 7, 1, 0, 0), TimeStep.HOUR, length);
    return Group.of(name, axis, values);
  }

  @Test
  void aSplitByCountsOwnsTargetsAndLetsTheContextReachBack() {
    Windows windows = ROWS.windows(Window.of(10, 4).target("x"));
    WindowSplit split = windows.splitByCounts(30, 15, 12);
    assertThat(targetRange(split.train())).containsExactly(10, 29);
    assertThat(targetRange(split.validation())).containsExactly(30, 44);
    assertThat(targetRange(split.test())).containsExactly(45, 56);
    assertThat(split.train().size()).isEqualTo(2 * (30 - 10 - 4 + 1));
    assertThat(split.validation().size()).isEqualTo(2 * (15 - 4 + 1));
    assertThat(split.test().size()).isEqualTo(2 * (12 - 4 + 1));
    assertThat(split.trainingRows().groups()).allMatch(group -> group.length() == 30);
    assertThat(split.rowsBeforeTest().groups()).allMatch(group -> group.length() == 45);
    assertThat(targetRange(split.beforeTest())).containsExactly(10, 44);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> windows.splitByCounts(30, 15, 16))
        .withMessageContaining("30, 15 and 16 rows does not fit group b")
        .withMessageContaining("which has 60");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> windows.splitByCounts(30, Integer.MAX_VALUE, Integer.MAX_VALUE))
        .withMessageContaining("does not fit group a");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> windows.splitByCounts(30, 3, 15))
        .withMessageContaining("validation period");
  }

  /// The first and the last row that is a target.
  private static int[] targetRange(Windows windows) {
    int first = Integer.MAX_VALUE;
    int last = 0;
    for (int i = 0; i < windows.size(); i++) {
      double[] truth = windows.truth(i, "x");
      first = Math.min(first, (int) truth[0]);
      last = Math.max(last, (int) truth[truth.length - 1]);
    }
    return new int[] {first, last};
  }

  @Test
  void aSplitByFractionsIsPerGroup() {
    WindowSplit split = ROWS.windows(Window.of(10, 4).target("x")).splitByFractions(0.7, 0.1, 0.2);
    assertThat(split.trainingRows().groups()).extracting(Group::length).containsExactly(70, 42);
    assertThat(split.rowsBeforeTest().groups()).extracting(Group::length).containsExactly(80, 48);
    assertThat(targetRange(split.test().ofGroup("a"))).containsExactly(80, 99);
    assertThat(targetRange(split.test().ofGroup("b"))).containsExactly(48, 59);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> ROWS.windows(Window.of(1, 1).target("x")).splitByFractions(0.7, 0.2, 0.2))
        .withMessageContaining("together at most 1");
    assertThatIllegalArgumentException()
        .isThrownBy(
            () -> ROWS.windows(Window.of(1, 1).target("x")).splitByFractions(0.98, 0.01, 0.01))
        .withMessageContaining("group b")
        .withMessageContaining("has 60 rows, too few to split");
  }

  @Test
  void aSplitByTheLastRowsIsOneWindowForEachGroup() {
    Windows windows = ROWS.windows(Window.of(10, 4).target("x"));
    WindowSplit split = windows.splitByLast(4, 4);
    assertThat(split.validation().size()).isEqualTo(2);
    assertThat(split.test().size()).isEqualTo(2);
    assertThat(targetRange(split.test().ofGroup("a"))).containsExactly(96, 99);
    assertThat(targetRange(split.test().ofGroup("b"))).containsExactly(56, 59);
    assertThat(targetRange(split.validation().ofGroup("b"))).containsExactly(52, 55);
    assertThat(targetRange(split.train().ofGroup("a"))).containsExactly(10, 91);
    assertThat(split.trainingRows().groups()).extracting(Group::length).containsExactly(92, 52);
    assertThat(split.rowsBeforeTest().groups()).extracting(Group::length).containsExactly(96, 56);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> windows.splitByLast(30, 30))
        .withMessageContaining(
            "the last 30 and 30 rows for validation and test leave nothing of group b")
        .withMessageContaining("which has 60");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> windows.splitByLast(0, 4))
        .withMessageContaining("each part has at least 1 row");
  }

  /// The windows of the published tables (Zhou et al. 2021, arXiv 2012.07436, and those after it).
  @Test
  void ettIsSplitAsPublished() {
    Path file = SharedData.require("data/ts-ett/ETTh1.csv");
    String[] columns = {"HUFL", "HULL", "MUFL", "MULL", "LUFL", "LULL", "OT"};
    Series series = Series.csv(file, CsvColumns.time("date").values(columns));
    assertThat(series.step()).isEqualTo(TimeStep.HOUR);
    assertThat(series.groups()).hasToString("[series 2016-07-01T00:00 to 2018-06-26T19:00]");
    WindowSplit split =
        series.windows(Window.of(720, 96).target(columns)).splitByCounts(8640, 2880, 2880);
    assertThat(split.train().size()).isEqualTo(8640 - 720 - 96 + 1);
    assertThat(split.validation().size()).isEqualTo(2785);
    assertThat(split.test().size()).isEqualTo(2785);
    assertThat(split.train().window().calendar()).isEqualTo(new Calendar(0, 3, 4));
    ColumnScale scale = split.encoder().normaliser().scale("OT", "series");
    assertThat(scale.mean()).isCloseTo(17.128, within(1e-3));
    assertThat(scale.deviation()).isCloseTo(9.177, within(1e-3));
  }
}
