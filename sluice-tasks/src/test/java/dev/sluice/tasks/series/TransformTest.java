package dev.sluice.tasks.series;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.List;
import org.junit.jupiter.api.Test;

/// Columns whose logarithm is taken.
class TransformTest {
  private static final LocalDateTime DAY = LocalDateTime.parse("2020-01-04T00:00");
  private static final double[] A = {Math.E, 1, Math.E, 1, Math.exp(3), 1};
  private static final double[] B = {100, 10, 1000, 10, 100, 20};
  private static final Window WINDOW =
      Window.of(2, 2)
          .target("x")
          .inputs("x", "y")
          .calendar(Calendar.NONE)
          .scaling(Scaling.TARGET_PER_GROUP)
          .logs("x");

  private static Series series(double... ofB) {
    double[] y = {-1, 0, 1, 2, 3, 4};
    TimeAxis axis = TimeAxis.days(LocalDate.parse("2020-01-01"), A.length);
    return Series.of(
        List.of("x", "y"), List.of(Group.of("a", axis, A, y), Group.of("b", axis, ofB, y)));
  }

  @Test
  void meanAndDeviationAreThoseOfTheLogarithms() {
    Normaliser normaliser = Normaliser.fit(series(B), WINDOW);
    ColumnScale scale = normaliser.scale("x", "a");
    double mean = 5.0 / 6; // of 1, 0, 1, 0, 3, 0
    assertThat(scale.mean()).isCloseTo(mean, within(1e-15));
    assertThat(scale.deviation()).isCloseTo(Math.sqrt(11.0 / 6 - mean * mean), within(1e-15));
    assertThat(scale.minimum()).isOne();
    assertThat(scale.maximum()).isEqualTo(Math.exp(3));
    assertThat(normaliser.scale("y", "a").transform()).isEqualTo(Transform.NONE);
    assertThat(scale.withDeviation(2).standardise(Math.exp(3)))
        .isCloseTo((3 - mean) / 2, within(1e-15));
  }

  @Test
  void whatIsEncodedComesBackInTheFilesUnit() {
    Series series = series(B);
    FeatureEncoder encoder = FeatureEncoder.fit(series, WINDOW);
    ColumnScale scale = encoder.normaliser().scale("x", "b");
    WindowBatch batch = encoder.batch(series.windows(WINDOW).ofGroup("b"), 0);
    assertThat(batch.inputs().sequence(0)[0][0])
        .isCloseTo((float) ((Math.log(100) - scale.mean()) / scale.deviation()), within(1e-6f));
    double[] restored = new double[2];
    encoder.restore(1, batch.targets().data(), 0, restored);
    assertThat(restored[0]).isCloseTo(1000, within(1e-3));
    assertThat(restored[1]).isCloseTo(10, within(1e-5));
  }

  /// A series a thousand times as large looks the same.
  @Test
  void levelsDoNotMatter() {
    double[] large = new double[B.length];
    for (int i = 0; i < large.length; i++) {
      large[i] = 1024 * B[i];
    }
    float[] small = targets(series(B));
    float[] same = targets(series(large));
    for (int i = 0; i < small.length; i++) {
      assertThat(same[i]).isCloseTo(small[i], within(1e-5f));
    }
  }

  private static float[] targets(Series series) {
    Windows windows = series.windows(WINDOW).ofGroup("b");
    return FeatureEncoder.fit(series, WINDOW).batch(windows, 0, 1, 2).targets().data();
  }

  @Test
  void valuesWithoutALogarithmAreRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Normaliser.fit(series(100, 10, -3, 10, 100, 20), WINDOW))
        .withMessage(
            "column x has the value -3.0 among the training rows of group b; only values above 0 have a logarithm, take it out of logs(…)");
    FeatureEncoder encoder = FeatureEncoder.fit(series(B), WINDOW);
    float[] step = new float[encoder.inputSize()];
    assertThatIllegalArgumentException()
        .isThrownBy(() -> encoder.encodeStep(1, DAY, new double[] {0, 1}, step, 0))
        .withMessage("x is 0.0 on 2020-01-04; its logarithm is taken, so it must be above 0");
    Series later = series(100, 10, 0, 10, 100, 20);
    assertThatIllegalArgumentException()
        .as("a target")
        .isThrownBy(() -> encoder.batch(later.windows(WINDOW).ofGroup("b"), 0))
        .withMessageContaining("x is 0.0 on 2020-01-03; its logarithm is taken");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> series(B).windows(WINDOW.logs("z")))
        .withMessageContaining("no column z");
  }
}
