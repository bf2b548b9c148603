package dev.sluice.cli.stream;

import dev.sluice.core.model.ModelDirectory;
import dev.sluice.core.model.ModelException;
import dev.sluice.core.model.RecurrentModel;
import dev.sluice.core.nn.Recurrent;
import dev.sluice.tasks.forecast.ForecastModel;
import java.nio.file.Path;

/// A model of a kind that takes sequences, whatever its task.
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
      default ->
          throw new ModelException(
              directory
                  + " is a model for the task \""
                  + task
                  + "\"; only models for \"forecast\" and \"recurrent\" take events and sequences");
    };
  }
}
