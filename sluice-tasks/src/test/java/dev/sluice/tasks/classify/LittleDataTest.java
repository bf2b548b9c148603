package dev.sluice.tasks.classify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.core.tensor.Seed;
import dev.sluice.tasks.classify.Benchmark.Parts;
import dev.sluice.tasks.classify.LittleData.Variant;
import dev.sluice.train.loop.Recipe;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class LittleDataTest {
  private static final Parts ALL = new Parts(texts(2000), texts(4), texts(6));

  private static List<Sample.Labelled> texts(int count) {
    return IntStream.range(0, count)
        .mapToObj(i -> new Sample.Labelled(new Sample.Text("film " + i), "" + i % 2))
        .toList();
  }

  private static LittleData of(int examples, Variant variant) {
    return LittleData.of(Benchmark.SST2, ALL, examples, variant, Seed.of(1));
  }

  @Test
  void smallSetsArePartsOfLargerOnes() {
    List<Sample.Labelled> ten = of(10, Variant.BARE).parts().train();
    assertThat(ten).doesNotHaveDuplicates().isNotEqualTo(ALL.train().subList(0, 10));
    assertThat(of(30, Variant.REGULARISED).parts().train().subList(0, 10)).isEqualTo(ten);
    assertThat(of(10, Variant.BARE).parts().test()).isEqualTo(ALL.test());
  }

  @Test
  void allAreTrainedOnAsTheBenchmarkIs() {
    LittleData all = of(2000, Variant.REGULARISED);
    assertThat(all.parts()).isEqualTo(ALL);
    Benchmark.Plan own = Benchmark.SST2.plan(ALL.train());
    assertThat(all.plan().spec()).isEqualTo(own.spec());
    assertThat(all.plan().training()).isEqualTo(own.training());
  }

  /// 6 epochs of 63 batches are 378 steps; 100 samples make 7 batches of 16.
  @Test
  void fewAreSeenOften() {
    assertThat(of(100, Variant.BARE).plan().training().epochs()).isEqualTo(54);
  }

  @Test
  void theBareVariantIsWithoutNoise() {
    LittleData bare = of(100, Variant.BARE);
    Recipe training = of(100, Variant.REGULARISED).plan().training();
    assertThat(bare.plan().training())
        .isEqualTo(new Recipe(training.rate(), training.epochs(), training.batch(), 0, 0));
    ClassifierSpec spec = bare.plan().spec();
    assertThat(List.of(spec.inputDropout(), spec.outputDropout(), spec.smoothing()))
        .containsOnly(0.0);
    assertThat(((ClassifierInput.Words) spec.input()).words().forgetting()).isZero();
    assertThat(new ClassifierInput.Ids(5, 3, 0.2).unchanged())
        .isEqualTo(new ClassifierInput.Ids(5, 3, 0));
    assertThat(new ClassifierInput.Values(2, 0.1).unchanged())
        .isEqualTo(new ClassifierInput.Values(2, 0));
  }

  @Test
  void oneClassIsNothingToLearn() {
    assertThatThrownBy(() -> of(1, Variant.BARE)).hasMessageContaining("are of one class");
  }
}
