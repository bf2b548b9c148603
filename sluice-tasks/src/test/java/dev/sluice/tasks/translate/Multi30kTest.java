package dev.sluice.tasks.translate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.tasks.text.TextException;
import dev.sluice.tasks.translate.Multi30k.Language;
import dev.sluice.tasks.translate.Multi30k.Part;
import dev.sluice.tasks.translate.metric.Casing;
import dev.sluice.testing.SharedData;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class Multi30kTest {
  @TempDir private Path folder;

  private void plain(String name, String text) throws IOException {
    Files.writeString(folder.resolve(name), text);
  }

  private void packed(String name, String text) throws IOException {
    try (OutputStream out =
        new GZIPOutputStream(Files.newOutputStream(folder.resolve(name + ".gz")))) {
      out.write(text.getBytes(StandardCharsets.UTF_8));
    }
  }

  @Test
  void aPartIsReadPackedOrPlain() throws IOException {
    packed("val.en", "A Dog.\nTwo men.\n");
    plain("val.fr", "Un Été.\nDeux hommes.\n");
    Multi30k french = new Multi30k(folder, Language.FR, Casing.MIXED);
    assertThat(french.has(Part.VALIDATION)).isTrue();
    assertThat(french.read(Part.VALIDATION))
        .containsExactly(new Pair("A Dog.", "Un Été."), new Pair("Two men.", "Deux hommes."));
    Multi30k lower = new Multi30k(folder, Language.FR, Casing.LOWER);
    assertThat(lower.read(Part.VALIDATION))
        .containsExactly(new Pair("a dog.", "un été."), new Pair("two men.", "deux hommes."));
  }

  @Test
  void whatIsMissingIsNamed() throws IOException {
    plain("train.en", "A dog.\n");
    Multi30k czech = new Multi30k(folder, Language.CS, Casing.MIXED);
    assertThat(czech.has(Part.TRAIN)).isFalse();
    assertThatThrownBy(() -> czech.read(Part.TRAIN))
        .isInstanceOf(TextException.class)
        .hasMessageContaining("train.cs: there is no such file; check the path");
  }

  @Test
  void theRealOneHasItsCounts() {
    Path real = SharedData.require("data/mt-multi30k");
    for (Language language : Language.values()) {
      Multi30k set = new Multi30k(real, language, Casing.MIXED);
      assertThat(set.read(Part.TRAIN)).hasSize(29_000);
      assertThat(set.read(Part.VALIDATION)).hasSize(1014);
      assertThat(set.read(Part.TEST_2016)).hasSize(1000);
      assertThat(set.has(Part.TEST_2017)).isEqualTo(language != Language.CS);
    }
  }
}
