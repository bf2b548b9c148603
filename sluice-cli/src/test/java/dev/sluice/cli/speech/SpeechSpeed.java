package dev.sluice.cli.speech;

import dev.sluice.core.autodiff.Parameter;
import dev.sluice.core.autodiff.Parameters;
import dev.sluice.core.autodiff.SeqVar;
import dev.sluice.core.autodiff.Tape;
import dev.sluice.core.autodiff.Workspace;
import dev.sluice.core.nn.Init;
import dev.sluice.core.tensor.Lengths;
import dev.sluice.core.tensor.Seed;
import dev.sluice.core.tensor.SeqIds;
import dev.sluice.core.tensor.Shape;
import dev.sluice.tasks.audio.FeatureSpec;
import dev.sluice.tasks.audio.FeatureStream;
import dev.sluice.tasks.audio.Features;
import dev.sluice.tasks.audio.Sound;
import dev.sluice.tasks.speech.decode.Alphabet;
import dev.sluice.tasks.speech.decode.BeamDecoder;
import dev.sluice.tasks.speech.decode.WordTrie;
import dev.sluice.train.loss.Ctc;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.TreeSet;
import java.util.stream.IntStream;

/// Not a test: prints how fast sounds become frames, and what CTC and beams take. The command
/// stands in `docs/performance.md`.
final class SpeechSpeed {
  private static final ThreadMXBean CLOCK = ManagementFactory.getThreadMXBean();
  private static final int ROUNDS = 15;
  private static final int CLASSES = 30;

  private SpeechSpeed() {}

  /// @param args nothing
  public static void main(String[] args) {
    Sound sound8 = noise(8000, 60);
    Sound sound16 = noise(16_000, 60);
    Sound sound44 = noise(44_100, 60);
    Features logMel = Features.of(FeatureSpec.of(8000));
    Features mfcc = Features.of(FeatureSpec.of(8000).mfcc(13));
    Features wide = Features.of(FeatureSpec.of(16_000));
    realTime("log-mel frames, 8 kHz, whole", () -> logMel.of(sound8));
    realTime("log-mel frames, 8 kHz, stream", () -> stream(logMel, sound8));
    realTime("MFCC frames, 8 kHz", () -> mfcc.of(sound8));
    realTime("log-mel frames, 16 kHz", () -> wide.of(sound16));
    realTime("resampling 16 to 8 kHz", () -> sound16.at(8000));
    realTime("resampling 44.1 to 8 kHz", () -> sound44.at(8000));
    realTime("resampling 44,100 to 7,999 Hz", () -> sound44.at(7999));
    milliseconds("CTC and gradient, 32 × 200 steps, 25 symbols", ctc(200, 25));
    milliseconds("CTC and gradient, 32 × 1,000 steps, 100 symbols", ctc(1000, 100));
    float[] posteriors = posteriors(1000);
    Alphabet letters =
        Alphabet.characters(
            IntStream.range(0, CLASSES - 1)
                .mapToObj(i -> i == 0 ? " " : Character.toString('a' + i - 1))
                .toList(),
            " ");
    BeamDecoder beam = BeamDecoder.of(letters, 16);
    milliseconds("beam of 16, 1,000 steps", () -> beam.decode(posteriors));
    BeamDecoder listed = beam.words(WordTrie.of(letters, words(20_000)));
    milliseconds("beam of 16, 1,000 steps, 20,000 words", () -> listed.decode(posteriors));
  }

  private static void stream(Features features, Sound sound) {
    float[] samples = sound.samples();
    FeatureStream stream = features.stream(frame -> {});
    for (int from = 0; from < samples.length; from += 80) {
      stream.push(samples, from, Math.min(samples.length, from + 80));
    }
    stream.finish();
  }

  private static Sound noise(int rate, int seconds) {
    float[] x = new float[rate * seconds];
    for (int i = 0; i < x.length; i++) {
      x[i] = 0.1f * Seed.of(1).normal(i);
    }
    return Sound.of(x, rate);
  }

  private static Runnable ctc(int steps, int symbols) {
    Parameters parameters = Parameters.initialised(Seed.of(2));
    Parameter logits =
        parameters.root().parameter("logits", Shape.of(32 * steps, CLASSES), Init.normal(1));
    parameters.complete();
    int[][] targets = new int[32][symbols];
    for (int b = 0; b < 32; b++) {
      Seed own = Seed.of(3).at(b);
      Arrays.setAll(targets[b], i -> 1 + own.below(CLASSES - 1, i));
    }
    SeqIds ids = SeqIds.of(targets);
    Lengths lengths = Lengths.equal(32, steps);
    return () -> {
      try (Workspace workspace = Workspace.threads(1);
          Tape tape = workspace.record(Seed.of(4))) {
        tape.backward(Ctc.loss(new SeqVar(tape.parameter(logits), lengths), ids));
      }
    };
  }

  private static float[] posteriors(int steps) {
    float[] rows = new float[steps * CLASSES];
    for (int t = 0; t < steps; t++) {
      double sum = 0;
      for (int k = 0; k < CLASSES; k++) {
        rows[t * CLASSES + k] = 2 * Seed.of(5).normal((long) t * CLASSES + k) + (k == 0 ? 2 : 0);
        sum += Math.exp(rows[t * CLASSES + k]);
      }
      for (int k = 0; k < CLASSES; k++) {
        rows[t * CLASSES + k] -= (float) Math.log(sum);
      }
    }
    return rows;
  }

  private static List<String> words(int count) {
    TreeSet<String> words = new TreeSet<>();
    for (int i = 0; words.size() < count; i++) {
      Seed own = Seed.of(6).at(i);
      StringBuilder word = new StringBuilder();
      for (int c = 0; c < 2 + own.below(8, 0); c++) {
        word.append((char) ('a' + own.below(26, c + 1)));
      }
      words.add(word.toString());
    }
    return List.copyOf(words);
  }

  private static void realTime(String what, Runnable work) {
    print(what, 60 / best(work), "× real time");
  }

  private static void milliseconds(String what, Runnable work) {
    print(what, 1000 * best(work), "ms");
  }

  private static void print(String what, double value, String unit) {
    System.out.println(String.format(Locale.ROOT, "| %s | %,.1f %s |", what, value, unit));
  }

  /// Seconds of the thread's processor time, the least of several rounds.
  private static double best(Runnable work) {
    double best = Double.POSITIVE_INFINITY;
    for (int round = 0; round < ROUNDS; round++) {
      long start = CLOCK.getCurrentThreadCpuTime();
      work.run();
      best = Math.min(best, (CLOCK.getCurrentThreadCpuTime() - start) * 1e-9);
    }
    return best;
  }
}
