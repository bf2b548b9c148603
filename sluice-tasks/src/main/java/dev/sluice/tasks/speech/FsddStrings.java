package dev.sluice.tasks.speech;

import dev.sluice.core.autodiff.Workspace;
import dev.sluice.core.nn.Direction;
import dev.sluice.core.nn.GruSpec;
import dev.sluice.core.tensor.Seed;
import dev.sluice.tasks.audio.AudioInput;
import dev.sluice.tasks.audio.FeatureSpec;
import dev.sluice.tasks.audio.Normalisation;
import dev.sluice.tasks.audio.Utterance;
import dev.sluice.train.loop.Listener;
import dev.sluice.train.loop.Recipe;
import dev.sluice.train.loop.StopSignal;
import dev.sluice.train.loop.TrainingReport;
import java.util.List;

/// Strings of digits of [Fsdd] written down: a recogniser trained on single digits that are joined
/// anew in every epoch, as `train speech --units words --join 7` makes it.
///
/// The epoch is chosen by strings of recordings 5 to 9 of each digit and speaker.
public final class FsddStrings {
  private static final int STACKED = 2;
  private static final int UNITS = 128;
  private static final int LAYERS = 2;
  private static final double DROPOUT = 0.3;
  private static final double RATE = 3e-3;
  private static final int EPOCHS = 40;
  private static final int BATCH = 16;

  /// Like the strings that test.
  private static final Joining JOINING = Joining.of(1, 7, 0.2);

  /// While one speaks: from 60 ms before a word's end, as recordings are cut behind the voice, to
  /// 200 ms after it.
  private static final double TAIL = 0.2;

  private static final Joining LISTENING = JOINING.saying(0.06, 0.2);

  private FsddStrings() {}

  /// How it is trained.
  ///
  /// @param samples strings of an epoch
  public static Recipe training(int samples) {
    double average = Recipe.averageFor(Recipe.steps(EPOCHS, samples, BATCH));
    return new Recipe(RATE, EPOCHS, BATCH, 0, average);
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
  /// @param direction [Direction#FORWARD] for one that listens
  public static Trained train(
      List<Fsdd.Recording> recordings, Direction direction, Seed seed, Place place) {
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
            .tail(direction == Direction.FORWARD ? TAIL : 0);
    SpeechSpec spec =
        new SpeechSpec(
            GruSpec.of(input.width(), UNITS).layers(LAYERS).dropout(DROPOUT).direction(direction),
            vocabulary.size(),
            0,
            DROPOUT);
    SpeechNetwork network = SpeechNetwork.create(spec, seed.named("network"));
    Joining joining = direction == Direction.FORWARD ? LISTENING : JOINING;
    SpeechData data =
        SpeechData.of(train, vocabulary, input).joined(joining).augmented(FsddDigits.CHANGES);
    TrainingReport report =
        training(data.size())
            .trainer(network, data.size(), seed.named("training"))
            .workspace(place.workspace)
            .stop(place.stop)
            .listener(place.listener)
            .fit(data, SpeechData.of(held, vocabulary, input).joined(joining));
    return new Trained(Recogniser.of(network, vocabulary, input), report);
  }

  /// Where training computes, and what it tells.
  ///
  /// @param stop what it listens to
  public record Place(Workspace workspace, StopSignal stop, Listener listener) {}
}
