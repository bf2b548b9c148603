package dev.sluice.tasks.audio;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.tasks.text.TextException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ManifestTest {
  private static final Manifest TEXTS = new Manifest("text");

  @TempDir private Path folder;

  @BeforeEach
  void writesTwoSounds() throws IOException {
    Files.createDirectory(folder.resolve("clips"));
    Wav.write(folder.resolve("clips/a.wav"), Sound.of(new float[] {0.5f, -0.5f, 0.25f}, 8000));
    Wav.write(folder.resolve("silent.wav"), Sound.silence(0.1, 8000));
  }

  private Path manifest(String text) throws IOException {
    return Files.writeString(folder.resolve("m.jsonl"), text);
  }

  @Test
  void readsLines() throws IOException {
    Path file =
        manifest(
            "{\"audio\":\"clips/a.wav\",\"text\":\" one two \",\"speaker\":\"x\"}\n\n{\"audio\":\"clips/a.wav\",\"text\":\"three\"}\n");
    List<Utterance> all = TEXTS.read(file);
    assertThat(all.stream().map(Utterance::text)).containsExactly("one two", "three");
    assertThat(all.getLast().place())
        .isEqualTo(file + ": line 3: " + folder.resolve("clips/a.wav"));
    assertThat(all.getFirst().sound().get().length()).isEqualTo(3);
  }

  @Test
  void listsRecordingsThatAreNotThere() throws IOException {
    List<Utterance> all =
        TEXTS.listed(
            manifest(
                "{\"audio\":\"b.wav\",\"text\":\"a\"}\n{\"audio\":\"clips/a.wav\",\"text\":\"a\"}"));
    assertThat(all.getLast().sound().get().length()).isEqualTo(3);
    assertThatThrownBy(() -> all.getFirst().sound().get())
        .isInstanceOf(TextException.class)
        .hasMessageContaining("m.jsonl: line 1: there is no file ")
        .hasMessageContaining("b.wav");
  }

  @Test
  void namesWhatIsWrong() throws IOException {
    assertThatThrownBy(() ->
            TEXTS.read(
                manifest(
                    "{\"audio\":\"clips/a.wav\",\"text\":\"a\"}\n{\"audio\":\"b.wav\",\"text\":\"a\"}")))
        .isInstanceOf(TextException.class)
        .hasMessageContaining("m.jsonl: line 2: there is no file ")
        .hasMessageContaining("b.wav");
    assertThatThrownBy(() -> TEXTS.read(manifest("{\"audio\":\"clips/a.wav\"}")))
        .isInstanceOf(TextException.class)
        .hasMessageContaining("line 1")
        .hasMessageContaining("text");
    assertThatThrownBy(() -> TEXTS.read(manifest("{\"audio\":\"clips/a.wav\",\"text\":\" \"}")))
        .isInstanceOf(TextException.class)
        .hasMessageContaining("what is said");
    assertThatThrownBy(() -> TEXTS.read(manifest("audio,text\n")))
        .isInstanceOf(TextException.class)
        .hasMessageContaining("line 1");
    assertThatThrownBy(() -> TEXTS.read(manifest("\n")))
        .isInstanceOf(TextException.class)
        .hasMessageContaining("names no recording");
  }

  @Test
  void aSilentOrBrokenRecordingIsNamedWithItsLine() throws IOException {
    Files.writeString(folder.resolve("broken.wav"), "RIFF????");
    List<Utterance> all =
        TEXTS.read(
            manifest(
                "{\"audio\":\"silent.wav\",\"text\":\"a\"}\n{\"audio\":\"broken.wav\",\"text\":\"a\"}"));
    assertThatThrownBy(() -> all.getFirst().sound().get())
        .isInstanceOf(TextException.class)
        .hasMessageContaining("line 1: ")
        .hasMessageContaining("silent.wav: the sound is silent");
    assertThatThrownBy(() -> all.getLast().sound().get())
        .isInstanceOf(TextException.class)
        .hasMessageContaining("line 2: ")
        .hasMessageContaining("broken.wav");
  }
}
