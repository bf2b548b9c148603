package dev.sluice.tasks.speech;

import dev.sluice.core.nn.Direction;
import dev.sluice.core.nn.GruSpec;
import dev.sluice.core.nn.RecurrentSpec;
import dev.sluice.core.tensor.Seed;
import dev.sluice.tasks.audio.AudioInput;
import dev.sluice.tasks.audio.FeatureSpec;
import dev.sluice.tasks.audio.Normalisation;
import dev.sluice.tasks.audio.Utterance;
import dev.sluice.train.loop.Recipe;
import dev.sluice.train.loop.TrainingReport;
import java.util.List;

/// Strings of digits of [Fsdd] written down: a recogniser trained on single digits that are joined
/// anew in every epoch, of the kind that `train speech --units words --join 7` makes.
///
/// The epoch is chosen by strings of recordings 5 to 9 of each digit and speaker.
public final class FsddStrings {
  private static final int STACKED = 2;
  private static final int LAYERS = 2;
  private static final double RATE = 3e-3;

  /// Like the strings that test.
  private static final Joining JOINING = Joining.of(1, 7, 0.2);

  /// When strings are written down, and the network for that.
  public enum Hearing {
    /// When they are over: layers in both directions.
    WHOLE(Direction.BOTH, 128, 0.3, 40, 16, JOINING, 0),
    /// While they are spoken: layers forward, wider for it. A word is said from 20 ms before its
    /// end to 250 ms after it.
    STREAMING(Direction.FORWARD, 256, 0.4, 70, 8, JOINING.saying(0.02, 0.25), 0.25);

    private final Direction direction;
    private final int units;
    private final double dropout;
    private final int epochs;
    private final int batch;
    private final Joining joining;
    private final double tail;

    Hearing(
        Direction direction,
        int units,
        double dropout,
        int epochs,
        int batch,
        Joining joining,
        double tail) {
      this.direction = direction;
      this.units = units;
      this.dropout = dropout;
      this.epochs = epochs;
      this.batch = batch;
      this.joining = joining;
      this.tail = tail;
    }

    private RecurrentSpec<?> cell(int inputs) {
      return GruSpec.of(inputs, units).layers(LAYERS).dropout(dropout).direction(direction);
    }
  }

  private FsddStrings() {}

  /// How it is trained.
  ///
  /// @param samples strings of an epoch
  public static Recipe training(Hearing hearing, int samples) {
    double average = Recipe.averageFor(Recipe.steps(hearing.epochs, samples, hearing.batch));
    return new Recipe(RATE, hearing.epochs, hearing.batch, 0, average);
  }

  /// Strings of an epoch of so many recordings.
  public static int samples(int recordings) {
    return JOINING.groups(recordings);
  }

  /// A trained recogniser and how that went.
  public record Trained(Recogniser model, TrainingReport report) {}

  /// Trains.
  ///
  /// @param recordings to train on and to choose the epoch by
  public static Trained train(
      List<Fsdd.Recording> recordings, Hearing hearing, Seed seed, FsddPlace place) {
    List<Utterance> train =
        Fsdd.utterances(recordings.stream().filter(each -> !each.validates()).toList());
    List<Utterance> held =
        Fsdd.utterances(recordings.stream().filter(Fsdd.Recording::validates).toList());
    SpeechVocabulary vocabulary =
        SpeechVocabulary.of(
            train.stream().map(Utterance::text).toList(), SpeechVocabulary.Units.WORDS);
    AudioInput input =
        AudioInput.of(
                FeatureSpec.of(Fsdd.RATE),
                Normalisation.TRAINING,
                STACKED,
                Utterance.sounds(train, done -> {}))
            .tail(hearing.tail);
    SpeechSpec spec =
        new SpeechSpec(hearing.cell(input.width()), vocabulary.size(), 0, hearing.dropout);
    SpeechNetwork network = SpeechNetwork.create(spec, seed.named("network"));
    SpeechData data =
        SpeechData.of(train, vocabulary, input)
            .joined(hearing.joining)
            .augmented(FsddDigits.CHANGES);
    TrainingReport report =
        training(hearing, data.size())
            .trainer(network, data.size(), seed.named("training"))
            .workspace(place.workspace())
            .stop(place.stop())
            .listener(place.listener())
            .fit(data, SpeechData.of(held, vocabulary, input).joined(hearing.joining));
    return new Trained(Recogniser.of(network, vocabulary, input), report);
  }
}
