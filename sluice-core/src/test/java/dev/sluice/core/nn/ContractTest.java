package dev.sluice.core.nn;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.core.nn.FloatCell.Ingredient;
import dev.sluice.core.nn.FloatCell.Sums;
import java.util.EnumSet;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// A layer gives the bits of the arithmetic that the determinism contract describes, written out
/// plainly in [FloatCell].
class ContractTest {
  static Stream<RecurrentSpec<?>> specs() {
    return Stream.of(9, 40).flatMap(h -> ForwardErrorStudy.specs(h).stream());
  }

  @ParameterizedTest
  @MethodSource("specs")
  void bitsAreThoseOfOneAccumulatorInAscendingOrder(RecurrentSpec<?> spec) {
    var plain = new FloatCell(Sums.CONTRACT, EnumSet.noneOf(Ingredient.class));
    for (int seed = 1; seed <= 3; seed++) {
      FloatNetwork network = FloatNetwork.of(spec, 12, seed);
      float[][] library = network.library();
      double[][] written = network.run(plain);
      for (int t = 0; t < library.length; t++) {
        assertThat(StackOracle.widen(library[t])).as("step %d", t).isEqualTo(written[t]);
      }
    }
  }
}
