package dev.sluice.tasks.classify;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.core.tensor.Lengths;
import dev.sluice.core.tensor.Seq;
import dev.sluice.core.tensor.SeqIds;
import dev.sluice.core.tensor.Tensor;
import dev.sluice.tasks.words.WordBatch;
import org.junit.jupiter.api.Test;

/// What is changed outside of a record does not change the record.
class CopiedArraysTest {
  @Test
  void batches() {
    int[] classes = {1, 0};
    float[] weights = {1, 2};
    Sequences x = new Sequences.Values(Seq.packed(Tensor.zeros(2, 1), Lengths.of(1, 1)));
    ClassifierBatch batch = new ClassifierBatch(x, classes, weights);
    classes[0] = 9;
    weights[0] = 9;
    batch.classes()[1] = 9;
    batch.weights()[1] = 9;
    assertThat(batch.classes()).containsExactly(1, 0);
    assertThat(batch.weights()).containsExactly(1, 2);
    int[] words = {3, 4};
    int[] spelled = {0, 0};
    WordBatch sentence = new WordBatch(words, Lengths.of(2), SeqIds.of(new int[] {5}), spelled);
    words[0] = 9;
    spelled[0] = 9;
    sentence.words()[1] = 9;
    sentence.spelled()[1] = 9;
    assertThat(sentence.words()).containsExactly(3, 4);
    assertThat(sentence.spelled()).containsExactly(0, 0);
  }

  @Test
  void samples() {
    int[] ids = {1, 2};
    Encoded.Ids encoded = new Encoded.Ids(ids);
    ids[0] = 9;
    encoded.ids()[1] = 9;
    assertThat(encoded.ids()).containsExactly(1, 2);
    float[] mean = {1};
    float[] deviation = {2};
    SampleEncoder.OfValues values = new SampleEncoder.OfValues(mean, deviation);
    mean[0] = 9;
    deviation[0] = 9;
    values.mean()[0] = 9;
    values.deviation()[0] = 9;
    assertThat(values.mean()).containsExactly(1);
    assertThat(values.deviation()).containsExactly(2);
    assertThat(values.columns()).isEqualTo(1);
  }

  @Test
  void scores() {
    long[][] confusion = {{1, 0}, {0, 1}};
    ClassScore score = new ClassScore(confusion, 0.5, 0.1);
    confusion[0][0] = 9;
    score.confusion()[1][1] = 9;
    assertThat(score.confusion()).isDeepEqualTo(new long[][] {{1, 0}, {0, 1}});
  }
}
