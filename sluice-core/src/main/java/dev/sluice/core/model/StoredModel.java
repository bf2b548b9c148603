package dev.sluice.core.model;

import dev.sluice.core.model.json.JsonView;
import java.nio.file.Path;

/// A model as it was read.
///
/// @param directory where it was read from: the directory asked for, or, if a crash interrupted its
///   replacement, the old one beside it (`.name.old`), which is whole
/// @param files what it holds
public record StoredModel(Path directory, ModelFiles files) {
  /// The configuration, for reading with errors that name the file and the place.
  public JsonView config() {
    return JsonView.of(
        directory.resolve(ModelFiles.CONFIG).toString(), files.config(), ModelException::new);
  }

  /// The configuration of a model for a task.
  ///
  /// @throws ModelException if it is for another
  public JsonView requireTask(String task) {
    String actual = config().member("task").string();
    if (!actual.equals(task)) {
      throw new ModelException(
          directory
              + (" is a model for the task \"" + actual + "\", not for \"" + task)
              + "\"; use the commands of that task, from Java its class");
    }
    return config();
  }
}
