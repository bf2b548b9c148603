package dev.sluice.cli.options;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.cli.Sluice;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// The options that tasks share, with the defaults of each.
class StackOptionsTest {
  @ParameterizedTest
  @CsvSource({"speech, 2", "classify, 1", "tag, 1"})
  void eachTaskHasItsLayers(String task, int layers) {
    assertThat(Sluice.run("train", task, "--help").out().replaceAll("\\s+", " "))
        .contains("--cell=gru|lstm|rnn")
        .contains("Units of a layer in each direction. Default: 128.")
        .contains("Layers on top of each other. Default: " + layers + ".");
  }
}
