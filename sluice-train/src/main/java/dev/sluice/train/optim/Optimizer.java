package dev.sluice.train.optim;

import dev.sluice.core.autodiff.Gradients;
import dev.sluice.core.autodiff.Parameters;
import dev.sluice.core.tensor.Floats;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Changes parameters so that a loss falls: one object per training run, because it remembers.
///
/// To add one, extend this class: name the slots and write [#update].
public abstract class Optimizer {
  private static final int FLUSH_STEPS = 64;

  /// Above the denormals by more than a decay of 0.9 takes away in 64 steps.
  private static final float FLUSH = 1e-34f;

  private final Schedule schedule;
  private final List<String> slotNames;
  private final WeightDecay decay;
  private final Map<String, float[]> slots = new LinkedHashMap<>();
  private long steps;

  /// An optimiser that remembers `slotNames.size()` values for each parameter value.
  protected Optimizer(Schedule schedule, List<String> slotNames) {
    this(schedule, slotNames, WeightDecay.NONE);
  }

  Optimizer(Schedule schedule, List<String> slotNames, WeightDecay decay) {
    this.schedule = schedule;
    this.slotNames = List.copyOf(slotNames);
    this.decay = decay;
  }

  /// What one update works on.
  ///
  /// @param values `[n]`, the parameters, changed in place
  /// @param gradients `[n]`, read only
  /// @param slots `[n]` each, in the order of their names; zeros before the first step; now and
  ///   then values below 1e-34 are set to 0
  /// @param rate the learning rate of this step
  /// @param step 1 for the first step
  protected record Update(
      float[] values, Floats gradients, List<float[]> slots, double rate, long step) {}

  /// Changes the values `[from, to)`; weight decay has been applied. Element `i` may depend on
  /// element `i` of gradients and slots only, and the optimiser itself may not change: several
  /// threads are inside at once, each with a range of its own.
  protected abstract void update(Update update, int from, int to);

  /// One step at the schedule's rate.
  ///
  /// @throws IllegalArgumentException if the gradients belong to other parameters, or these have
  ///   another size than those of the steps before
  /// @throws IllegalStateException if the parameters are frozen
  public final void step(Parameters parameters, Gradients gradients) {
    step(parameters, gradients, 1);
  }

  /// One step at `scale` times the schedule's rate, as [Plateau] asks for.
  ///
  /// @param scale 0 or more
  /// @throws IllegalArgumentException if the gradients belong to other parameters, or these have
  ///   another size than those of the steps before
  /// @throws IllegalStateException if the parameters are frozen
  public final void step(Parameters parameters, Gradients gradients, double scale) {
    if (gradients.parameters() != parameters) {
      throw new IllegalArgumentException("the gradients belong to another network's parameters");
    }
    if (!parameters.isTrainable()) {
      throw new IllegalStateException("these parameters are frozen; thaw() gives a copy to train");
    }
    float[] values = parameters.values();
    for (String name : slotNames) {
      float[] slot = slots.computeIfAbsent(name, absent -> new float[values.length]);
      if (slot.length != values.length) {
        throw new IllegalArgumentException(
            "this optimiser has trained %d values, these parameters have %d; take a new one"
                .formatted(slot.length, values.length));
      }
    }
    double rate = rate() * scale;
    steps++;
    decay.apply(parameters, rate);
    Update update =
        new Update(values, gradients.values(), List.copyOf(slots.values()), rate, steps);
    gradients.forRanges((from, to) -> update(update, from, to));
    flush();
  }

  /// The learning rate of the next step.
  public final double rate() {
    return schedule.at(steps);
  }

  /// The schedule of the learning rate.
  public final Schedule schedule() {
    return schedule;
  }

  /// The names of what it remembers for each parameter value.
  public final List<String> slotNames() {
    return slotNames;
  }

  /// Steps taken.
  public final long steps() {
    return steps;
  }

  /// What it remembers; the arrays are its own, not copies, and change with the next step.
  public final OptimizerState state() {
    return new OptimizerState(steps, slots);
  }

  /// Takes up a remembered state, copied.
  ///
  /// @throws IllegalArgumentException if it is another kind of optimiser's
  public final void restore(OptimizerState state) {
    if (state.steps() > 0 && !List.copyOf(state.slots().keySet()).equals(slotNames)) {
      throw new IllegalArgumentException(
          "the state has %s, this optimiser remembers %s; take the optimiser it was made by"
              .formatted(state.slots().keySet(), slotNames));
    }
    slots.clear();
    state.slots().forEach((name, values) -> slots.put(name, values.clone()));
    steps = state.steps();
  }

  /// Moments at rest fade away; before they get denormal, and slow, they become 0. Now and then is
  /// often enough, and leaves the updates' own loops plain.
  private void flush() {
    if (steps % FLUSH_STEPS != 0) {
      return;
    }
    for (float[] slot : slots.values()) {
      for (int i = 0; i < slot.length; i++) {
        slot[i] = Math.abs(slot[i]) < FLUSH ? 0 : slot[i];
      }
    }
  }

  final WeightDecay weightDecay() {
    return decay;
  }
}
