package dev.sluice.tasks.translate;

import dev.sluice.core.autodiff.Ops;
import dev.sluice.core.autodiff.Scope;
import dev.sluice.core.autodiff.SeqVar;
import dev.sluice.core.autodiff.Tape;
import dev.sluice.core.autodiff.Var;
import dev.sluice.core.nn.Attention;
import dev.sluice.core.nn.AttentionMemory;
import dev.sluice.core.nn.Linear;
import dev.sluice.core.nn.Recurrent;
import dev.sluice.core.nn.RecurrentSteps;
import dev.sluice.tasks.translate.TranslatorSpec.Feeding;
import dev.sluice.tasks.translate.TranslatorSpec.Looking;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// What writes: one step at a time, from the symbol before and a look at the source.
///
/// ```
/// h₀ = tanh(B · mean memory)         s = decoder(e(y before) ‖ a before, s before)    h = its last layer
/// c  = attention(h, memory)          a = tanh(W [h ‖ c]), fed to the next step
/// ```
///
/// Without attention c is the encoder's last state, forward and backward.
final class Decoder {
  private final TranslatorSpec spec;
  private final Recurrent stack;
  private final Linear bridge;
  private final Linear combine;
  private final @Nullable Linear keys;
  private final @Nullable Attention attention;

  Decoder(TranslatorSpec spec, Scope scope) {
    this.spec = spec;
    int memory = spec.encoder().outputSize();
    int hidden = spec.decoder().outputSize();
    stack = Recurrent.create(spec.decoder(), scope.scope("recurrent"));
    bridge = Linear.create(memory, spec.decoder().stateSize(), scope.scope("bridge"));
    combine = Linear.create(hidden + memory, spec.vector(), scope.scope("combine"));
    keys =
        spec.attention() == Looking.DOT ? Linear.create(memory, hidden, scope.scope("keys")) : null;
    attention =
        switch (spec.attention()) {
          case NONE -> null;
          case DOT -> Attention.dot(Attention.Scale.ROOT_OF_FEATURES);
          case ADDITIVE ->
              Attention.additive(hidden, memory, spec.vector(), scope.scope("attention"));
        };
  }

  /// What stays the same over the steps.
  ///
  /// @param memory `[ΣS,M]`
  Reading read(SeqVar memory) {
    return new Reading(memory);
  }

  /// What is carried from step to step.
  ///
  /// @param state `[R,S]`
  /// @param said a, `[R,E]`
  record Carry(Var state, Var said) {}

  /// A step's result, and where it looked, if it did.
  record Step(Carry carry, Optional<AttentionMemory.Found> found) {}

  /// A batch of sources that is being read.
  final class Reading {
    private final Var whole;
    private final RecurrentSteps steps;
    private final @Nullable AttentionMemory looked;

    private Reading(SeqVar memory) {
      Tape tape = memory.rows().tape();
      whole = attention == null ? summary(memory) : memory.mean();
      steps = stack.steps(tape);
      looked =
          attention == null
              ? null
              : keys == null
                  ? attention.over(memory)
                  : attention.over(keys.forward(memory), memory);
    }

    /// Before the first step, a row for each of `owners`.
    Carry begin(int... owners) {
      Var state = Ops.gatherRows(bridge.forward(whole).tanh(), owners);
      return new Carry(state, state.tape().zeros(owners.length, spec.vector()));
    }

    /// One step.
    ///
    /// @param embedded the symbols before, `[R,E]`
    /// @param owners the source of each row
    Step next(Var embedded, Carry before, int... owners) {
      Var x = spec.feeding() == Feeding.OUTPUT ? Ops.concat(1, embedded, before.said()) : embedded;
      Var state = steps.next(x, before.state());
      Var h = steps.output(state);
      Optional<AttentionMemory.Found> found =
          Optional.ofNullable(looked).map(each -> each.attend(h, owners));
      Var context =
          found.map(AttentionMemory.Found::contexts).orElseGet(() -> Ops.gatherRows(whole, owners));
      Var said = combine.forward(Ops.concat(1, h, context)).tanh();
      return new Step(new Carry(state, said), found);
    }
  }

  /// Where each direction ends: forward at the last step, backward at the first, `[B,M]`.
  private Var summary(SeqVar memory) {
    int width = memory.features();
    if (spec.encoder().outputSize() == spec.encoder().hiddenSize()) {
      return memory.last();
    }
    return Ops.concat(
        1, memory.last().slice(1, 0, width / 2), memory.first().slice(1, width / 2, width));
  }
}
