package dev.sluice.tasks.speech;

import dev.sluice.core.nn.Direction;
import dev.sluice.core.nn.GruSpec;
import dev.sluice.core.tensor.Seed;
import dev.sluice.tasks.audio.AudioAugmentation;
import dev.sluice.tasks.audio.AudioInput;
import dev.sluice.tasks.audio.FeatureSpec;
import dev.sluice.tasks.audio.Normalisation;
import dev.sluice.tasks.audio.Sound;
import dev.sluice.tasks.audio.SpecMasks;
import dev.sluice.tasks.classify.ClassifiedData;
import dev.sluice.tasks.classify.Classifier;
import dev.sluice.tasks.classify.ClassifierInput;
import dev.sluice.tasks.classify.ClassifierNetwork;
import dev.sluice.tasks.classify.ClassifierSpec;
import dev.sluice.tasks.classify.HeardData;
import dev.sluice.tasks.classify.Pooling;
import dev.sluice.tasks.classify.Sample;
import dev.sluice.tasks.classify.SoundEncoder;
import dev.sluice.train.loop.Recipe;
import dev.sluice.train.loop.TrainingReport;
import java.util.List;
import java.util.stream.IntStream;

/// Single digits of [Fsdd] told apart: a classifier of the kind that `train classify` makes.
///
/// The epoch is chosen by recordings 5 to 9 of each digit and speaker that trains.
public final class FsddDigits {
  /// Of a band, at a level of −20 dB: 21 dB below the mean of all bands and words.
  private static final double FLOOR = 0.03;

  private static final int STACKED = 2;
  private static final int UNITS = 96;
  private static final double SMOOTHING = 0.1;
  private static final double RATE = 3e-3;
  private static final int BATCH = 32;

  /// How sounds are changed in training.
  static final AudioAugmentation CHANGES =
      AudioAugmentation.none()
          .speed(85, 115)
          .gain(-6, 6)
          .noise(0.3, 10, 40)
          .masks(SpecMasks.NONE.time(1, 8, 0.3).bands(1, 8));

  /// Whose digits are told apart, and with what: chosen on recordings 5 to 9 for the former, on
  /// theo and george, while they did not train, for the latter.
  public enum Speakers {
    /// Those who train: all bands, a layer in each direction.
    KNOWN {
      @Override
      AudioInput input(List<Sound> sounds) {
        return AudioInput.of(FeatureSpec.of(Fsdd.RATE), Normalisation.TRAINING, STACKED, sounds);
      }

      @Override
      ClassifierSpec spec(int width, int classes) {
        return new ClassifierSpec(
            new ClassifierInput.Values(width, 0),
            GruSpec.of(width, UNITS).direction(Direction.BOTH),
            Pooling.MEAN,
            classes,
            0,
            0.3,
            SMOOTHING);
      }

      @Override
      AudioAugmentation changes() {
        return CHANGES;
      }

      @Override
      int epochs() {
        return 30;
      }

      @Override
      public List<Integer> speeds() {
        return List.of(100);
      }
    },
    /// Others: one loudness for all, with a floor above the noise of their microphones; cepstral
    /// coefficients, which do not show the pitch, scaled by the sound itself; two layers, more
    /// dropout, larger changes of speed, which move the formants as well.
    NEW {
      @Override
      AudioInput input(List<Sound> sounds) {
        FeatureSpec spec = FeatureSpec.of(Fsdd.RATE).bands(26).mfcc(13).level(-20).floor(FLOOR);
        return AudioInput.of(spec, Normalisation.UTTERANCE, STACKED, sounds);
      }

      @Override
      ClassifierSpec spec(int width, int classes) {
        return new ClassifierSpec(
            new ClassifierInput.Values(width, 0),
            GruSpec.of(width, UNITS).layers(2).dropout(0.5).direction(Direction.BOTH),
            Pooling.MAX,
            classes,
            0.2,
            0.5,
            SMOOTHING);
      }

      @Override
      AudioAugmentation changes() {
        return AudioAugmentation.none()
            .speed(75, 125)
            .gain(-6, 6)
            .noise(0.5, 10, 40)
            .masks(SpecMasks.NONE.time(1, 8, 0.3));
      }

      @Override
      int epochs() {
        return 12;
      }

      @Override
      public List<Integer> speeds() {
        return List.of(80, 85, 90, 95, 100, 105, 110, 115, 120);
      }
    };

    abstract AudioInput input(List<Sound> sounds);

    abstract ClassifierSpec spec(int width, int classes);

    abstract AudioAugmentation changes();

    abstract int epochs();

    /// The speeds at which a sound is heard, see [dev.sluice.tasks.classify.SpeedVotes].
    public abstract List<Integer> speeds();
  }

  private FsddDigits() {}

  /// How it is trained.
  public static Recipe training(Speakers speakers, int examples) {
    int epochs = speakers.epochs();
    double average = Recipe.averageFor(Recipe.steps(epochs, examples, BATCH));
    return new Recipe(RATE, epochs, BATCH, 0, average);
  }

  /// A trained classifier and how that went.
  public record Trained(Classifier model, TrainingReport report) {}

  /// Trains.
  ///
  /// @param recordings to train on and to choose the epoch by
  public static Trained train(
      Speakers speakers, List<Fsdd.Recording> recordings, Seed seed, FsddPlace place) {
    List<Fsdd.Recording> held = recordings.stream().filter(Fsdd.Recording::validates).toList();
    List<Fsdd.Recording> train = recordings.stream().filter(each -> !each.validates()).toList();
    List<Sound> sounds = train.stream().map(Fsdd.Recording::sound).toList();
    AudioInput input = speakers.input(sounds);
    SoundEncoder encoder = new SoundEncoder(input);
    List<String> labels = IntStream.range(0, 10).mapToObj(Integer::toString).toList();
    ClassifierSpec spec = speakers.spec(input.width(), labels.size());
    ClassifierNetwork network = ClassifierNetwork.create(spec, seed.named("network"));
    List<Sample.Labelled> samples = samples(train);
    HeardData data =
        HeardData.of(
            samples,
            ClassifiedData.of(samples, labels, encoder, ClassifiedData.Weights.EQUAL),
            encoder,
            speakers.changes());
    TrainingReport report =
        training(speakers, train.size())
            .trainer(network, train.size(), seed.named("training"))
            .workspace(place.workspace())
            .stop(place.stop())
            .listener(place.listener())
            .fit(
                data,
                ClassifiedData.of(samples(held), labels, encoder, ClassifiedData.Weights.EQUAL));
    return new Trained(
        Classifier.of(network, encoder, labels).calibrated(samples(held), place.workspace()),
        report);
  }

  /// Recordings as samples.
  public static List<Sample.Labelled> samples(List<Fsdd.Recording> recordings) {
    return recordings.stream()
        .map(each ->
            new Sample.Labelled(new Sample.Heard(each.sound()), Integer.toString(each.digit())))
        .toList();
  }
}
