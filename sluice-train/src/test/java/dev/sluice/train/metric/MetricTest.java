package dev.sluice.train.metric;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.sluice.core.tensor.Shape;
import dev.sluice.core.tensor.Tensor;
import org.junit.jupiter.api.Test;

class MetricTest {
  private static Tensor row(float... values) {
    return Tensor.of(Shape.of(1, values.length), values);
  }

  private static Tensor ids(float... values) {
    return Tensor.of(Shape.of(values.length), values);
  }

  private static double of(Metric metric, Tensor prediction, Tensor target) {
    metric.add(prediction, target);
    return metric.value();
  }

  @Test
  void errorsOverAllBatches() {
    Mae mae = new Mae();
    mae.add(row(1, 2), row(2, 4));
    mae.add(row(0), row(6));
    assertThat(mae.value()).isEqualTo(3);
    assertThat(mae.count()).isEqualTo(3);
    assertThat(of(new Rmse(), row(0, 0), row(1, 7))).isEqualTo(5);
  }

  @Test
  void accuracyTakesTheFirstOfEquals() {
    Tensor logits = Tensor.of(Shape.of(3, 2), 1, 2, 3, 3, 5, 4);
    assertThat(of(new Accuracy(), logits, ids(1, 1, 0))).isCloseTo(2 / 3.0, within(1e-12));
  }

  @Test
  void perplexityOfEqualLogitsIsTheNumberOfClasses() {
    assertThat(of(new Perplexity(), Tensor.zeros(2, 7), ids(3, 6))).isCloseTo(7, within(1e-12));
    assertThat(of(new Perplexity(), row(1000, 0), ids(0))).isEqualTo(1);
  }

  @Test
  void coverageIncludesBothEnds() {
    Tensor quantiles = row(0, 5, 10, 0, 5, 10);
    assertThat(of(Coverage.of(3, 0, 2), quantiles, row(10, 0))).isEqualTo(1);
    assertThat(of(Coverage.of(3, 0, 2), quantiles, row(11, 4))).isEqualTo(0.5);
  }

  @Test
  void misuseIsSaid() {
    assertThatThrownBy(() -> new Mae().value()).hasMessageContaining("Mae of nothing");
    assertThatThrownBy(() -> new Mae().add(row(1), row(1, 2))).hasMessageContaining("equal shapes");
    assertThatThrownBy(() -> new Accuracy().add(row(1, 2), ids(2)))
        .hasMessageContaining("no class id from 0 to 1");
    assertThatThrownBy(() -> Coverage.of(3, 0, 3)).isInstanceOf(IndexOutOfBoundsException.class);
    assertThatThrownBy(() -> Coverage.of(3, 0, 2).add(row(1, 2), row(1)))
        .hasMessageContaining("H·3");
  }
}
