package dev.sluice.tasks.forecast;

import dev.sluice.core.autodiff.Parameter;
import dev.sluice.core.nn.PackedStack;
import dev.sluice.core.nn.Precision;
import dev.sluice.core.tensor.Floats;
import dev.sluice.kernel.CheckedKernels;
import org.jspecify.annotations.Nullable;

/// A [PlainNetwork]'s frozen numbers, packed once for single steps: the same roundings in the same
/// order, nothing allocated. Immutable, shared by all steppers; what changes is [Scratch].
final class PackedForecast {
  private static final int PARTS = Ends.PARTS;

  private final ForecastSpec spec;
  private final CheckedKernels kernels;
  private final PackedStack stack;
  private final Columns state; // [U,O]
  private final float[] stateBias; // [O]
  private final @Nullable Columns straight; // [L·V,O]
  private final Columns known; // [K,D·3]
  private final float[] knownBias; // [D·P]

  /// A matrix `[in,out]`, packed by columns.
  private record Columns(int in, int out, float[] packed) {
    /// Of weights `[out,in]`.
    static Columns of(CheckedKernels kernels, Parameter weights) {
      int in = weights.shape().dim(1);
      int out = weights.shape().dim(0);
      Floats from = weights.values();
      float[] to = new float[kernels.packedColumnsSize(in, out)];
      kernels.packColumns(in, out, from.array(), from.offset(), 1, in, to, 0);
      return new Columns(in, out, to);
    }
  }

  /// @param precision of the recurrent weights; what makes forecasts of h stays in floats
  PackedForecast(
      ForecastSpec spec, PlainNetwork network, CheckedKernels kernels, Precision precision) {
    this.spec = spec;
    this.kernels = kernels;
    stack = PackedStack.of(network.stack(), kernels, precision);
    state = Columns.of(kernels, network.state().weights());
    stateBias = network.state().bias().values().toArray();
    Parameter line = network.straightWeight();
    straight = line == null ? null : Columns.of(kernels, line);
    known = Columns.of(kernels, network.knownWeight());
    knownBias = network.knownBias().values().toArray();
  }

  ForecastSpec spec() {
    return spec;
  }

  /// L, the steps on the straight path.
  int straightSteps() {
    return PlainNetwork.straightSteps(spec);
  }

  /// What hidden states begin with, `[S]` (a copy).
  float[] initialHidden() {
    return stack.initialState();
  }

  /// V, the inputs of a step that reach the straight path.
  int straightInputs() {
    return spec.encoder().window().inputs().size();
  }

  /// The buffers of one thread; the first three are the caller's to fill.
  static final class Scratch {
    /// `[S]`
    final float[] hidden;

    /// `[L·V]`, oldest first; zeros before the stream's beginning
    final float[] lastSteps;

    /// `[H,K]`
    final float[] known;

    private final PackedStack.Scratch cell;
    private final float[] rows;
    private final float[] said; // [H·D·P]
    private final float[] parts;
    private final float[] spreads;
    private final float[] logs;

    private Scratch(PackedForecast packed) {
      ForecastSpec spec = packed.spec;
      hidden = new float[packed.stack.spec().stateSize()];
      lastSteps = new float[packed.straightSteps() * packed.straightInputs()];
      known = new float[spec.horizon() * spec.encoder().knownSize()];
      cell = packed.stack.scratch(1);
      rows =
          new float[Math.max(spec.cell().outputSize(), Math.max(lastSteps.length, known.length))];
      said = new float[spec.networkSize()];
      parts = new float[said.length];
      spreads = new float[spec.output().parts() == 1 ? 0 : 2 * said.length / PARTS];
      logs = new float[spreads.length];
    }
  }

  Scratch scratch() {
    return new Scratch(this);
  }

  /// One step through the stack, from `scratch.hidden` to `scratch.hidden`.
  ///
  /// @param steps holds `[F]` at `offset`
  void read(Scratch scratch, float[] steps, int offset) {
    stack.step(scratch.cell, steps, offset, scratch.hidden, 0);
  }

  /// What the network says, standardised, from the three buffers of `scratch`.
  ///
  /// @return `[H·D·P]`, of the scratch
  float[] answer(Scratch scratch) {
    float[] said = scratch.said;
    System.arraycopy(stateBias, 0, said, 0, said.length);
    addProduct(1, scratch, scratch.hidden, stack.outputColumn(), state, said);
    if (straight != null) {
      addProduct(1, scratch, scratch.lastSteps, 0, straight, said);
    }
    for (int h = 0; h < spec.horizon(); h++) {
      System.arraycopy(knownBias, 0, scratch.parts, h * knownBias.length, knownBias.length);
    }
    addProduct(spec.horizon(), scratch, scratch.known, 0, known, scratch.parts);
    for (int i = 0; i < said.length; i++) {
      said[i] += scratch.parts[i];
    }
    if (spec.output().parts() == PARTS) {
      ends(scratch);
    }
    return said;
  }

  /// `c[rows,out] += a[rows,in] · columns`
  private void addProduct(
      int rows, Scratch scratch, float[] a, int aOffset, Columns columns, float[] c) {
    int in = columns.in;
    int out = columns.out;
    kernels.packRows(rows, in, a, aOffset, in, 1, scratch.rows, 0);
    kernels.gemm(rows, out, in, scratch.rows, 0, columns.packed, 0, c, 0, out);
  }

  /// As [Ends], in place.
  private void ends(Scratch scratch) {
    float[] said = scratch.said;
    int triples = said.length / PARTS;
    float[] logs = scratch.logs;
    for (int i = 0; i < triples; i++) {
      scratch.spreads[2 * i] = said[PARTS * i + 1];
      scratch.spreads[2 * i + 1] = said[PARTS * i + 2];
    }
    for (int i = 0; i < logs.length; i++) {
      logs[i] = -Math.abs(scratch.spreads[i]);
    }
    kernels.exp(logs.length, logs, 0, logs, 0);
    for (int i = 0; i < logs.length; i++) {
      logs[i] += 1;
    }
    kernels.log(logs.length, logs, 0, logs, 0);
    for (int i = 0; i < triples; i++) {
      float centre = said[PARTS * i];
      float below = Math.max(scratch.spreads[2 * i], 0f) + logs[2 * i];
      float above = Math.max(scratch.spreads[2 * i + 1], 0f) + logs[2 * i + 1];
      said[PARTS * i] = centre - below;
      said[PARTS * i + 1] = centre;
      said[PARTS * i + 2] = centre + above;
    }
  }
}
