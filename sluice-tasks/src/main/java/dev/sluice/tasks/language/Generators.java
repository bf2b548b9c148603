package dev.sluice.tasks.language;

import dev.sluice.core.stream.State;
import dev.sluice.core.stream.Stepper;
import dev.sluice.core.tensor.Seed;
import dev.sluice.tasks.text.Symbols;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/// Goes on with several texts side by side, symbol after symbol; for one thread.
///
/// ```
/// text read once ─► state [1,S] ─► copied [B,S] ─► logits [B,V] ─► a symbol of each ─► step of B rows ─┐
///                                                        ▲                                             │
///                                                        └─────────────────────────────────────────────┘
/// ```
///
/// A step reads the model's weights once for all texts, and that is most of what a step of one text
/// takes. Each text has a seed of its own and says what [Generator] says with it, to the bit,
/// whoever is beside it.
public final class Generators {
  private final LanguageModel model;
  private final Stepper stepper;
  private final Sampling sampling;
  private final List<Seed> seeds;
  private final List<Symbols.Reader> readers;
  private final float[] logits;
  private Rows rows;
  private boolean begun;
  private long number;

  /// What grows with the number of texts.
  ///
  /// @param input `[rows,E]`
  /// @param hidden `[rows,H]`
  private record Rows(State state, float[] input, float[] hidden, PackedHead.Scratch head) {}

  Generators(LanguageModel model, Stepper stepper, Sampling sampling, List<Seed> seeds) {
    if (seeds.isEmpty()) {
      throw new IllegalArgumentException("there are no texts to go on with; give one or more");
    }
    this.model = model;
    this.stepper = stepper;
    this.sampling = sampling;
    this.seeds = List.copyOf(seeds);
    readers = Stream.generate(model.symbols()::reader).limit(seeds.size()).toList();
    logits = new float[model.symbols().size()];
    rows = rows(stepper.zeroState());
  }

  private Rows rows(State state) {
    int count = state.rows();
    return new Rows(
        state,
        new float[Math.multiplyExact(count, stepper.inputSize())],
        new float[Math.multiplyExact(count, stepper.outputSize())],
        model.head().new Scratch(count));
  }

  /// The seed of one text of many: the first text's is the given one itself, so that it is what one
  /// text alone would be.
  ///
  /// @param text its number, from 0
  public static Seed seed(Seed seed, int text) {
    return text == 0 ? seed : seed.at(text);
  }

  /// B, the number of texts.
  public int texts() {
    return seeds.size();
  }

  /// Reads a text, to be gone on with by all; while nothing was said, once for all.
  public Generators read(String text) {
    for (int id : model.symbols().encode(text)) {
      for (int row = 0; row < rows.state.rows(); row++) {
        model.embed(id, rows.input, row);
      }
      take();
    }
    return this;
  }

  private void take() {
    stepper.step(rows.input, rows.state, rows.hidden);
    begun = true;
  }

  /// The next symbol of each text, which is taken as read: what it adds to the text, which is
  /// nothing while a character is not complete.
  ///
  /// @throws IllegalStateException if nothing was read yet
  public List<String> next() {
    if (!begun) {
      throw new IllegalStateException("there is no text to go on with; read one first");
    }
    if (rows.state.rows() < texts()) {
      spread();
    }
    float[] all = rows.head.logits(rows.hidden);
    List<String> added = new ArrayList<>(texts());
    for (int row = 0; row < texts(); row++) {
      System.arraycopy(all, row * logits.length, logits, 0, logits.length);
      int id = sampling.choose(logits, model.symbols().never(), seeds.get(row), number);
      model.embed(id, rows.input, row);
      added.add(readers.get(row).next(id));
    }
    number++;
    take();
    return added;
  }

  /// Copies what one row has read to a row for each text.
  private void spread() {
    float[] read = rows.hidden;
    rows = rows(rows.state.select(new int[texts()]));
    for (int row = 0; row < texts(); row++) {
      System.arraycopy(read, 0, rows.hidden, row * read.length, read.length);
    }
  }

  /// The next `count` symbols of each, as texts.
  public List<String> next(int count) {
    StringBuilder[] texts = new StringBuilder[texts()];
    Arrays.setAll(texts, i -> new StringBuilder());
    for (int i = 0; i < count; i++) {
      List<String> added = next();
      for (int row = 0; row < texts.length; row++) {
        texts[row].append(added.get(row));
      }
    }
    return Arrays.stream(texts).map(StringBuilder::toString).toList();
  }
}
