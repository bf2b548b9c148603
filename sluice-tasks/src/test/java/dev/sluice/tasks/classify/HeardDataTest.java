package dev.sluice.tasks.classify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.core.tensor.Seed;
import dev.sluice.tasks.audio.AudioAugmentation;
import dev.sluice.tasks.audio.AudioInput;
import dev.sluice.tasks.audio.FeatureSpec;
import dev.sluice.tasks.audio.Normalisation;
import dev.sluice.tasks.audio.Sound;
import dev.sluice.tasks.text.LengthLimit;
import dev.sluice.tasks.text.TextException;
import dev.sluice.train.data.IndexedDataset;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;

class HeardDataTest {
  private static final List<Sample.Labelled> SAMPLES = samples();
  private static final SoundEncoder ENCODER =
      new SoundEncoder(
          AudioInput.of(
              FeatureSpec.of(8000).bands(9),
              Normalisation.TRAINING,
              2,
              SAMPLES.stream().map(each -> ((Sample.Heard) each.sample()).sound()).toList()));

  /// Lengths and contents all differ.
  private static List<Sample.Labelled> samples() {
    List<Sample.Labelled> all = new ArrayList<>();
    for (int s = 0; s < 25; s++) {
      float[] x = new float[1200 + 137 * (s * 7 % 25)];
      for (int i = 0; i < x.length; i++) {
        x[i] = 0.2f * Seed.of(s).normal(i) * (1 + i % (50 + s)) / 60f;
      }
      all.add(new Sample.Labelled(new Sample.Heard(Sound.of(x, 8000)), s % 3 == 0 ? "a" : "b"));
    }
    return all;
  }

  private static IndexedDataset<ClassifierBatch> plain() {
    return ClassifiedData.of(SAMPLES, List.of("a", "b"), ENCODER, ClassifiedData.Weights.BALANCED);
  }

  private static List<ClassifierBatch> batches(Iterable<ClassifierBatch> batches) {
    return StreamSupport.stream(batches.spliterator(), false).toList();
  }

  private static float[] values(ClassifierBatch batch) {
    return ((Sequences.Values) batch.x()).values().rows().data();
  }

  @Test
  void unchangedSoundsAreThoseOfThePlainData() {
    HeardData heard = HeardData.of(SAMPLES, plain(), ENCODER, AudioAugmentation.none());
    List<ClassifierBatch> own = batches(heard.batches(4, Seed.of(1)));
    List<ClassifierBatch> expected = batches(plain().batches(4, Seed.of(1)));
    assertThat(own).hasSameSizeAs(expected).hasSize(7);
    for (int i = 0; i < own.size(); i++) {
      assertThat(values(own.get(i))).isEqualTo(values(expected.get(i)));
      assertThat(own.get(i).classes()).isEqualTo(expected.get(i).classes());
      assertThat(own.get(i).weights()).isEqualTo(expected.get(i).weights());
    }
  }

  /// No batch of an epoch has more steps.
  @Test
  void theHeaviestBatchIsPlayedSlowest() {
    AudioAugmentation speeds = AudioAugmentation.none().speed(80, 110);
    HeardData heard = HeardData.of(SAMPLES, plain(), ENCODER, speeds);
    ClassifierBatch heaviest = heard.heaviest(4, Seed.of(1)).orElseThrow();
    int steps = heaviest.x().lengths().rows();
    assertThat(batches(heard.batches(4, Seed.of(1))))
        .allSatisfy(batch -> assertThat(batch.x().lengths().rows()).isLessThanOrEqualTo(steps));
    int expected = 0;
    for (int b = 0; b < heaviest.classes().length; b++) {
      int i = (int) heaviest.x().lengths().sample(b);
      Sound sound = ((Sample.Heard) SAMPLES.get(i).sample()).sound();
      expected += ENCODER.input().steps(sound.length(), 80);
      assertThat(heaviest.classes()[b]).isEqualTo(SAMPLES.get(i).label().equals("a") ? 0 : 1);
    }
    assertThat(steps)
        .isEqualTo(expected)
        .isGreaterThan(plain().heaviest(4, Seed.of(1)).orElseThrow().x().lengths().rows());
  }

  @Test
  void aSoundThatIsTooShortIsNamedWithItsPlace() {
    Sample.Labelled none = sound(ENCODER.input().features().window());
    assertThatThrownBy(() -> plain(List.of(SAMPLES.getFirst(), none)))
        .isInstanceOf(TextException.class)
        .hasMessageStartingWith("m.jsonl: line 2: the sound is shorter than a step, ");
    Sample.Labelled barely = sound(ENCODER.input().features().window() + 80);
    List<Sample.Labelled> both = List.of(SAMPLES.getFirst(), barely);
    IndexedDataset<ClassifierBatch> plain = plain(both);
    AudioAugmentation faster = AudioAugmentation.none().speed(90, 110);
    assertThatThrownBy(() -> HeardData.of(both, plain, ENCODER, faster, HeardDataTest::line))
        .isInstanceOf(TextException.class)
        .hasMessageStartingWith("m.jsonl: line 2: the sound is shorter than a step, ")
        .hasMessageContaining("when it is played fastest");
  }

  private static Sample.Labelled sound(int samples) {
    return new Sample.Labelled(new Sample.Heard(Sound.silence(samples / 8000.0, 8000)), "a");
  }

  private static String line(int i) {
    return "m.jsonl: line " + (i + 1);
  }

  private static IndexedDataset<ClassifierBatch> plain(List<Sample.Labelled> samples) {
    return ClassifiedData.of(
        samples,
        List.of("a", "b"),
        ENCODER,
        ClassifiedData.Weights.EQUAL,
        LengthLimit.none(),
        HeardDataTest::line);
  }

  @Test
  void epochsDifferAndComeAgainAndValidationStays() {
    HeardData heard = HeardData.of(SAMPLES, plain(), ENCODER, AudioAugmentation.none().gain(-6, 6));
    float[] once = values(batches(heard.batches(25, Seed.of(1))).getFirst());
    assertThat(values(batches(heard.batches(25, Seed.of(1))).getFirst())).isEqualTo(once);
    assertThat(values(batches(heard.batches(25, Seed.of(2))).getFirst())).isNotEqualTo(once);
    assertThat(values(batches(heard.batches(25)).getFirst()))
        .isEqualTo(values(batches(plain().batches(25)).getFirst()));
  }
}
