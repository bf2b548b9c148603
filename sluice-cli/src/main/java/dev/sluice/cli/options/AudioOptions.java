package dev.sluice.cli.options;

import dev.sluice.tasks.audio.AudioAugmentation;
import dev.sluice.tasks.audio.AudioInput;
import dev.sluice.tasks.audio.FeatureSpec;
import dev.sluice.tasks.audio.Normalisation;
import dev.sluice.tasks.audio.Sound;
import dev.sluice.tasks.audio.SpecMasks;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;

/// What a network sees of a sound, and how sounds are changed in training.
public final class AudioOptions {
  @Option(
      names = "--sample-rate",
      paramLabel = "HZ",
      converter = SampleRate.class,
      description =
          "Samples a second that the model listens to; sounds are brought to it. Default: that of the first recording.")
  private @Nullable Integer rate;

  @Option(
      names = "--sound",
      paramLabel = "log-mel|mfcc",
      converter = KindName.class,
      description = "What is seen of a sound. Default: log-mel.")
  private FeatureSpec.Kind kind = FeatureSpec.Kind.LOG_MEL;

  @Option(
      names = "--bands",
      paramLabel = "N",
      converter = Bands.class,
      description = "Bands of frequency. Default: ${DEFAULT-VALUE}.")
  private int bands = 40;

  @Option(
      names = "--stack",
      paramLabel = "N",
      converter = Stack.class,
      description =
          "Frames of 10 ms that are read in one step; more are faster, fewer tell quick speech apart. Default: ${DEFAULT-VALUE}.")
  private int stacked = 2;

  @Option(
      names = "--normalise",
      paramLabel = "training|running|utterance",
      description =
          "By which mean and deviation bands are scaled: training's, those of what was heard of late (training's at first), or the recording's own, for long ones. Default: training.")
  private @Nullable Normalisation normalisation;

  @Option(
      names = "--level",
      paramLabel = "DB",
      converter = Level.class,
      description =
          "Brings each recording to this level, root mean square beside full scale, such as -20; with --floor for voices and microphones that training does not know. Default: as they are.")
  private @Nullable Double level;

  @Option(
      names = "--floor",
      paramLabel = "POWER",
      converter = Floor.class,
      description =
          "Power of a band below which all counts as silence; with --level=-20, 0.01 hides the noise of most microphones. Default: ${DEFAULT-VALUE}.")
  private double floor = 1e-6;

  @Option(
      names = "--speed",
      paramLabel = "PERCENT",
      converter = Percent.class,
      description =
          "Training plays sounds slower and faster by up to so much (augmentation). Default: ${DEFAULT-VALUE}.")
  private int speed = 10;

  @Option(
      names = "--warp",
      paramLabel = "PERCENT",
      converter = Warps.class,
      description =
          "Training moves the bands up and down by up to so much, as longer and shorter vocal tracts do (augmentation, Jaitly and Hinton 2013). Default: ${DEFAULT-VALUE}.")
  private int warp = 0;

  @Option(
      names = "--gain",
      paramLabel = "DB",
      converter = Decibels.class,
      description =
          "Training plays sounds softer and louder by up to so many decibels (augmentation); with --level this matters between joined ones only. Default: ${DEFAULT-VALUE}.")
  private double gain = 6;

  @Option(
      names = "--snr",
      paramLabel = "DB",
      converter = Decibels.class,
      description =
          "Training adds white noise, at least so many decibels below the sound (augmentation). Default: none.")
  private @Nullable Double snr;

  @Option(
      names = "--masks",
      paramLabel = "N",
      converter = Masks.class,
      description =
          "Training hides up to N stretches of time and N of frequency (SpecAugment, Park et al. 2019). Default: ${DEFAULT-VALUE}.")
  private int masks = 1;

  private static final int MASKED_FRAMES = 10;
  private static final double MASKED_SHARE = 0.3;

  /// Of a hundred bands.
  private static final int MASKED_BANDS = 15;

  /// The share of sounds with noise, where there is any.
  private static final double NOISY = 0.7;

  /// Above the signal: the range of noise.
  private static final double QUIETEST = 30;

  /// What its options are called.
  public static Set<String> names() {
    return CommandSpec.forAnnotatedObject(new AudioOptions()).optionsMap().keySet();
  }

  /// What a network sees of sounds.
  public AudioInput input(Iterable<Sound> training) {
    Normalisation how = normalisation != null ? normalisation : Normalisation.TRAINING;
    int hz = rate != null ? rate : training.iterator().next().rate();
    FeatureSpec spec = FeatureSpec.of(hz).kind(kind).bands(bands).floor(floor);
    return AudioInput.of(level == null ? spec : spec.level(level), how, stacked, training);
  }

  /// What was said that needs whole recordings, if anything was.
  public Optional<String> wholeOnly() {
    if (normalisation == Normalisation.UTTERANCE) {
      return Optional.of("--normalise utterance");
    }
    return level == null ? Optional.empty() : Optional.of("--level");
  }

  /// How sounds are changed in training.
  ///
  /// @param input what is masked
  public AudioAugmentation augmentation(AudioInput input) {
    AudioAugmentation changes =
        AudioAugmentation.none()
            .speed(100 - speed, 100 + speed)
            .warp(100 - warp, 100 + warp)
            .gain(-gain, gain)
            .masks(
                SpecMasks.NONE
                    .time(masks, MASKED_FRAMES, MASKED_SHARE)
                    .bands(masks, input.bands() * MASKED_BANDS / 100));
    return snr == null ? changes : changes.noise(NOISY, snr, snr + QUIETEST);
  }

  /// Decibels.
  static final class Decibels implements ITypeConverter<Double> {
    private static final double MOST = 100;

    @Override
    public Double convert(String text) {
      double value = Numbers.number(text);
      if (!(value >= 0 && value <= MOST)) {
        throw new TypeConversionException("'" + text + "' is not from 0 to 100 decibels");
      }
      return value;
    }
  }

  /// Beside full scale.
  static final class Level implements ITypeConverter<Double> {
    @Override
    public Double convert(String text) {
      double value = Numbers.number(text);
      if (!(value >= -100 && value <= 0)) {
        throw new TypeConversionException("'" + text + "' is not from -100 to 0 decibels");
      }
      return value;
    }
  }

  /// Of a band.
  static final class Floor implements ITypeConverter<Double> {
    @Override
    public Double convert(String text) {
      double value = Numbers.number(text);
      if (!(value > 0 && value < Double.POSITIVE_INFINITY)) {
        throw new TypeConversionException("'" + text + "' is no power above 0");
      }
      return value;
    }
  }

  /// `log-mel`, `mfcc`.
  static final class KindName implements ITypeConverter<FeatureSpec.Kind> {
    @Override
    public FeatureSpec.Kind convert(String name) {
      return switch (name) {
        case "log-mel" -> FeatureSpec.Kind.LOG_MEL;
        case "mfcc" -> FeatureSpec.Kind.MFCC;
        default -> throw new TypeConversionException("'" + name + "' is neither log-mel nor mfcc");
      };
    }
  }

  /// Samples a second.
  public static final class SampleRate extends WholeNumber.Bounded {
    SampleRate() {
      super(1000, 384_000);
    }
  }

  /// A part of the speed.
  static final class Percent extends WholeNumber.Bounded {
    Percent() {
      super(0, 50);
    }
  }

  /// A part of the frequency.
  static final class Warps extends WholeNumber.Bounded {
    Warps() {
      super(0, 30);
    }
  }

  /// Bands of frequency.
  static final class Bands extends WholeNumber.Bounded {
    Bands() {
      super(4, 256);
    }
  }

  /// Frames of a step.
  static final class Stack extends WholeNumber.Bounded {
    Stack() {
      super(1, 16);
    }
  }

  /// Masks of a kind.
  static final class Masks extends WholeNumber.Bounded {
    Masks() {
      super(0, 16);
    }
  }
}
