package dev.sluice.tasks.forecast;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.sluice.core.model.ModelException;
import dev.sluice.core.model.Overwrite;
import dev.sluice.core.stream.StreamingMode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// A model's `config.json` with one thing wrong: one sentence with the file and the place.
class ForecastConfigTest {
  @TempDir private Path directory;
  private Path model = Path.of("");

  @BeforeEach
  void save() {
    model = directory.resolve("model");
    Models.gru(StreamingMode.SLIDING).save(model, Overwrite.REFUSE);
  }

  private Path config() {
    return model.resolve("config.json");
  }

  private String text() {
    try {
      return Files.readString(config());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// Puts `changed` in place of the configuration, without the checksum, as an editor would.
  private void write(String changed) {
    try {
      Files.writeString(
          config(), changed.replaceAll(",\\s*\"crc32c\": \"[0-9a-f]+\"\\s*}\\s*$", "}"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private String refusal() {
    ModelException refused =
        catchThrowableOfType(ModelException.class, () -> ForecastModel.load(model));
    assertThat(refused).isNotNull();
    assertThat(refused.getMessage()).contains(model.toString()).doesNotContain("\n");
    return refused.getMessage();
  }

  @Test
  void unchangedButForTheChecksumItLoads() {
    write(text());
    assertThat(ForecastModel.load(model).size()).isPositive();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "context | 10 | 0 | window.context: expected an integer from 1 to",
        "context | 10 | \"ten\" | window.context: expected an integer",
        "context | 10 | 2000000000 | window.context: expected an integer from 1 to",
        "context | 10 | 3 | straight_steps: expected an integer from 0 to 3",
        "horizon | 3 | -1 | window.horizon: expected",
        "horizon | 3 | 2.5 | window.horizon: expected",
        "horizon | 3 | 4 | interval.margin has shape [6], expected is [8]",
        "year | 2 | 1000 | window.calendar.year: expected an integer from 0 to 182",
        "week | 0 | 4 | window.calendar.week: expected an integer from 0 to 3",
        "day | 0 | -1 | window.calendar.day: expected an integer from 0 to 720",
        "step | \"1d\" | \"1M\" | step: expected a time step such as 1h",
        "step | \"1d\" | 7 | step: expected a string",
        "known | \\[] | [\"wind\"] | window.known: expected distinct names of columns that are no targets",
        "known | \\[] | [\"rain\"] | normaliser: expected a scale for every input, known column",
        "year | 2 | 1 | recurrent.input_size: expected 6",
        "groups | \"one_hot\" | \"two_hot\" | window.groups: expected one of",
        "groups | \"one_hot\" | \"none\" | recurrent.input_size: expected 6",
        "logs | \\[] | [\"wind\", \"wind\"] | window.logs: expected names, none twice",
        "logs | \\[] | [\"wind\"] | normaliser[2]: expected a scale (column wind has minimum",
        "scaling | \"target_per_group\" | 7 | window.scaling: expected one of",
        "mean | -?[0-9.]+ | \"warm\" | normaliser[0].mean: expected a number",
        "mean | -?[0-9.]+ | 1e999 | normaliser[0].mean: expected a number",
        "deviation | [0-9.]+ | 0 | normaliser[0].deviation: expected a number above 0",
        "column | \"temp_max\" | \"temp_min\" | normaliser: expected a scale for every input, known column and target",
        "column | \"temp_max\" | null | normaliser[0].column: expected a string",
        "group | \"Seattle\" | [] | normaliser[0].group: expected a string",
        "cell | \"gru\" | \"mlp\" | recurrent.cell: expected one of",
        "input_size | 8 | 9 | recurrent.input_size: expected 8",
        "hidden_size | 5 | 0 | recurrent.hidden_size: expected",
        "hidden_size | 5 | 6 | recurrent.l0",
        "hidden_size | 5 | 50000000 | recurrent.l0",
        "hidden_size | 5 | 2000000000 | model",
        "layers | 2 | 3 | recurrent.l2",
        "layers | 2 | 2000000000 | recurrent.layers: expected an integer from 1 to 1000",
        "layers | 2 | 1 | no use for the tensors [recurrent.",
        "direction | \"forward\" | \"both\" | FORWARD",
        "reset | \"before_matmul\" | \"after_matmul\" | is missing",
        "straight_steps | 4 | 11 | straight_steps: expected an integer from 0 to 10",
        "straight_steps | 4 | 3 | straight.weight",
        "straight_steps | 4 | 0 | straight.weight",
        "kind | \"plain\" | \"deep\" | network.kind: expected one of",
        "kind | \"plain\" | \"segments\" | network.length",
        "output | \"quantiles\" | \"mode\" | output: expected one of",
        "output | \"quantiles\" | \"mean\" | state.weight",
        "dropout | 0.2 | 1 | dropout: expected a rate",
        "dropout | 0.2 | -0.1 | dropout: expected a rate",
        "streaming | \"sliding\" | \"still\" | streaming: expected one of",
        "task | \"forecast\" | \"translate\" | task \"translate\"",
        "task | \"forecast\" | 5 | task: expected a string",
        "format_version | 1 | 2 | newer Sluice",
      })
  void everyWrongValueIsNamed(String member, String from, String to, String expected) {
    String changed = text().replaceFirst("(\"" + member + "\": )" + from, "$1" + to);
    assertThat(changed).isNotEqualTo(text());
    write(changed);
    assertThat(refusal()).contains(expected);
  }

  @ParameterizedTest
  @CsvSource({
    "window",
    "groups",
    "normaliser",
    "recurrent",
    "network",
    "kind",
    "straight_steps",
    "output",
    "dropout",
    "streaming",
    "context",
    "horizon",
    "targets",
    "inputs",
    "known",
    "calendar",
    "year",
    "week",
    "step",
    "scaling",
    "logs",
    "deviation"
  })
  void everyMissingMemberIsNamed(String member) {
    write(text().replaceFirst("\"" + member + "\":", "\"forgotten\":"));
    assertThat(refusal()).contains("config.json").containsAnyOf(member, "forgotten");
  }

  @Test
  void namesAreDistinctAndThere() {
    String good = text();
    write(good.replace("\"New York\"", "\"Seattle\""));
    assertThat(refusal()).contains("config.json: groups: expected at least one name, none twice");
    write(good.replaceFirst("(\"targets\": )\\[[^]]*]", "$1[]"));
    assertThat(refusal()).contains("config.json: window.targets: expected at least one name");
    write(good.replaceFirst("(\"inputs\": )\\[[^]]*]", "$1{}"));
    assertThat(refusal()).contains("config.json: window.inputs: expected an array");
  }

  @Test
  void aModelOfDaysAloneSaysThatItIsOld() {
    write(text().replace("\"network\": {", "\"straight_days\": 28, \"network\": {"));
    assertThat(refusal()).contains("before forecasts had steps other than days; train it again");
  }

  @Test
  void aChangeWithoutANewChecksumIsNoticed() throws IOException {
    Files.writeString(config(), text().replace("0.2", "0.3"));
    assertThat(refusal()).contains("checksum");
  }
}
