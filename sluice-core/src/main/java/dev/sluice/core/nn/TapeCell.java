package dev.sluice.core.nn;

import dev.sluice.core.autodiff.Ops;
import dev.sluice.core.autodiff.Tape;
import dev.sluice.core.autodiff.Var;
import dev.sluice.core.autodiff.Workspace;
import dev.sluice.core.tensor.Floats;
import dev.sluice.core.tensor.Shape;
import dev.sluice.core.tensor.Tensor;
import dev.sluice.kernel.CheckedKernels;
import java.util.Arrays;

/// Single steps of a cell variant that has no fused path: its general step on an inference tape. It
/// allocates; the usual cells do not come here.
///
/// @param layer its parameters must not change any more
record TapeCell(GateLayer layer, CheckedKernels kernels, PackedGru.Sizes sizes)
    implements PackedCell {
  @Override
  public int scratchSize(int rows) {
    return 0;
  }

  @Override
  public void step(int rows, float[] x, float[][] state, float[] scratch) {
    try (Workspace workspace = Workspace.of(1, kernels);
        Tape tape = workspace.inference()) {
      int h = sizes.hidden();
      Var[] planes = new Var[state.length];
      Arrays.setAll(planes, p -> tape.constant(matrix(state[p], rows, h)));
      Var next =
          layer.step(
              tape,
              tape.constant(matrix(x, rows, sizes.inputs())),
              planes.length == 1 ? planes[0] : Ops.concat(1, planes));
      for (int p = 0; p < planes.length; p++) {
        Tensor plane = next.slice(1, p * h, (p + 1) * h).copy();
        Floats.of(state[p]).slice(0, rows * h).set(Floats.of(plane.data()));
      }
    }
  }

  private static Tensor matrix(float[] values, int rows, int columns) {
    return Tensor.of(Shape.of(rows, columns), Arrays.copyOf(values, rows * columns));
  }
}
