package dev.sluice.cli.language;

import dev.sluice.core.nn.GruSpec;
import dev.sluice.core.nn.Precision;
import dev.sluice.core.tensor.Seed;
import dev.sluice.tasks.language.Generators;
import dev.sluice.tasks.language.LanguageModel;
import dev.sluice.tasks.language.LanguageNetwork;
import dev.sluice.tasks.language.LanguageSpec;
import dev.sluice.tasks.language.Sampling;
import dev.sluice.tasks.text.Symbols;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/// Not a test: prints how many characters a second a model of the size of `reproduce shakespeare`
/// says, for one text and for several at once. The command stands in `docs/performance.md`.
///
/// Rounds are interleaved, so that a noisy neighbour hits all lines alike.
final class GenerateSpeed {
  /// The thread's processor time: what other processes take away does not count.
  private static final ThreadMXBean CLOCK = ManagementFactory.getThreadMXBean();

  private static final int[] TEXTS = {1, 4, 8, 16, 32};

  private GenerateSpeed() {}

  /// @param rates characters a second, one for each round
  private record Line(Precision precision, Generators generators, List<Double> rates) {
    void round(long atLeast) {
      long start = CLOCK.getCurrentThreadCpuTime();
      long passed;
      int said = 0;
      do {
        generators.next(10);
        said += 10 * generators.texts();
        passed = CLOCK.getCurrentThreadCpuTime() - start;
      } while (passed < atLeast);
      rates.add(said * 1e9 / passed);
    }

    @Override
    public String toString() {
      List<Double> sorted = rates.stream().sorted(Collections.reverseOrder()).toList();
      return String.format(
          Locale.ROOT,
          "| %s | %d | %,.0f | %,.0f |",
          precision,
          generators.texts(),
          sorted.getFirst(),
          sorted.get(sorted.size() / 2));
    }
  }

  /// @param args units, rounds; 768 and 15 if nothing is said
  public static void main(String[] args) {
    int units = args.length > 0 ? Integer.parseInt(args[0]) : 768;
    int rounds = args.length > 1 ? Integer.parseInt(args[1]) : 15;
    String alphabet =
        IntStream.range(' ', ' ' + 65).mapToObj(Character::toString).collect(Collectors.joining());
    Symbols symbols = Symbols.characters(alphabet);
    LanguageSpec spec = LanguageSpec.of(GruSpec.of(64, units), symbols.size());
    LanguageModel model = LanguageModel.of(LanguageNetwork.create(spec, Seed.of(1)), symbols);
    List<Line> lines = new ArrayList<>();
    for (Precision precision : Precision.values()) {
      for (int texts : TEXTS) {
        List<Seed> seeds =
            IntStream.range(0, texts).mapToObj(i -> Generators.seed(Seed.of(1), i)).toList();
        Generators generators = model.generators(seeds, Sampling.of(0.8), precision).read("A");
        lines.add(new Line(precision, generators, new ArrayList<>()));
      }
    }
    lines.forEach(line -> line.round(2_000_000_000)); // the compiler's time
    lines.forEach(line -> line.rates().clear());
    for (int i = 0; i < rounds; i++) {
      lines.forEach(line -> line.round(200_000_000));
    }
    System.out.println(model);
    System.out.println("| weights | texts | characters a second, best | median |");
    System.out.println("|---|---|---|---|");
    lines.forEach(System.out::println);
  }
}
