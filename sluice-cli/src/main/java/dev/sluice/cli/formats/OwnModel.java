package dev.sluice.cli.formats;

import dev.sluice.core.model.ModelDirectory;
import dev.sluice.core.model.RecurrentModel;
import dev.sluice.core.nn.Recurrent;
import dev.sluice.formats.FormatException;
import dev.sluice.formats.explain.CoreExplanation;
import dev.sluice.formats.explain.Explanation;
import dev.sluice.formats.explain.ForeignModel;
import dev.sluice.tasks.classify.Classifier;
import dev.sluice.tasks.forecast.ForecastModel;
import dev.sluice.tasks.language.LanguageModel;
import dev.sluice.tasks.tag.Tagger;
import dev.sluice.tasks.translate.Translator;
import java.nio.file.Path;

/// A model's directory of ours. Of a model for a task the recurrent stack is explained, and can be
/// taken out.
record OwnModel(Path directory) implements ForeignModel {
  private static final String PART = "recurrent";

  private String task() {
    return ModelDirectory.read(directory).config().member("task").string();
  }

  private Recurrent recurrent(String task) {
    return switch (task) {
      case "forecast" -> ForecastModel.load(directory).stack();
      case LanguageModel.TASK -> LanguageModel.load(directory).stack();
      case Classifier.TASK -> Classifier.load(directory).stack();
      case Tagger.TASK -> Tagger.load(directory).stack();
      case Translator.TASK -> Translator.load(directory).encoder();
      default -> RecurrentModel.load(directory).stack();
    };
  }

  @Override
  public Explanation explain() {
    String task = task();
    String of = task.equals(PART) ? "" : "; of it the recurrent stack of a model for " + task;
    return CoreExplanation.of(recurrent(task), "a model of Sluice" + of);
  }

  @Override
  public RecurrentModel stack() {
    String task = task();
    if (!task.equals(PART)) {
      throw new FormatException(
          directory
              + " is a model for the task \""
              + task
              + "\", more than a recurrent stack; take that out alone with --node recurrent");
    }
    return RecurrentModel.load(directory);
  }

  @Override
  public RecurrentModel stack(String part) {
    String task = task();
    if (task.equals(PART) || !part.equals(PART)) {
      throw new FormatException(
          directory
              + (task.equals(PART)
                  ? " is one stack; leave out --node"
                  : " has no part \"" + part + "\"; it has \"" + PART + "\""));
    }
    return RecurrentModel.freeze(recurrent(task));
  }
}
