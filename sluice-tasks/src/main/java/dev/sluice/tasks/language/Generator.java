package dev.sluice.tasks.language;

import dev.sluice.core.stream.State;
import dev.sluice.core.stream.Stepper;
import dev.sluice.core.tensor.Seed;
import dev.sluice.tasks.text.Symbols;

/// Goes on with a text, symbol after symbol; for one thread.
public final class Generator {
  private final LanguageModel model;
  private final Stepper stepper;
  private final Sampling sampling;
  private final Seed seed;
  private final Symbols.Reader reader;
  private final State state;
  private final float[] input;
  private final float[] hidden;
  private final PackedHead.Scratch head;
  private boolean begun;
  private long number;

  Generator(LanguageModel model, Stepper stepper, Sampling sampling, Seed seed) {
    this.model = model;
    this.stepper = stepper;
    this.sampling = sampling;
    this.seed = seed;
    reader = model.symbols().reader();
    state = stepper.zeroState();
    input = new float[stepper.inputSize()];
    hidden = new float[stepper.outputSize()];
    head = model.head().new Scratch();
  }

  /// Reads a text, to be gone on with.
  public Generator read(String text) {
    for (int id : model.symbols().encode(text)) {
      take(id);
    }
    return this;
  }

  private void take(int id) {
    model.embed(id, input);
    stepper.step(input, state, hidden);
    begun = true;
  }

  /// The next symbol, which is taken as read: what it adds to the text, which is nothing while a
  /// character is not complete.
  ///
  /// @throws IllegalStateException if nothing was read yet
  public String next() {
    if (!begun) {
      throw new IllegalStateException("there is no text to go on with; read one first");
    }
    int id = sampling.choose(head.logits(hidden), model.symbols().never(), seed, number++);
    take(id);
    return reader.next(id);
  }

  /// The next `count` symbols as a text.
  public String next(int count) {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < count; i++) {
      text.append(next());
    }
    return text.toString();
  }
}
