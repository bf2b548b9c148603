package dev.sluice.cli.translate;

import dev.sluice.cli.options.CharsetOption;
import dev.sluice.cli.options.Numbers;
import dev.sluice.cli.terminal.Terminal;
import dev.sluice.tasks.text.TextException;
import dev.sluice.tasks.translate.Pair;
import dev.sluice.tasks.translate.PairData;
import dev.sluice.tasks.translate.PairLines;
import dev.sluice.tasks.translate.ParallelText;
import dev.sluice.tasks.translate.TranslatorVocabulary;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// Where pairs are, and which are taken.
final class PairFiles {
  private static final int TENTH = 10;

  /// Characters of a text in a message.
  private static final int SHOWN = 40;

  @Option(
      names = "--data",
      paramLabel = "FILE",
      required = true,
      description =
          "Texts to train on, one in each line; without --target each with a tab and its translation.")
  private Path data = Path.of("");

  @Option(
      names = "--target",
      paramLabel = "FILE",
      description = "Their translations, line by line.")
  private @Nullable Path target;

  @Option(
      names = "--validation",
      paramLabel = "FILE",
      description =
          "Texts by which the best epoch is chosen. Default: every tenth of --data, which is not trained on then.")
  private @Nullable Path validation;

  @Option(names = "--validation-target", paramLabel = "FILE", description = "Their translations.")
  private @Nullable Path validationTarget;

  @Option(names = "--test", paramLabel = "FILE", description = "Texts for the final score.")
  private @Nullable Path test;

  @Option(names = "--test-target", paramLabel = "FILE", description = "Their translations.")
  private @Nullable Path testTarget;

  @Mixin private CharsetOption encoding = new CharsetOption();

  @Option(
      names = "--empty",
      paramLabel = "refuse|skip",
      description = "What is done about pairs with an empty side. Default: refuse.")
  private ParallelText.Empty empty = ParallelText.Empty.REFUSE;

  @Option(
      names = "--longest",
      paramLabel = "N",
      converter = Numbers.Steps.class,
      description =
          "Symbols of the longest text to train on; the memory of training grows with it. Default: ${DEFAULT-VALUE}.")
  private int longest = 500;

  @Option(
      names = "--long",
      paramLabel = "refuse|drop",
      description = "What is done about longer ones. Default: refuse.")
  private Long beyond = Long.REFUSE;

  /// What `--long` names.
  enum Long {
    REFUSE,
    DROP
  }

  /// Pairs for training, validation and test.
  record Parts(Part train, Part validation, Optional<Part> test) {}

  /// Pairs of a file.
  ///
  /// @param lines of each, from 1 on
  record Part(Path file, List<Pair> pairs, List<Integer> lines) {}

  /// The file of the texts to train on.
  Path data() {
    return data;
  }

  /// Refuses what does not go together.
  void check(CommandLine command) {
    require(command, "--validation-target", validationTarget, "--validation", validation);
    require(command, "--test-target", testTarget, "--test", test);
  }

  private static void require(
      CommandLine command, String name, @Nullable Path one, String other, @Nullable Path needed) {
    if (one != null && needed == null) {
      throw new CommandLine.ParameterException(
          command, name + " has the translations of " + other + ", which is missing");
    }
  }

  Parts read(Terminal terminal) {
    Part all = read(terminal, data, target);
    Optional<Part> tested = Optional.ofNullable(test).map(file -> read(terminal, file, testTarget));
    if (validation != null) {
      return new Parts(all, read(terminal, validation, validationTarget), tested);
    }
    if (all.pairs.size() < TENTH) {
      throw new TextException(
          "%s has %d pairs, and every tenth validates; give more, or --validation"
              .formatted(data, all.pairs.size()));
    }
    return new Parts(every(all, false), every(all, true), tested);
  }

  /// Every tenth pair, or the others.
  private static Part every(Part all, boolean tenth) {
    List<Pair> pairs = new ArrayList<>();
    List<Integer> lines = new ArrayList<>();
    for (int i = 0; i < all.pairs.size(); i++) {
      if (tenth == (i % TENTH == TENTH - 1)) {
        pairs.add(all.pairs.get(i));
        lines.add(all.lines.get(i));
      }
    }
    return new Part(all.file, pairs, lines);
  }

  private Part read(Terminal terminal, Path source, @Nullable Path translations) {
    ParallelText text = new ParallelText(empty);
    PairLines read =
        translations == null
            ? text.read(source, encoding.charset())
            : text.read(source, translations, encoding.charset());
    if (read.skipped() > 0) {
      terminal.say(
          "%s: %d pairs with an empty side are left out.".formatted(source, read.skipped()));
    }
    return new Part(source, read.pairs(), read.lines());
  }

  /// The pairs that are not too long.
  ///
  /// @param what they are for
  Part limited(Terminal terminal, String what, Part part, TranslatorVocabulary vocabulary) {
    PairData encoded = PairData.of(part.pairs, vocabulary);
    List<Pair> pairs = new ArrayList<>();
    List<Integer> lines = new ArrayList<>();
    for (int i = 0; i < encoded.size(); i++) {
      if (encoded.longest(i) <= longest) {
        pairs.add(part.pairs.get(i));
        lines.add(part.lines.get(i));
      } else if (beyond == Long.REFUSE) {
        throw new TextException(
            "%s: line %d has %d symbols, more than %d (--longest): \"%s\"; leave such pairs out with --long drop"
                .formatted(
                    part.file,
                    part.lines.get(i),
                    encoded.longest(i),
                    longest,
                    beginning(part.pairs.get(i).source())));
      }
    }
    int dropped = encoded.size() - pairs.size();
    if (pairs.isEmpty()) {
      throw new TextException(
          "%s: all pairs for %s have more than %d symbols; raise --longest"
              .formatted(part.file, what, longest));
    }
    if (dropped > 0) {
      terminal.say(
          "%d of %d pairs for %s are longer than %d symbols and left out."
              .formatted(dropped, encoded.size(), what, longest));
    }
    return new Part(part.file, pairs, lines);
  }

  private static String beginning(String text) {
    int[] points = text.codePoints().limit(SHOWN).toArray();
    return new String(points, 0, points.length) + (points.length < SHOWN ? "" : "…");
  }
}
