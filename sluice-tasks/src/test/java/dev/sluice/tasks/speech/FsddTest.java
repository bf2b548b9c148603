package dev.sluice.tasks.speech;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.core.tensor.Seed;
import dev.sluice.tasks.audio.Wav;
import dev.sluice.tasks.text.TextException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Recordings made here, named as those of the set are.
class FsddTest {
  @TempDir private Path folder;

  @BeforeEach
  void recordings() throws IOException {
    Path inner = Files.createDirectory(folder.resolve("recordings"));
    for (String speaker : List.of("ada", "bob")) {
      for (int digit = 0; digit < 3; digit++) {
        for (int index = 0; index < 12; index++) {
          String name = digit + "_" + speaker + "_" + index + ".wav";
          Seed seed = Seed.of(digit).named(speaker).at(index);
          Wav.write(inner.resolve(name), Tones.word(digit, seed));
        }
      }
    }
  }

  @Test
  void aZipHoldsTheSameAsTheFolder() throws IOException {
    List<Fsdd.Recording> all = Fsdd.read(folder);
    assertThat(all).hasSize(72);
    Path zips = Files.createDirectory(folder.resolve("zips"));
    try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(zips.resolve("all.zip")));
        var files = Files.list(folder.resolve("recordings"))) {
      for (Path file : files.toList()) {
        zip.putNextEntry(new ZipEntry("recordings/" + file.getFileName()));
        zip.write(Files.readAllBytes(file));
      }
    }
    assertThat(Fsdd.read(zips)).isEqualTo(all);
    assertThatThrownBy(() -> Fsdd.read(Files.createDirectory(folder.resolve("none"))))
        .isInstanceOf(TextException.class)
        .hasMessageContaining("has no recordings such as 7_jackson_32.wav");
  }

  @Test
  void partsDoNotShareRecordings() {
    List<Fsdd.Recording> all = Fsdd.read(folder);
    Fsdd.Split official = Fsdd.official(all);
    assertThat(official.test()).hasSize(30).allMatch(each -> each.index() < 5);
    assertThat(official.train()).hasSize(42).doesNotContainAnyElementsOf(official.test());
    assertThat(official.train().stream().filter(Fsdd.Recording::validates)).hasSize(30);
    assertThat(Fsdd.speakers(all)).containsExactly("ada", "bob");
    assertThat(Fsdd.without(all, "bob").test())
        .hasSize(36)
        .allMatch(e -> e.speaker().equals("bob"));
  }

  @Test
  void stringsKnowTheirWordsAndEnds() {
    List<Fsdd.Recording> all = Fsdd.read(folder);
    List<Fsdd.Digits> strings = Fsdd.strings(all, 200, Seed.of(1));
    assertThat(strings)
        .extracting(Fsdd.Digits::text)
        .isEqualTo(Fsdd.strings(all, 200, Seed.of(1)).stream().map(Fsdd.Digits::text).toList());
    assertThat(strings.stream().mapToInt(each -> each.words().size()).distinct().sorted())
        .containsExactly(3, 4, 5, 6, 7);
    for (Fsdd.Digits each : strings) {
      assertThat(each.ends()).hasSameSizeAs(each.words()).isSorted();
      assertThat(each.ends().getLast()).isCloseTo(each.sound().seconds(), Offset.offset(1e-9));
    }
  }
}
