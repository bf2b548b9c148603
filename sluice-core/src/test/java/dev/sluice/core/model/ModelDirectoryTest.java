package dev.sluice.core.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.core.model.json.JsonObject;
import dev.sluice.core.tensor.Shape;
import dev.sluice.core.tensor.Tensor;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ModelDirectoryTest {
  @TempDir Path folder;
  private Path model;

  @BeforeEach
  void write() {
    model = folder.resolve("m.sluice");
    ModelDirectory.write(model, Samples.model("old"), Overwrite.REFUSE);
  }

  private void config(String from, String to) {
    Path path = model.resolve("config.json");
    String text = new String(Samples.bytes(path), StandardCharsets.UTF_8);
    assertThat(text).contains(from);
    Samples.write(path, text.replace(from, to).getBytes(StandardCharsets.UTF_8));
  }

  private void refused(String reason) {
    assertThatThrownBy(() -> ModelDirectory.read(model))
        .isInstanceOf(ModelException.class)
        .hasMessageContaining(reason)
        .hasMessageContaining(model.toString())
        .hasMessageNotContaining("\n");
  }

  @Test
  void roundTrip() {
    StoredModel read = ModelDirectory.read(model);
    ModelFiles expected = Samples.model("old");
    assertThat(read.directory()).isEqualTo(model);
    assertThat(read.files().config()).isEqualTo(expected.config());
    assertThat(read.files().config().members().keySet())
        .containsExactlyElementsOf(expected.config().members().keySet());
    assertThat(read.files().card()).isEqualTo("# old\n");
    assertThat(read.files().extras().get("vocab.txt"))
        .isEqualTo(expected.extras().get("vocab.txt"));
    assertThat(read.files().weights().metadata()).isEqualTo(expected.weights().metadata());
    assertThat(read.config().member("task").string()).isEqualTo("forecast");
    assertThatThrownBy(() -> read.config().member("task").integer(1))
        .isInstanceOf(ModelException.class)
        .hasMessage(
            model.resolve("config.json")
                + ": task: expected an integer of at least 1, found \"forecast\"");
  }

  @Test
  void equalContentGivesEqualBytes() {
    Path again = folder.resolve("again.sluice");
    ModelDirectory.write(again, ModelDirectory.read(model).files(), Overwrite.REFUSE);
    assertThat(Samples.names(model))
        .containsExactly("README.md", "config.json", "model.safetensors", "vocab.txt")
        .isEqualTo(Samples.names(again));
    for (String name : Samples.names(model)) {
      assertThat(Samples.bytes(again.resolve(name))).isEqualTo(Samples.bytes(model.resolve(name)));
    }
  }

  /// The checksums are computed apart, bit by bit from the polynomial, in another language.
  @Test
  void theConfigurationIsReadable() {
    assertThat(model.resolve("config.json"))
        .hasContent(
            """
            {
              "format": "sluice",
              "format_version": 1,
              "sluice_version": "0.1.0",
              "task": "forecast",
              "which": "old",
              "mean": [0.5, 1.0],
              "files": {
                "vocab.txt": {
                  "bytes": 8,
                  "crc32c": "%s"
                }
              },
              "crc32c": "%s"
            }
            """
                .formatted("1f9be119", "7cd5548e"));
  }

  @Test
  void aNewerFormatIsRefusedBeforeAnythingElse() {
    config("\"format_version\": 1", "\"format_version\": 2");
    refused("written by a newer Sluice: format 2, this one reads up to 1; update Sluice");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "\"format\": \"sluice\" | \"format\": \"other\" | not a Sluice model",
        "\"format\": \"sluice\", | '' | not a Sluice model",
        "\"format_version\": 1 | \"format_version\": 0 | format_version: expected an integer",
        "0.5, | 0.25, | \"crc32c\" says",
        "\"task\" | \"tusk\" | \"crc32c\" says",
        "{ | [ | line 1, column 1",
      })
  void aChangedConfigurationIsRefused(String from, String to, String reason) {
    config(from, to);
    assertThatThrownBy(() -> ModelDirectory.read(model))
        .isInstanceOf(ModelException.class)
        .hasMessageContaining(model.resolve("config.json").toString());
  }

  @Test
  void indentationMayChangeAndAnEditMayDropTheChecksum() {
    config("\n  ", "\n\t");
    assertThat(ModelDirectory.read(model).files().config())
        .isEqualTo(Samples.model("old").config());
    config("0.5,", "0.25,");
    refused("edited on purpose, remove \"crc32c\"");
    String text = new String(Samples.bytes(model.resolve("config.json")), StandardCharsets.UTF_8);
    config(text.substring(text.lastIndexOf(",\n\t\"crc32c\"")), "}");
    assertThat(ModelDirectory.read(model).config().member("mean").floats()[0]).isEqualTo(0.25f);
  }

  @Test
  void missingFilesAreNamed() throws IOException {
    Files.delete(model.resolve("README.md"));
    assertThat(ModelDirectory.read(model).files().card()).isEmpty();
    Files.delete(model.resolve("model.safetensors"));
    Files.delete(model.resolve("vocab.txt"));
    refused("the model is incomplete, missing: model.safetensors, vocab.txt");
    Files.delete(model.resolve("config.json"));
    refused("is not a Sluice model, it has no config.json");
  }

  @Test
  void whatIsNoModelIsRefused() {
    Path missing = folder.resolve("missing");
    assertThatThrownBy(() -> ModelDirectory.read(missing))
        .hasMessage(missing + " does not exist; name the directory of a model");
    Path file = model.resolve("config.json");
    assertThatThrownBy(() -> ModelDirectory.read(file))
        .hasMessage(
            file
                + " is not a directory; a model is a directory with config.json (sluice convert makes one of files of other formats)");
  }

  @Test
  void aDamagedExtraFileIsRefused() {
    Samples.write(model.resolve("vocab.txt"), "a\nb\nolD\n".getBytes(StandardCharsets.UTF_8));
    refused("the checksum differs from that in config.json");
    Samples.write(model.resolve("vocab.txt"), new byte[3]);
    refused("has 3 bytes, config.json says 8");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"../x", "a/b", "a\\\\b", ".hidden", "config.json", "readme.md", "", "C:x", "a b"})
  void filesOutsideTheDirectoryAreNeverNamed(String name) {
    config("\"crc32c\": \"" + configChecksum() + "\"", "\"x\": 1");
    config("\"vocab.txt\"", "\"" + name + "\"");
    refused("is no name of a model's file");
    String plain = name.replace("\\\\", "\\");
    assertThatThrownBy(() ->
            new ModelFiles(
                Samples.model("x").config(), Samples.tensors(), Map.of(plain, new byte[0]), ""))
        .isInstanceOf(IllegalArgumentException.class);
  }

  private String configChecksum() {
    String text = new String(Samples.bytes(model.resolve("config.json")), StandardCharsets.UTF_8);
    int at = text.lastIndexOf("\"crc32c\": \"") + 11;
    return text.substring(at, at + 8);
  }

  @Test
  void weightsThatAreNotFiniteAreNeitherWrittenNorRead() {
    SafetensorsFile bad =
        new SafetensorsFile(Map.of("w", Tensor.of(Shape.of(1), Float.NaN)), Map.of());
    ModelFiles old = Samples.model("old");
    Path other = folder.resolve("other");
    assertThatThrownBy(() ->
            ModelDirectory.write(
                other, new ModelFiles(old.config(), bad, Map.of(), ""), Overwrite.REFUSE))
        .hasMessageContaining("tensor \"w\" [1] holds NaN at [0]");
    assertThat(other).doesNotExist();
    bad.write(model.resolve("model.safetensors"), Overwrite.REPLACE);
    refused("holds NaN at [0]");
  }

  @Test
  void theConfigurationMustSayVersionAndTaskAndNotFormat() {
    assertThatThrownBy(() -> writeConfig(JsonObject.empty()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("sluice_version: missing");
    assertThatThrownBy(() -> writeConfig(JsonObject.builder().put("format", "x").build()))
        .hasMessage("the directory itself adds \"format\"");
  }

  private void writeConfig(JsonObject config) {
    ModelDirectory.write(
        folder.resolve("x"),
        new ModelFiles(config, Samples.tensors(), Map.of(), ""),
        Overwrite.REFUSE);
  }

  @Test
  void onlyAModelAndNothingElseIsReplaced() throws IOException {
    assertThatThrownBy(() -> ModelDirectory.write(model, Samples.model("new"), Overwrite.REFUSE))
        .hasMessage(model + " exists; choose another name or pass --force");
    ModelDirectory.write(model, Samples.model("new"), Overwrite.REPLACE);
    assertThat(ModelDirectory.read(model).files().card()).isEqualTo("# new\n");
    assertThat(Samples.names(folder)).containsExactly("m.sluice");

    Path notes = Files.createFile(model.resolve("notes.txt"));
    assertThatThrownBy(() -> ModelDirectory.write(model, Samples.model("new"), Overwrite.REPLACE))
        .isInstanceOf(ModelException.class)
        .hasMessageContaining("notes.txt is no part of the model and would be deleted");
    assertThat(notes).exists();

    Path home = Files.createDirectory(folder.resolve("home"));
    assertThatThrownBy(() -> ModelDirectory.write(home, Samples.model("new"), Overwrite.REPLACE))
        .hasMessageContaining("is not a Sluice model and is not replaced");
    assertThat(home).exists();
    assertThat(Samples.names(folder)).containsExactly("home", "m.sluice");
  }

  @Test
  void whatWritingWouldRefuseIsToldBefore() throws IOException {
    ModelDirectory.requireWritable(model, Overwrite.REPLACE);
    ModelDirectory.requireWritable(folder.resolve("new.sluice"), Overwrite.REFUSE);
    Path home = Files.createDirectory(folder.resolve("home"));
    tooEarly(model, Overwrite.REFUSE, "exists; choose another name or pass --force");
    tooEarly(home, Overwrite.REPLACE, "is not a Sluice model and is not replaced");
    tooEarly(folder.resolve("none/m"), Overwrite.REFUSE, "none does not exist; create it");
    assertThat(Samples.names(folder)).containsExactly("home", "m.sluice");
  }

  private static void tooEarly(Path target, Overwrite overwrite, String reason) {
    assertThatThrownBy(() -> ModelDirectory.requireWritable(target, overwrite))
        .isInstanceOf(ModelException.class)
        .hasMessageContaining(reason);
  }
}
