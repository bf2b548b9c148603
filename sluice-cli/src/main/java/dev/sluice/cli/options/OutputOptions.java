package dev.sluice.cli.options;

import dev.sluice.cli.terminal.Training;
import dev.sluice.core.model.ModelDirectory;
import dev.sluice.core.model.Overwrite;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/// Where a trained model goes, and what becomes of what lies there.
public final class OutputOptions {
  private static final String EXTENSION = ".sluice";

  @Option(
      names = "--out",
      paramLabel = "DIR",
      description =
          "Where the model goes; must not exist. Default: the data's name and .sluice, or the next free name.")
  private @Nullable Path out;

  @Option(
      names = "--force",
      description = "Replace the model at --out, and drop an interrupted training there.")
  private boolean force;

  @Option(
      names = "--resume",
      description = "Go on with a training that was interrupted, from the checkpoint beside --out.")
  private boolean resume;

  /// The model's place, which can be written: what can be refused is refused now, not after the
  /// training.
  ///
  /// @param name what it is called if nothing was said
  public Path directory(String name) {
    Path directory = out == null ? freeName(name) : out;
    ModelDirectory.requireWritable(directory, overwrite());
    return directory;
  }

  /// A name that nothing has, so that a second run neither fails nor overwrites the first one's
  /// model.
  private static Path freeName(String name) {
    Path free = Path.of(name + EXTENSION);
    for (int i = 2; Files.exists(free); i++) {
      free = Path.of(name + "-" + i + EXTENSION);
    }
    return free;
  }

  /// What is done with a model that is there.
  public Overwrite overwrite() {
    return force ? Overwrite.REPLACE : Overwrite.REFUSE;
  }

  /// How training begins.
  public Training.Start start() {
    if (resume) {
      return Training.Start.RESUME;
    }
    return force ? Training.Start.ANEW : Training.Start.NEW;
  }
}
