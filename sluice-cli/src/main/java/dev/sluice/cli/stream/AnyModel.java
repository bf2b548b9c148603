package dev.sluice.cli.stream;

import dev.sluice.core.model.ModelDirectory;
import dev.sluice.core.model.ModelException;
import dev.sluice.core.model.RecurrentModel;
import dev.sluice.core.nn.Recurrent;
import dev.sluice.core.tensor.Seq;
import dev.sluice.core.tensor.Tensor;
import dev.sluice.tasks.audio.AudioException;
import dev.sluice.tasks.audio.AudioInput;
import dev.sluice.tasks.audio.Sound;
import dev.sluice.tasks.audio.Wav;
import dev.sluice.tasks.classify.Classifier;
import dev.sluice.tasks.classify.Sample;
import dev.sluice.tasks.classify.SampleEncoder;
import dev.sluice.tasks.classify.SoundEncoder;
import dev.sluice.tasks.forecast.ForecastModel;
import dev.sluice.tasks.language.LanguageModel;
import dev.sluice.tasks.speech.Recogniser;
import dev.sluice.tasks.tag.Tagger;
import dev.sluice.tasks.text.TextException;
import dev.sluice.tasks.translate.Translator;
import java.nio.file.Path;
import java.util.function.Function;

/// A model that takes sequences, whatever its task.
sealed interface AnyModel {
  /// A forecaster.
  record Forecast(ForecastModel model) implements AnyModel {
    @Override
    public Recurrent stack() {
      return model.stack();
    }
  }

  /// A bare recurrent stack.
  record Stack(RecurrentModel model) implements AnyModel {
    @Override
    public Recurrent stack() {
      return model.stack();
    }
  }

  /// A model of series of numbers.
  ///
  /// @param columns F
  /// @param reader from a series `[T,F]` to what the stack reads
  record Numbers(Recurrent stack, int columns, Function<Tensor, Seq> reader) implements AnyModel {}

  /// A model of lines.
  ///
  /// @param reader from a line to what the stack reads
  record Lines(Recurrent stack, Kind kind, Function<String, Seq> reader) implements AnyModel {
    /// What lines are.
    enum Kind {
      TEXTS,
      /// Their paths.
      RECORDINGS
    }

    static Lines texts(Recurrent stack, Function<String, Seq> reader) {
      return new Lines(stack, Kind.TEXTS, reader);
    }

    static Lines recordings(Recurrent stack, AudioInput input) {
      return new Lines(stack, Kind.RECORDINGS, path -> heard(input, path));
    }
  }

  /// @throws TextException if the recording cannot be read, or is too short for a step
  private static Seq heard(AudioInput input, String path) {
    try {
      Sound sound = Wav.read(path);
      if (input.length(sound) == 0) {
        throw new TextException(
            "%s: the sound is shorter than a step, %.3f s; leave it out"
                .formatted(path, input.leastSeconds()));
      }
      return input.of(sound);
    } catch (AudioException e) {
      throw new TextException(String.valueOf(e.getMessage()), e);
    }
  }

  /// What remembers in it.
  Recurrent stack();

  /// Reads a model's directory.
  ///
  /// @throws ModelException if it is missing, damaged, or for another task
  static AnyModel load(Path directory) {
    String task = ModelDirectory.read(directory).config().member("task").string();
    return switch (task) {
      case "forecast" -> new Forecast(ForecastModel.load(directory));
      case "recurrent" -> new Stack(RecurrentModel.load(directory));
      case LanguageModel.TASK -> {
        LanguageModel model = LanguageModel.load(directory);
        yield Lines.texts(model.stack(), model::input);
      }
      case Tagger.TASK -> {
        Tagger model = Tagger.load(directory);
        yield Lines.texts(model.stack(), text -> model.input(Tagger.words(text)));
      }
      case Translator.TASK -> {
        Translator model = Translator.load(directory);
        yield Lines.texts(model.encoder(), model::input);
      }
      case Recogniser.TASK -> {
        Recogniser model = Recogniser.load(directory);
        yield Lines.recordings(model.stack(), model.input());
      }
      case Classifier.TASK -> {
        Classifier model = Classifier.load(directory);
        yield switch (model.encoder()) {
          case SampleEncoder.OfValues values ->
              new Numbers(model.stack(), values.columns(), x -> model.input(new Sample.Series(x)));
          case SoundEncoder sounds -> Lines.recordings(model.stack(), sounds.input());
          default -> Lines.texts(model.stack(), text -> model.input(new Sample.Text(text)));
        };
      }
      default ->
          throw new ModelException(
              directory
                  + " is a model for the task \""
                  + task
                  + "\", which takes no sequences; models for classify, forecast, language, recurrent, speech, tag and translate do");
    };
  }
}
