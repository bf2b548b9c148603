package dev.sluice.cli.speech;

import dev.sluice.cli.report.SpeechPicture;
import dev.sluice.core.nn.Gru;
import dev.sluice.core.nn.GruTrace;
import dev.sluice.core.tensor.Seq;
import dev.sluice.core.tensor.Tensor;
import dev.sluice.tasks.audio.Sound;
import dev.sluice.tasks.speech.Recogniser;
import dev.sluice.tasks.speech.Transcript;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/// What a recogniser heard and thought, for a page.
final class SpeechPictures {
  /// Longer ones would have frames thinner than a point.
  private static final double LONGEST = 30;

  private SpeechPictures() {}

  /// Empty where the sound is longer than 30 seconds, or has no step.
  static Optional<SpeechPicture> of(
      Recogniser model, String title, Sound sound, Transcript transcript) {
    if (sound.seconds() > LONGEST) {
      return Optional.empty();
    }
    Seq x = model.input().of(sound);
    int steps = x.lengths().rows();
    if (steps == 0) {
      return Optional.empty();
    }
    return Optional.of(
        new SpeechPicture(
            title,
            transcript.text(),
            steps * model.input().stepSeconds(),
            rows(x.rows().data(), model.input().bands()),
            IntStream.range(0, model.alphabet().classes())
                .mapToObj(model.alphabet()::symbol)
                .toList(),
            probabilities(model.logProbabilities(x)),
            transcript.words().stream()
                .map(each -> new SpeechPicture.Word(each.word(), each.start(), each.end()))
                .toList(),
            gates(model, x)));
  }

  private static List<SpeechPicture.Gate> gates(Recogniser model, Seq x) {
    if (!(model.stack() instanceof Gru gru)) {
      return List.of();
    }
    GruTrace trace = gru.trace(x);
    return List.of(
        new SpeechPicture.Gate("Update gate of the last layer", trace.update().sequence(0)),
        new SpeechPicture.Gate("Reset gate of the last layer", trace.reset().sequence(0)));
  }

  private static float[][] rows(float[] values, int width) {
    float[][] rows = new float[values.length / width][];
    Arrays.setAll(rows, i -> Arrays.copyOfRange(values, i * width, (i + 1) * width));
    return rows;
  }

  private static float[][] probabilities(Tensor logarithms) {
    float[][] rows = rows(logarithms.data(), logarithms.shape().columns());
    for (float[] row : rows) {
      for (int k = 0; k < row.length; k++) {
        row[k] = (float) Math.exp(row[k]);
      }
    }
    return rows;
  }
}
