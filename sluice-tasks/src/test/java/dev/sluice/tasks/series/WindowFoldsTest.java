package dev.sluice.tasks.series;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class WindowFoldsTest {
  private static final int CONTEXT = 4;
  private static final int HORIZON = 3;
  private static final Windows WINDOWS =
      Series.of(List.of("x"), List.of(group("a", 60), group("b", 43)))
          .windows(Window.of(CONTEXT, HORIZON).target("x"));

  private static Group group(String name, int length) {
    TimeAxis days = TimeAxis.days(LocalDate.of(2020, 1, 1), length);
    return Group.of(name, days, IntStream.range(0, length).mapToDouble(t -> t).toArray());
  }

  @Test
  void everyWindowIsValidatedOnce() {
    List<Long> validated = new ArrayList<>();
    for (WindowFolds.Fold fold : WindowFolds.of(WINDOWS, 3)) {
      validated.addAll(ids(fold.validation()));
    }
    assertThat(validated).doesNotHaveDuplicates().containsExactlyInAnyOrderElementsOf(ids(WINDOWS));
  }

  @Test
  void noStepIsInBoth() {
    for (WindowFolds.Fold fold : WindowFolds.of(WINDOWS, 3)) {
      assertThat(steps(fold.train()))
          .isNotEmpty()
          .doesNotContainAnyElementsOf(steps(fold.validation()));
    }
  }

  @Test
  void whatIsFittedHasNoTargetOfValidation() {
    for (WindowFolds.Fold fold : WindowFolds.of(WINDOWS, 3)) {
      Windows validation = fold.validation();
      for (int i = 0; i < validation.size(); i++) {
        Group rows = fold.trainingRows().groups().get(validation.group(i));
        for (int ahead = 1; ahead <= HORIZON; ahead++) {
          assertThat(rows.isMissing(0, validation.originIndex(i) + ahead)).isTrue();
        }
      }
      Group rows = fold.trainingRows().groups().getFirst();
      long missing = IntStream.range(0, 60).filter(t -> rows.isMissing(0, t)).count();
      assertThat(missing).isEqualTo(validation.ofGroup("a").size() + HORIZON - 1);
    }
  }

  @Test
  void tooManyFoldsAreRefused() {
    assertThatIllegalArgumentException().isThrownBy(() -> WindowFolds.of(WINDOWS, 1));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> WindowFolds.of(WINDOWS, 200))
        .withMessageContaining("to measure with")
        .withMessageContaining("take fewer folds");
  }

  private static List<Long> ids(Windows windows) {
    return IntStream.range(0, windows.size()).mapToObj(windows::id).toList();
  }

  /// Group and row of every step that is seen or forecast.
  private static Set<String> steps(Windows windows) {
    Set<String> steps = new HashSet<>();
    for (int i = 0; i < windows.size(); i++) {
      for (int t = 1 - CONTEXT; t <= HORIZON; t++) {
        steps.add(windows.group(i) + ":" + (windows.originIndex(i) + t));
      }
    }
    return steps;
  }
}
