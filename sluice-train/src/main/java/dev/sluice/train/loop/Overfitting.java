package dev.sluice.train.loop;

import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// Training and validation have parted: the network learns its examples by heart.
///
/// @param best the losses of the epoch with the lowest validation loss until then
/// @param now the losses of the epoch where it was found
public record Overfitting(EpochLoss best, EpochLoss now) {
  /// How many epochs the validation loss has to be above its best.
  public static final int EPOCHS = 5;

  /// By how much of its best value it has to have risen.
  public static final double MARGIN = 0.05;

  /// The first epoch at which the best validation loss is [#EPOCHS] epochs old and exceeded by
  /// [#MARGIN] of its size or more, while the training loss is lower than it was then.
  static Optional<Overfitting> in(List<EpochLoss> epochs) {
    EpochLoss best = null;
    for (EpochLoss now : epochs) {
      if (now.validation().isEmpty()) {
        continue;
      }
      double validation = now.validation().getAsDouble();
      double lowest = best == null ? Double.POSITIVE_INFINITY : best.validation().orElseThrow();
      if (best == null || validation < lowest) {
        best = now;
      } else if (now.epoch() - best.epoch() >= EPOCHS
          && validation >= lowest + MARGIN * Math.abs(lowest)
          && now.train() < best.train()) {
        return Optional.of(new Overfitting(best, now));
      }
    }
    return Optional.empty();
  }

  /// What has happened and what helps, in a few sentences.
  public String advice() {
    return String.format(
        Locale.ROOT,
        "training and validation part: since epoch %d the training loss fell from %.4g to %.4g, but the validation loss rose from %.4g to %.4g (epoch %d); more data, dropout, weight decay or a smaller network help, and patience(n) ends training earlier (the parameters of %s are kept)",
        best.epoch(),
        best.train(),
        now.train(),
        best.validation().orElseThrow(),
        now.validation().orElseThrow(),
        now.epoch(),
        now.measure().isPresent() ? "the epoch that measures best" : "epoch " + best.epoch());
  }
}
