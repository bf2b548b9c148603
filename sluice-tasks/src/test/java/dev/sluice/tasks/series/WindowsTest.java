package dev.sluice.tasks.series;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.LocalDateTime;
import java.util.HashSet;
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
}
