package dev.sluice.tasks.series;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.time.LocalDate;
import java.time.LocalDateTime;
import org.junit.jupiter.api.Test;

class FeatureEncoderTest {
  private static final Window CODED =
      Weather.WINDOW
          .inputs("temp_max", "wind")
          .groups(GroupCoding.ONE_HOT)
          .scaling(Scaling.TARGET_PER_GROUP);

  @Test
  void sizesFollowFromTheWindow() {
    WindowSplit plain = Weather.split(Weather.WINDOW);
    assertThat(plain.features()).isEqualTo(4 + 4);
    assertThat(plain.encoder().knownSize()).isEqualTo(4);
    FeatureEncoder coded = Weather.split(CODED).encoder();
    assertThat(coded.inputNames())
        .containsExactly(
            "temp_max",
            "wind",
            "year sin1",
            "year cos1",
            "year sin2",
            "year cos2",
            "is Seattle",
            "is New York")
        .hasSize(coded.inputSize());
    assertThat(coded.knownSize()).isEqualTo(2 * 5);
    assertThat(Weather.split(Weather.WINDOW.calendar(Calendar.NONE)).encoder().knownSize())
        .isZero();
  }

  @Test
  void harmonicsAreThoseOfTheDayOfTheYear() {
    double[] values = new Calendar(2, 0, 0).at(LocalDate.of(2015, 4, 1).atStartOfDay()); // day 91
    double angle = 2 * Math.PI * 91 / 365.25;
    assertThat(values)
        .containsExactly(
            new double[] {
              Math.sin(angle), Math.cos(angle), Math.sin(2 * angle), Math.cos(2 * angle)
            },
            within(1e-15));
  }

  @Test
  void aBatchHoldsTheWindowsDays() {
    WindowSplit split = Weather.split(CODED);
    FeatureEncoder encoder = split.encoder();
    Windows test = split.test();
    int newYork = 293;
    WindowBatch batch = encoder.batch(test, 3, newYork);
    assertThat(batch.inputs().lengths().toArray()).containsExactly(28, 28);
    assertThat(batch.inputs().lengths().sample(1)).isEqualTo(test.id(newYork));
    assertThat(batch.known().shape()).hasToString("[2,7,10]");
    assertThat(batch.targets().shape()).hasToString("[2,7]");

    Group group = Weather.SERIES.groups().get(1);
    int origin = test.originIndex(newYork);
    float[][] steps = batch.inputs().sequence(1);
    ColumnScale scale = encoder.normaliser().scale("temp_max", "New York");
    assertThat(steps[27][0])
        .isCloseTo((float) scale.standardise(group.value(1, origin)), within(1e-6f));
    assertThat(steps[0][0])
        .isCloseTo((float) scale.standardise(group.value(1, origin - 27)), within(1e-6f));
    assertThat(steps[27]).endsWith(0, 1);
    double[] harmonics = CODED.calendar().at(test.origin(newYork));
    assertThat(steps[27][2]).isEqualTo((float) harmonics[0]);

    assertThat(encoder.restore(1, 0, batch.targets().get(1, 6)))
        .isCloseTo(test.truth(newYork, "temp_max")[6], within(1e-5));
    double[] targetDay = CODED.calendar().at(test.lastTarget(newYork));
    for (int k = 0; k < 5; k++) {
      assertThat(batch.known().get(1, 6, k)).isZero();
    }
    assertThat(batch.known().get(1, 6, 5)).isOne();
    assertThat(batch.known().get(1, 6, 6)).isEqualTo((float) targetDay[0]);
    assertThat(batch.known().get(1, 6, 9)).isEqualTo((float) targetDay[3]);
  }

  @Test
  void oneDayIsCodedAsInABatch() {
    WindowSplit split = Weather.split(CODED);
    FeatureEncoder stored =
        FeatureEncoder.of(
            split.encoder().window(),
            split.encoder().groups(),
            split.encoder().normaliser(),
            TimeStep.DAY);
    float[] day = new float[stored.inputSize()];
    Group group = Weather.SERIES.groups().get(0);
    int origin = split.test().originIndex(0);
    double[] values = {group.value(1, origin), group.value(3, origin)};
    stored.encodeStep(stored.group("Seattle"), split.test().origin(0), values, day, 0);
    assertThat(split.encoder().batch(split.test(), 0).inputs().sequence(0)[27]).isEqualTo(day);
  }

  @Test
  void whatTrainingDidNotKnowIsRefused() {
    WindowSplit split = Weather.split(CODED);
    FeatureEncoder encoder = split.encoder();
    assertThatIllegalArgumentException()
        .isThrownBy(() -> encoder.group("Boston"))
        .withMessageContaining("Boston");
    float[] out = new float[encoder.inputSize()];
    LocalDateTime date = LocalDate.of(2016, 1, 1).atStartOfDay();
    assertThatIllegalArgumentException()
        .isThrownBy(() -> encoder.encodeStep(0, date, new double[] {1}, out, 0))
        .withMessageContaining("1 values for 2 inputs");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> encoder.encodeStep(0, date, new double[] {1, Double.NaN}, out, 0))
        .withMessageContaining("wind is NaN on 2016-01-01");
    Windows others = Weather.SERIES.windows(Weather.WINDOW);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> encoder.batch(others, 0))
        .withMessageContaining("the encoder was made for");
  }
}
