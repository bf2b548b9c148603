package dev.sluice.tasks.language;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.core.nn.GruSpec;
import dev.sluice.core.nn.LstmSpec;
import dev.sluice.core.nn.Precision;
import dev.sluice.core.nn.RecurrentSpec;
import dev.sluice.core.tensor.Seed;
import dev.sluice.tasks.text.Symbols;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// Several texts side by side, of networks whose weights are so large that they are chaotic: a bit
/// that is lost changes what is said soon.
class GeneratorsTest {
  private static final Symbols SYMBOLS =
      Symbols.characters("the quick brown fox jumps over a lazy dog, 0123456789. 狐\n");
  private static final Sampling SAMPLING = new Sampling(0.9, 30, 0.97);
  private static final Seed SEED = Seed.of(11);

  /// Long enough for a bit to grow to another choice, see [#aBitChangesWhatIsSaid].
  private static final int LENGTH = 300;

  private static LanguageNetwork network(RecurrentSpec<?> cell, LanguageSpec.Tying tying) {
    LanguageSpec spec = LanguageSpec.of(cell, SYMBOLS.size()).tying(tying);
    LanguageNetwork network = LanguageNetwork.create(spec, Seed.of(2));
    float[] values = network.parameters().values();
    for (int i = 0; i < values.length; i++) {
      values[i] = 5 * values[i] + 0.1f * Seed.of(3).normal(i); // biases too
    }
    return network;
  }

  private static LanguageModel model(RecurrentSpec<?> cell, LanguageSpec.Tying tying) {
    return LanguageModel.of(network(cell, tying), SYMBOLS);
  }

  private static List<Seed> seeds(int texts) {
    return IntStream.range(0, texts).mapToObj(i -> Generators.seed(SEED, i)).toList();
  }

  /// Through the bridge or not, reset before or after, one layer or two; below, at and above the
  /// rows of a tile.
  @ParameterizedTest
  @EnumSource
  void eachSaysWhatItSaysAlone(Precision precision) {
    for (LanguageModel model :
        List.of(
            model(GruSpec.of(13, 37), LanguageSpec.Tying.TIED),
            model(GruSpec.pytorch(24, 24).layers(2), LanguageSpec.Tying.TIED),
            model(LstmSpec.of(6, 41), LanguageSpec.Tying.OWN))) {
      List<String> alone = new ArrayList<>();
      for (Seed seed : seeds(19)) {
        alone.add(model.generator(SAMPLING, seed, precision).read("fox 狐").next(LENGTH));
      }
      assertThat(alone).as("%s", model).doesNotHaveDuplicates();
      for (int texts : new int[] {1, 2, 5, 8, 19}) {
        Generators all = model.generators(seeds(texts), SAMPLING, precision).read("fox 狐");
        assertThat(all.texts()).isEqualTo(texts);
        assertThat(all.next(LENGTH)).as("%s, %d", model, texts).isEqualTo(alone.subList(0, texts));
      }
    }
  }

  /// What the other tests rely on.
  @Test
  void aBitChangesWhatIsSaid() {
    LanguageNetwork network = network(GruSpec.of(13, 37), LanguageSpec.Tying.TIED);
    LanguageModel before = LanguageModel.of(network, SYMBOLS);
    float[] values = network.parameters().values();
    int last = values.length / 2;
    values[last] = Math.nextUp(values[last]);
    LanguageModel after = LanguageModel.of(network, SYMBOLS);
    List<String> said = before.generators(19, SAMPLING, SEED).read("fox 狐").next(LENGTH);
    List<String> other = after.generators(19, SAMPLING, SEED).read("fox 狐").next(LENGTH);
    int changed = 0;
    for (int i = 0; i < said.size(); i++) {
      changed += said.get(i).equals(other.get(i)) ? 0 : 1;
    }
    assertThat(changed).as("of %d texts", said.size()).isGreaterThan(said.size() / 2);
  }

  /// The head's rows, to the bit.
  @Test
  void logitsOfARowAreThoseOfOneState() {
    for (int inputs : new int[] {13, 37}) { // through the bridge or not
      LanguageModel model = model(GruSpec.of(inputs, 37), LanguageSpec.Tying.TIED);
      float[] states = new float[11 * 37];
      for (int i = 0; i < states.length; i++) {
        states[i] = Seed.of(8).normal(i);
      }
      float[] all = model.head().new Scratch(11).logits(states);
      PackedHead.Scratch one = model.head().new Scratch(1);
      int v = SYMBOLS.size();
      for (int row = 0; row < 11; row++) {
        float[] alone = one.logits(Arrays.copyOfRange(states, row * 37, (row + 1) * 37));
        assertThat(Arrays.copyOfRange(all, row * v, (row + 1) * v)).containsExactly(alone);
      }
    }
  }

  /// Any seeds in any order, and the same one twice.
  @Test
  void neighboursDoNotMatter() {
    LanguageModel model = model(GruSpec.of(13, 37), LanguageSpec.Tying.TIED);
    List<Seed> chosen = List.of(SEED.at(7), SEED, SEED.at(7));
    List<String> said = model.generators(chosen, SAMPLING, Precision.FLOAT32).read("a").next(60);
    assertThat(said.get(0)).isEqualTo(said.get(2)).isNotEqualTo(said.get(1));
    assertThat(said.get(1)).isEqualTo(model.generator(SAMPLING, SEED).read("a").next(60));
    assertThat(model.generators(8, SAMPLING, SEED).read("a").next(60))
        .startsWith(said.get(1))
        .endsWith(said.get(0));
  }

  /// What is read between belongs to all, behind what each has said.
  @Test
  void readsOnBetween() {
    LanguageModel model = model(GruSpec.of(13, 37), LanguageSpec.Tying.TIED);
    Generators all = model.generators(3, SAMPLING, SEED).read("the");
    List<String> first = all.next(20);
    List<String> second = all.read(" dog").next(30);
    for (int i = 0; i < 3; i++) {
      Generator one = model.generator(SAMPLING, Generators.seed(SEED, i)).read("the");
      assertThat(one.next(20)).isEqualTo(first.get(i));
      assertThat(one.read(" dog").next(30)).isEqualTo(second.get(i));
    }
  }

  /// Characters of several bytes are put together for each text apart.
  @Test
  void symbolsOfBytes() {
    Symbols bytes = Symbols.subWords("狐狸和狗,狐狸和狗", 258);
    LanguageNetwork network =
        LanguageNetwork.create(LanguageSpec.of(GruSpec.of(9, 14), bytes.size()), Seed.of(3));
    LanguageModel model = LanguageModel.of(network, bytes);
    List<String> said = model.generators(5, Sampling.of(1), SEED).read("狐").next(90);
    for (int i = 0; i < said.size(); i++) {
      Seed seed = Generators.seed(SEED, i);
      assertThat(model.generator(Sampling.of(1), seed).read("狐").next(90)).isEqualTo(said.get(i));
    }
  }

  @Test
  void wrongUse() {
    LanguageModel model = model(GruSpec.of(4, 5), LanguageSpec.Tying.TIED);
    assertThatThrownBy(() -> model.generators(2, SAMPLING, SEED).next())
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("there is no text to go on with; read one first");
    assertThatThrownBy(() -> model.generators(0, SAMPLING, SEED))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("there are no texts to go on with; give one or more");
  }
}
