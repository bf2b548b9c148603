package dev.sluice.tasks.series;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.Test;

class NormaliserTest {
  private static final Series TWO =
      Series.of(
          List.of("x", "y"),
          List.of(
              Group.of(
                  "a",
                  TimeAxis.days(LocalDate.of(2020, 1, 1), 3),
                  new double[] {1, 2, 3},
                  new double[] {0, 1, 0}),
              Group.of(
                  "b",
                  TimeAxis.days(LocalDate.of(2020, 1, 1), 3),
                  new double[] {4, 5, 6},
                  new double[] {1, 0, 1})));
  private static final Window WINDOW = Window.of(1, 1).target("x");

  @Test
  void pooledScaleIsThatOfAllGroups() {
    ColumnScale scale = Normaliser.fit(TWO, WINDOW).scale("x", "a");
    assertThat(scale.mean()).isEqualTo(3.5);
    assertThat(scale.deviation()).isCloseTo(Math.sqrt(17.5 / 6), within(1e-15));
    assertThat(scale.group()).isNull();
  }

  @Test
  void targetMayBeScaledPerGroup() {
    Normaliser normaliser = Normaliser.fit(TWO, WINDOW.scaling(Scaling.TARGET_PER_GROUP));
    assertThat(normaliser.scale("x", "a").mean()).isEqualTo(2);
    assertThat(normaliser.scale("x", "b").mean()).isEqualTo(5);
    assertThat(normaliser.scale("y", "a")).isEqualTo(normaliser.scale("y", "b"));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> normaliser.scale("x", "c"))
        .withMessageContaining("no scale for column x of group c");
  }

  @Test
  void standardisedRowsHaveMeanZeroAndDeviationOneAndComeBack() {
    Series rows = Weather.split(Weather.WINDOW).trainingRows();
    Normaliser normaliser = Normaliser.fit(rows, Weather.WINDOW);
    for (String column : rows.columns()) {
      double sum = 0;
      double squares = 0;
      int count = 0;
      for (Group group : rows.groups()) {
        ColumnScale scale = normaliser.scale(column, group.name());
        for (int day = 0; day < group.length(); day++) {
          double value = group.value(rows.column(column), day);
          double standardised = scale.standardise(value);
          assertThat(scale.restore(standardised)).isCloseTo(value, within(1e-12));
          sum += standardised;
          squares += standardised * standardised;
          count++;
        }
      }
      assertThat(sum / count).isCloseTo(0, within(1e-12));
      assertThat(squares / count).isCloseTo(1, within(1e-12));
    }
  }

  @Test
  void itsPartsMakeTheSameNormaliser() {
    Normaliser normaliser = Normaliser.fit(TWO, WINDOW);
    List<ColumnScale> parts =
        normaliser.scales().stream()
            .map(s ->
                new ColumnScale(
                    s.column(),
                    s.group(),
                    s.transform(),
                    s.mean(),
                    s.deviation(),
                    s.minimum(),
                    s.maximum()))
            .toList();
    assertThat(new Normaliser(parts)).isEqualTo(normaliser);
  }

  @Test
  void theRangeOfTheRowsIsKept() {
    ColumnScale scale = Normaliser.fit(TWO, WINDOW).scales().getFirst();
    assertThat(scale.covers(scale.minimum())).isTrue();
    assertThat(scale.covers(scale.maximum())).isTrue();
    assertThat(scale.covers(Math.nextDown(scale.minimum()))).isFalse();
    assertThat(scale.covers(Math.nextUp(scale.maximum()))).isFalse();
    assertThat(scale.covers(Double.NaN)).isFalse();
    assertThat(scale.minimum()).isLessThan(scale.mean());
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new ColumnScale("x", null, Transform.NONE, 5, 1, 6, 7))
        .withMessageContaining("the mean lies between the others");
  }

  @Test
  void aColumnThatNeverChangesIsRefused() {
    Series flat =
        Series.of(
            List.of("x"),
            List.of(
                Group.of("a", TimeAxis.days(LocalDate.of(2020, 1, 1), 2), new double[] {7, 7})));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Normaliser.fit(flat, WINDOW))
        .withMessageContaining("column x")
        .withMessageContaining("leave it out");
  }
}
