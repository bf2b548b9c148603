package dev.sluice.cli.translate;

import dev.sluice.cli.options.CharsetOption;
import dev.sluice.cli.options.Numbers;
import dev.sluice.cli.terminal.Terminal;
import dev.sluice.tasks.text.TextException;
import dev.sluice.tasks.translate.Pair;
import dev.sluice.tasks.translate.PairData;
import dev.sluice.tasks.translate.ParallelText;
import dev.sluice.tasks.translate.TranslatorVocabulary;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
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
  record Parts(List<Pair> train, List<Pair> validation, List<Pair> test) {}

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

  Parts read() {
    List<Pair> all = read(data, target);
    List<Pair> tested = test == null ? List.of() : read(test, testTarget);
    if (validation != null) {
      return new Parts(all, read(validation, validationTarget), tested);
    }
    if (all.size() < TENTH) {
      throw new TextException(
          "%s has %d pairs, and every tenth validates; give more, or --validation"
              .formatted(data, all.size()));
    }
    List<Pair> train = new ArrayList<>();
    List<Pair> held = new ArrayList<>();
    for (int i = 0; i < all.size(); i++) {
      (i % TENTH == TENTH - 1 ? held : train).add(all.get(i));
    }
    return new Parts(train, held, tested);
  }

  private List<Pair> read(Path source, @Nullable Path translations) {
    ParallelText text = new ParallelText(empty);
    return translations == null
        ? text.read(source, encoding.charset())
        : text.read(source, translations, encoding.charset());
  }

  /// Pairs in numbers, none too long.
  ///
  /// @param what they are for
  PairData encode(
      Terminal terminal, String what, List<Pair> pairs, TranslatorVocabulary vocabulary) {
    PairData encoded = PairData.of(pairs, vocabulary);
    PairData kept = encoded.atMost(longest);
    int dropped = encoded.size() - kept.size();
    if (dropped == 0) {
      return encoded;
    }
    if (beyond == Long.REFUSE) {
      int first = encoded.firstLongerThan(longest);
      throw new TextException(
          "%,d pairs for %s have more than %,d symbols (--longest), first pair number %,d with %,d (\"%s\"); leave such ones out with --long drop"
              .formatted(
                  dropped,
                  what,
                  longest,
                  first + 1,
                  encoded.longest(first),
                  beginning(pairs.get(first).source())));
    }
    if (kept.size() == 0) {
      throw new TextException(
          "all pairs for %s have more than %,d symbols; raise --longest".formatted(what, longest));
    }
    terminal.say(
        "%,d of %,d pairs for %s are longer than %,d symbols and left out."
            .formatted(dropped, encoded.size(), what, longest));
    return kept;
  }

  private static String beginning(String text) {
    int[] points = text.codePoints().limit(SHOWN).toArray();
    return new String(points, 0, points.length) + (points.length < SHOWN ? "" : "…");
  }
}
