package dev.sluice.cli.reproduce;

import dev.sluice.tasks.translate.Multi30k;
import dev.sluice.tasks.translate.Multi30k.Language;
import dev.sluice.tasks.translate.metric.Casing;
import java.nio.file.Path;
import picocli.CommandLine.Option;

/// What of Multi30k is taken.
final class Multi30kOptions {
  @Option(
      names = "--to",
      paramLabel = "de|fr|cs",
      required = true,
      description = "The language to translate English into.")
  private Language target;

  @Option(
      names = "--lower-case",
      description = "Make all texts lower-case first, the right translations too.")
  private boolean lowerCase;

  Multi30k set(Path folder) {
    return new Multi30k(folder, target, lowerCase ? Casing.LOWER : Casing.MIXED);
  }
}
