package guide;

import dev.sluice.core.nn.GruSpec;
import dev.sluice.core.tensor.Lengths;
import dev.sluice.core.tensor.Seed;
import dev.sluice.core.tensor.Seq;
import dev.sluice.core.tensor.Tensor;
import guide.Classifier.Labelled;
import guide.Classifier.Pool;

/// Which pooling suits which question: three synthetic questions of two classes about sequences of
/// unequal length, and the last, mean and largest state as their feature. Guessing is right in 50
/// %.
final class Pooling implements Part {
  private static final int SHORT = 60;
  private static final int LONG = 300;
  private static final int INPUTS = 4;
  private static final int UNITS = 12;
  private static final int STEPS = 300;
  private static final int SEEDS = 3;

  /// What is asked about a sequence of symbols 0, 1, 2, of which 3 is rare.
  private enum Question {
    /// Is the last symbol 0?
    LAST(Words.of("is the last symbol A?", "最后一个符号是 A 吗？")),
    /// Are there more 0 than 1?
    MORE(Words.of("are there more A than B?", "A 比 B 多吗？")),
    /// Is there a 3 at all?
    ANYWHERE(Words.of("is there a D anywhere?", "有没有出现过 D？"));

    private final Words text;

    Question(Words text) {
      this.text = text;
    }

    boolean holds(int... symbols) {
      int[] counts = new int[INPUTS];
      for (int symbol : symbols) {
        counts[symbol]++;
      }
      return switch (this) {
        case LAST -> symbols[symbols.length - 1] == 0;
        case MORE -> counts[0] > counts[1];
        case ANYWHERE -> counts[3] > 0;
      };
    }
  }

  @Override
  public void write(Page page) {
    Table table =
        Table.of(
            Words.of("question", "问题"),
            Words.of("last, 30–60 steps", "最后，30–60 步"),
            Words.of("mean", "平均"),
            Words.of("max", "最大"),
            Words.of("last, 150–300 steps", "最后，150–300 步"),
            Words.of("mean", "平均"),
            Words.of("max", "最大"));
    for (Question question : Question.values()) {
      table.row(
          question.text,
          right(question, Pool.LAST, SHORT),
          right(question, Pool.MEAN, SHORT),
          right(question, Pool.MAX, SHORT),
          right(question, Pool.LAST, LONG),
          right(question, Pool.MEAN, LONG),
          right(question, Pool.MAX, LONG));
    }
    page.block("pooling", table.text());
  }

  private static String right(Question question, Pool pool, int longest) {
    double sum = 0;
    for (int s = 1; s <= SEEDS; s++) {
      Seed seed = Seed.of(s);
      Classifier.Source source = (count, key) -> sequences(question, longest, count, key);
      Classifier classifier = new Classifier(GruSpec.of(INPUTS, UNITS), pool, 2, seed);
      sum += classifier.train(source, STEPS, seed).accuracy(source, seed);
    }
    return Text.of("%.0f %%", 100 * sum / SEEDS);
  }

  /// Half of the sequences belong to each class, by drawing again until it is so.
  private static Labelled sequences(Question question, int longest, int count, Seed seed) {
    int[][] symbols = new int[count][];
    int[] lengths = new int[count];
    Tensor ids = Tensor.zeros(count);
    for (int b = 0; b < count; b++) {
      int id = b % 2;
      ids.data()[b] = id;
      int attempt = 0;
      do {
        symbols[b] = symbols(longest, seed.at(b).at(attempt++));
      } while (question.holds(symbols[b]) != (id == 1));
      lengths[b] = symbols[b].length;
    }
    Lengths packed = Lengths.of(lengths);
    Tensor rows = Tensor.zeros(packed.rows(), INPUTS);
    for (int b = 0; b < count; b++) {
      for (int t = 0; t < lengths[b]; t++) {
        rows.data()[packed.row(b, t) * INPUTS + symbols[b][t]] = 1;
      }
    }
    return new Labelled(Seq.packed(rows, packed), ids);
  }

  /// Half of `longest` to `longest` symbols, about one of them rare.
  private static int[] symbols(int longest, Seed seed) {
    int[] symbols = new int[longest / 2 + seed.below(longest / 2 + 1, 0)];
    for (int t = 0; t < symbols.length; t++) {
      boolean rare = seed.uniform(2L * t + 1) * longest < 1.2f;
      symbols[t] = rare ? 3 : seed.below(3, 2L * t + 2);
    }
    return symbols;
  }
}
