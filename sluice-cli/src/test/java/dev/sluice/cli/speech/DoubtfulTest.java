package dev.sluice.cli.speech;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.tasks.audio.Sound;
import dev.sluice.tasks.audio.Utterance;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class DoubtfulTest {
  private static final Sound FINE = sound(0.5f, 0.5f);
  private static final Sound CLIPPED = sound(1, -1);

  /// Both values in turn, ten times each.
  private static Sound sound(float high, float low) {
    float[] x = new float[200];
    for (int i = 0; i < x.length; i++) {
      x[i] = i / 10 % 2 == 0 ? high : low;
    }
    return Sound.of(x, 8000);
  }

  private static List<Utterance> utterances(Sound... sounds) {
    List<Utterance> all = new ArrayList<>();
    for (Sound sound : sounds) {
      all.add(new Utterance("m.jsonl: line " + (all.size() + 1), () -> sound, "x"));
    }
    return all;
  }

  private static List<Sound> read(Iterable<Sound> sounds) {
    List<Sound> all = new ArrayList<>();
    sounds.forEach(all::add);
    return all;
  }

  @Test
  void whatIsFineIsNotTold() {
    Doubtful doubtful = new Doubtful();
    assertThat(read(doubtful.watching(utterances(FINE, FINE), done -> {})))
        .containsExactly(FINE, FINE);
    assertThat(doubtful.sentence()).isEmpty();
  }

  @Test
  void theFirstIsNamedAndAllAreCounted() {
    Doubtful doubtful = new Doubtful();
    List<Integer> done = new ArrayList<>();
    List<Utterance> all = utterances(FINE, CLIPPED, FINE, sound(1.5f, 0.1f));
    read(doubtful.watching(all, done::add));
    assertThat(done).containsExactlyElementsOf(Arrays.asList(1, 2, 3, 4));
    assertThat(doubtful.sentence())
        .contains(
            "sluice: 2 of the recordings are doubtful, the first: m.jsonl: line 2: "
                + CLIPPED.findings().getFirst().sentence());
    assertThat(doubtful.sentence().orElseThrow()).contains("the sound is clipped");
  }

  /// A second reading begins anew.
  @Test
  void aRecordingIsCountedOnce() {
    Doubtful doubtful = new Doubtful();
    Iterable<Sound> sounds = doubtful.watching(utterances(CLIPPED), done -> {});
    read(sounds);
    read(sounds);
    assertThat(doubtful.sentence().orElseThrow()).startsWith("sluice: 1 of the recordings");
  }
}
