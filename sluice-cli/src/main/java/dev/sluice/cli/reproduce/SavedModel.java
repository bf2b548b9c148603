package dev.sluice.cli.reproduce;

import dev.sluice.cli.options.CommandText;
import dev.sluice.cli.terminal.Terminal;
import dev.sluice.core.model.ModelDirectory;
import dev.sluice.core.model.ModelException;
import dev.sluice.core.model.Overwrite;
import dev.sluice.tasks.translate.Translator;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Option;

/// Where the translator of the first seed goes, if it is kept.
final class SavedModel {
  @CommandLine.Spec(CommandLine.Spec.Target.MIXEE)
  private CommandLine.Model.CommandSpec spec;

  @Option(
      names = "--out",
      paramLabel = "DIR",
      description =
          "Saves the model of the first seed, for 'sluice translate'; must not exist. Default: none is saved.")
  private @Nullable Path out;

  /// To be asked before a long training.
  ///
  /// @throws ModelException if nothing can be written there
  void requireWritable() {
    if (out != null) {
      ModelDirectory.requireWritable(out, Overwrite.REFUSE);
    }
  }

  /// Saves a model and what it came to.
  ///
  /// @param data it was trained on, in words
  /// @param result a table that is the same for equal trainings
  void write(Translator model, String data, String result) {
    if (out != null) {
      String card =
          "# A translator\n\nTrained by Sluice on %s.\n\n```\n%s\n```\n\n```\n%s\n```\n"
              .formatted(data, result, CommandText.of(spec.commandLine()));
      model.withCard(card).save(out, Overwrite.REFUSE);
    }
  }

  /// Tells where the model is, if it was written.
  void say(Terminal terminal) {
    if (out != null && Files.exists(out)) {
      terminal.say("The model is in " + out + ".");
    }
  }
}
