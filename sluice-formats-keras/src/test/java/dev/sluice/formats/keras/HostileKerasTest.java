package dev.sluice.formats.keras;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.formats.FormatException;
import dev.sluice.formats.Source;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Random;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Files that are wrong, damaged, or made to hurt.
class HostileKerasTest {
  private static final String ZIP = "gru-after/model.keras";
  private static final String HDF = "gru-after/model.h5";

  private static void refused(byte[] file, String message) {
    assertThatThrownBy(() -> KerasModel.of(KerasFile.read(Source.of("f", file))))
        .isInstanceOf(FormatException.class)
        .hasMessageContaining(message);
  }

  /// A model whose texts were changed; both are of one length.
  private static byte[] changed(String name, String from, String to) {
    assertThat(to).hasSameSizeAs(from);
    byte[] bytes = Cases.source(name).bytes();
    byte[] search = from.getBytes(StandardCharsets.UTF_8);
    int found = 0;
    for (int i = 0; i + search.length <= bytes.length; i++) {
      if (Arrays.equals(bytes, i, i + search.length, search, 0, search.length)) {
        System.arraycopy(to.getBytes(StandardCharsets.UTF_8), 0, bytes, i, search.length);
        found++;
      }
    }
    assertThat(found).as("found \"%s\"", from).isPositive();
    return bytes;
  }

  /// What a file says of its layers, changed in the text of HDF5's attribute.
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "\"class_name\": \"GRU\"|\"class_name\": \"GRX\"|no layer of type GRX, which is not known",
        "\"class_name\": \"Sequential\"|\"class_name\": \"Sequentiax\"|Sequential or Functional",
        "\"return_state\": false|\"return_state\":  true|this option is not known here",
        "\"units\": 4|\"units\": 5|kernel has shape [5,12], expected [5, 15]",
        "\"units\": 4|\"units\": 0|an integer of at least 1",
        "\"reset_after\": true|\"reset_aftex\": true|this option is not known here",
        "\"reset_after\": true|\"reset_after\": null|bias has shape [2,12], expected [12]",
        "\"use_bias\": true|\"use_bias\": null|are not those of",
        "\"activation\": \"tanh\"|\"activation\": \"gelu\"|expected linear, tanh",
        "\"name\": \"float32\"|\"name\": \"float16\"|expected float32, the only precision",
        "\"units\": 4|\"units\": [|expected a value",
      })
  void whatIsNotRepresentedIsRefused(String from, String to, String message) {
    refused(changed(HDF, from, to), message);
  }

  @Test
  void versionsThatAreNotKnownAreRefused() throws IOException {
    byte[] metadata = "{\"keras_version\": \"4.0.0\"}".getBytes(StandardCharsets.UTF_8);
    byte[] weights = part(ZIP, "model.weights.h5");
    byte[] config = part(ZIP, "config.json");
    refused(
        zip("model.weights.h5", weights, "config.json", config, "metadata.json", metadata),
        "Keras 4.0.0 is not known here");
  }

  @Test
  void customLayersAreRefused() throws IOException {
    String text = new String(part(ZIP, "config.json"), StandardCharsets.UTF_8);
    String module = "\"module\": \"keras.layers\", \"class_name\": \"GRU\"";
    assertThat(text).contains(module);
    int at = text.indexOf(module);
    String custom =
        text.substring(0, at)
            + "\"module\": \"mine\", "
            + text.substring(at + 26).replace("d_name\": null", "d_name\": \"mine>GRU\"");
    byte[] config = custom.getBytes(StandardCharsets.UTF_8);
    byte[] weights = part(ZIP, "model.weights.h5");
    byte[] metadata = part(ZIP, "metadata.json");
    refused(
        zip("model.weights.h5", weights, "config.json", config, "metadata.json", metadata),
        "not a custom \"GRU\" of mine");
  }

  /// What only a text of another length says.
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "gru-after|\"units\": 4|\"units\": 999999999|fewer units than an array has places",
        "words|\"class_name\": \"Embedding\"|\"class_name\": \"Masking\"|mask_value: missing",
        "words|\"mask_zero\": true|\"mask_zero\": false|expected the mask of an Embedding",
        "words|[\"input_layer\", 0, 0]}}], \"kwargs\"|[\"no_layer\", 0, 0]}}], \"kwargs\"|expected",
      })
  void otherOptionsAreRefused(String model, String from, String to, String message)
      throws IOException {
    String name = model + "/model.keras";
    String text = new String(part(name, "config.json"), StandardCharsets.UTF_8);
    assertThat(text.replaceAll("input_layer_?[0-9]*", "input_layer")).contains(from);
    String changed = text.replaceAll("input_layer_?[0-9]*", "input_layer").replace(from, to);
    byte[] config = changed.getBytes(StandardCharsets.UTF_8);
    byte[] weights = part(name, "model.weights.h5");
    byte[] metadata = part(name, "metadata.json");
    refused(
        zip("model.weights.h5", weights, "config.json", config, "metadata.json", metadata),
        message);
  }

  /// A mask whose own layer is called nowhere.
  @Test
  void layersWithoutCallsAreRefused() throws IOException {
    String text = new String(part("words/model.keras", "config.json"), StandardCharsets.UTF_8);
    int embedding = text.indexOf("\"class_name\": \"Embedding\"");
    int calls = text.indexOf("\"inbound_nodes\": [{", embedding);
    int end = text.indexOf("}]", text.indexOf("\"kwargs\"", calls)) + 2;
    String cut = text.substring(0, calls) + "\"inbound_nodes\": []" + text.substring(end);
    byte[] config = cut.getBytes(StandardCharsets.UTF_8);
    byte[] weights = part("words/model.keras", "model.weights.h5");
    byte[] metadata = part("words/model.keras", "metadata.json");
    refused(
        zip("model.weights.h5", weights, "config.json", config, "metadata.json", metadata),
        "expected one call");
  }

  @Test
  void otherFilesAreRefused() {
    refused(new byte[0], "no HDF5 file");
    refused("no model".getBytes(StandardCharsets.UTF_8), "no HDF5 file");
    refused(new byte[] {'P', 'K', 3, 4, 0}, "no end of a zip's directory");
  }

  @Test
  void weightsAloneAreRefused() throws IOException {
    refused(part(ZIP, "model.weights.h5"), "no attribute \"model_config\"");
  }

  private static byte[] part(String name, String entry) throws IOException {
    try (ZipInputStream zip =
        new ZipInputStream(new java.io.ByteArrayInputStream(Cases.source(name).bytes()))) {
      for (ZipEntry each = zip.getNextEntry(); each != null; each = zip.getNextEntry()) {
        if (each.getName().equals(entry)) {
          return zip.readAllBytes();
        }
      }
    }
    throw new IllegalArgumentException(entry);
  }

  private static byte[] zip(Object... namesAndBytes) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (ZipOutputStream zip = new ZipOutputStream(out)) {
      for (int i = 0; i < namesAndBytes.length; i += 2) {
        zip.putNextEntry(new ZipEntry((String) namesAndBytes[i]));
        zip.write((byte[]) namesAndBytes[i + 1]);
        zip.closeEntry();
      }
    }
    return out.toByteArray();
  }

  @Test
  void zipsWithoutPartsOrWithBombsAreRefused() throws IOException {
    byte[] weights = part(ZIP, "model.weights.h5");
    byte[] config = part(ZIP, "config.json");
    byte[] metadata = part(ZIP, "metadata.json");
    refused(zip("config.json", config), "the zip has no \"model.weights.h5\"");
    refused(
        zip("model.weights.h5", new byte[50 << 20], "config.json", config), "more than a file of");
    // 1 MiB of brackets: 64 MiB of values.
    byte[] nested = new byte[1 << 18];
    Arrays.fill(nested, (byte) '[');
    refused(
        zip("model.weights.h5", weights, "config.json", nested, "metadata.json", metadata),
        "JSON asks for");
    byte[] deep = "[".repeat(100).getBytes(StandardCharsets.UTF_8);
    refused(
        zip("model.weights.h5", weights, "config.json", deep, "metadata.json", metadata),
        "nested deeper than 64 levels");
    // Weights of another model: its layer has another name.
    byte[] other = part("gru-before/model.keras", "model.weights.h5");
    refused(
        zip("model.weights.h5", other, "config.json", config, "metadata.json", metadata),
        "expected those of \"gru\"");
  }

  @ParameterizedTest
  @CsvSource({
    "chunked,stored in chunks or compressed",
    "deflated,stored in chunks or compressed",
    "double,other numbers than 32-bit floats",
    "integers,other numbers than 32-bit floats",
    "soft-link,links are not followed",
    "external-link,links are not followed",
    "group,is a group",
    "unwritten,was never written",
    "huge,a shape that no array can have",
    "missing,is missing",
    "dense-links,keeps its children in a heap",
  })
  void datasetsOfOtherKindsAreRefused(String name, String message) {
    refused(Cases.source("hostile/" + name + ".h5").bytes(), message);
  }

  /// The newest form of the format is read too.
  @Test
  void newGroupsAreRead() {
    assertThat(KerasModel.of(Cases.file("hostile/latest.h5")).layers())
        .containsExactly("net", "dense_1");
  }

  /// A tree of names whose first child is the tree itself.
  @Test
  void treesThatLeadBackAreRefused() {
    byte[] bytes = Cases.source(HDF).bytes();
    int at = 0;
    while (bytes[at] != 'T' || bytes[at + 1] != 'R' || bytes[at + 2] != 'E') {
      at++;
    }
    ByteBuffer tree = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    tree.put(at + 5, (byte) 1); // a level above the leaves
    tree.putShort(at + 6, (short) 1);
    tree.putLong(at + 32, at);
    refused(bytes, "f: at byte");
  }

  /// Every cut gives a typed error that names the byte.
  @Test
  void cutFilesAreRefused() {
    for (String name : new String[] {ZIP, HDF}) {
      byte[] whole = Cases.source(name).bytes();
      for (int length = 0; length < whole.length; length += 97) {
        byte[] cut = Arrays.copyOf(whole, length);
        try {
          KerasModel.of(KerasFile.read(Source.of("cut", cut)));
        } catch (FormatException e) {
          assertThat(e).hasMessageContaining("at byte");
        }
      }
    }
  }

  /// Bytes changed anywhere: a model or a typed error, at once.
  @Test
  void damagedFilesNeverCrash() throws IOException {
    long seed = 20261127;
    System.out.println("seed " + seed);
    Random random = new Random(seed);
    String[] models = Cases.models();
    int refused = 0;
    for (int i = 0; i < 3000; i++) {
      String name = models[random.nextInt(models.length)];
      boolean zip = name.endsWith(".keras");
      byte[] bytes = zip ? part(name, "model.weights.h5") : Cases.source(name).bytes();
      for (int k = random.nextInt(8); k >= 0; k--) {
        // Structure stands in front, with many zeros behind it.
        int at = random.nextInt(random.nextBoolean() ? 2048 : bytes.length);
        bytes[at] = (byte) (random.nextBoolean() ? 0xFF : random.nextInt());
      }
      if (zip) {
        byte[] config = part(name, "config.json");
        byte[] metadata = part(name, "metadata.json");
        bytes = zip("model.weights.h5", bytes, "config.json", config, "metadata.json", metadata);
      }
      long start = System.nanoTime();
      try {
        KerasModel.of(KerasFile.read(Source.of("damaged", bytes)));
      } catch (FormatException e) {
        refused++;
      }
      assertThat((System.nanoTime() - start) / 1e9).as("seconds, file %d", i).isLessThan(5);
    }
    assertThat(refused).isGreaterThan(500);
  }
}
