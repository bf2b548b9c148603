package dev.sluice.tasks.classify;

import dev.sluice.core.autodiff.Workspace;
import dev.sluice.tasks.audio.Distortion;
import dev.sluice.tasks.audio.Sound;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/// Classes of sounds, each heard at several speeds: the mean of the logarithms of probabilities,
/// made probabilities again. A voice that training did not know comes nearer to one that it did:
/// playing it slower or faster moves its formants, as a longer or shorter vocal tract has them.
///
/// @param model of sounds
/// @param percents speeds, 100 is the sound itself
public record SpeedVotes(Classifier model, List<Integer> percents) {
  /// A class that one speed excludes may still be chosen by others.
  private static final double LEAST = 1e-4;

  /// Copies the list.
  ///
  /// @throws IllegalArgumentException if there is no speed
  public SpeedVotes {
    percents = List.copyOf(percents);
    if (percents.isEmpty()) {
      throw new IllegalArgumentException("no speed to hear sounds at; 100 is the sound itself");
    }
  }

  /// Probabilities of each sound's classes, in the order of the model's labels.
  public double[][] probabilities(List<Sound> sounds, Workspace workspace) {
    double[][] sums = new double[sounds.size()][model.labels().size()];
    for (int percent : percents) {
      double[][] heard =
          model.probabilities(
              sounds.stream()
                  .map(sound -> new Sample.Heard(Distortion.speed(sound, percent)))
                  .toList(),
              workspace);
      for (int i = 0; i < sums.length; i++) {
        for (int c = 0; c < sums[i].length; c++) {
          sums[i][c] += StrictMath.log(heard[i][c] + LEAST) / percents.size();
        }
      }
    }
    return Arrays.stream(sums).map(SpeedVotes::normalised).toArray(double[][]::new);
  }

  private static double[] normalised(double... logarithms) {
    double[] values = Arrays.stream(logarithms).map(StrictMath::exp).toArray();
    double sum = Arrays.stream(values).sum();
    return Arrays.stream(values).map(value -> value / sum).toArray();
  }

  /// How well the votes are right.
  ///
  /// @throws IllegalArgumentException if a label is none of the model's
  public ClassScore score(List<Sample.Labelled> samples, Workspace workspace) {
    List<Sound> sounds =
        samples.stream().map(each -> ((Sample.Heard) each.sample()).sound()).toList();
    int[] classes =
        samples.stream().mapToInt(each -> model.labels().indexOf(each.label())).toArray();
    if (IntStream.of(classes).anyMatch(c -> c < 0)) {
      throw new IllegalArgumentException(
          "a label is none of the model's: " + String.join(" ", model.labels()));
    }
    return ClassScore.of(probabilities(sounds, workspace), classes, model.labels().size());
  }
}
