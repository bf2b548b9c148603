package dev.sluice.cli.speech;

import dev.sluice.cli.options.Numbers;
import dev.sluice.tasks.speech.Decoding;
import dev.sluice.tasks.speech.Recogniser;
import dev.sluice.tasks.speech.decode.BeamDecoder;
import dev.sluice.tasks.speech.decode.LanguageWeights;
import dev.sluice.tasks.speech.decode.NgramModel;
import dev.sluice.tasks.speech.decode.WordTrie;
import dev.sluice.tasks.text.TextException;
import dev.sluice.tasks.text.TextFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Option;

/// What is known of the words that are said.
final class WordOptions {
  /// Enough for a list or an n-gram model to matter.
  private static final int WITH_WORDS = 16;

  private static final double WEIGHT = 0.5;

  @CommandLine.Spec(CommandLine.Spec.Target.MIXEE)
  private CommandLine.Model.CommandSpec spec;

  @Option(
      names = "--list",
      paramLabel = "FILE",
      description = "Of speech: only these words are written down; a word in each line, UTF-8.")
  private @Nullable Path list;

  @Option(
      names = "--lm",
      paramLabel = "FILE.arpa",
      description = "Of speech: an n-gram model of words, ARPA format.")
  private @Nullable Path model;

  @Option(
      names = "--lm-weight",
      paramLabel = "A",
      converter = Numbers.Any.class,
      description = "Of speech: what the n-gram model counts. Default: 0.5.")
  private @Nullable Double weight;

  @Option(
      names = "--word-bonus",
      paramLabel = "B",
      converter = Numbers.Any.class,
      description =
          "Of speech: what each word counts with --lm; more favours texts of more words. Default: 0.")
  private @Nullable Double bonus;

  /// Whether anything was said.
  boolean isGiven() {
    return hasWords() || weight != null || bonus != null;
  }

  private boolean hasWords() {
    return list != null || model != null;
  }

  /// How texts are looked for.
  ///
  /// @param beam texts that are followed side by side; empty where nothing was said
  Decoding decoding(Recogniser recogniser, OptionalInt beam) {
    if (model == null && (weight != null || bonus != null)) {
      throw new CommandLine.ParameterException(
          spec.commandLine(), "--lm-weight and --word-bonus are for --lm, which is missing");
    }
    int width = beam.orElse(hasWords() ? WITH_WORDS : 1);
    if (width == 1 && !hasWords()) {
      return Decoding.greedy();
    }
    try {
      BeamDecoder decoder = BeamDecoder.of(recogniser.alphabet(), width);
      if (list != null) {
        decoder = decoder.words(words(recogniser, list));
      }
      if (model != null) {
        NgramModel language = NgramModel.read(model);
        decoder =
            decoder.language(
                new LanguageWeights(
                    language, weight == null ? WEIGHT : weight, bonus == null ? 0 : bonus));
      }
      return Decoding.beam(decoder);
    } catch (IllegalArgumentException e) {
      throw new CommandLine.ParameterException(
          spec.commandLine(), "--beam, --lm-weight or --word-bonus: " + e.getMessage(), e);
    }
  }

  private static WordTrie words(Recogniser recogniser, Path file) {
    List<String> words =
        TextFile.read(file, StandardCharsets.UTF_8)
            .lines()
            .map(String::strip)
            .filter(word -> !word.isEmpty())
            .toList();
    try {
      return WordTrie.of(recogniser.alphabet(), words);
    } catch (IllegalArgumentException e) {
      throw new TextException(file + ": " + e.getMessage(), e);
    }
  }
}
