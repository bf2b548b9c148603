package dev.sluice.core.nn;

import dev.sluice.core.autodiff.Parameter;
import java.util.Arrays;
import java.util.List;

/// Gradients as a wrong backward pass would give them.
final class GradientMutants {
  private GradientMutants() {}

  static Case.Gradient apply(
      Mutant mutant, Case tested, List<Parameter> layout, Case.Gradient gradient) {
    float[] parameters = gradient.parameters().clone();
    float[][][] x = gradient.x();
    for (Parameter parameter : layout) {
      mutate(mutant, tested, parameter, parameters);
    }
    if (mutant == Mutant.GRADIENT_OF_LAST_STEP_ONLY) {
      x = Arrays.stream(x).map(GradientMutants::onlyLast).toArray(float[][][]::new);
    }
    return new Case.Gradient(parameters, x, gradient.start());
  }

  private static float[][] onlyLast(float[]... steps) {
    float[][] result = new float[steps.length][];
    for (int t = 0; t < steps.length; t++) {
      result[t] = t == steps.length - 1 ? steps[t] : new float[steps[t].length];
    }
    return result;
  }

  private static void mutate(Mutant mutant, Case tested, Parameter parameter, float[] gradient) {
    int h = tested.spec().hiddenSize();
    int block = h * parameter.shape().size() / parameter.shape().dim(0);
    int at = parameter.offset();
    String kind = parameter.name().substring(parameter.name().lastIndexOf('.') + 1);
    boolean ofGates = kind.equals("input") || kind.equals("hidden") || kind.equals("bias");
    if (mutant == Mutant.MISSING_HIDDEN_GRADIENT && kind.equals("hidden")) {
      Arrays.fill(gradient, at + 2 * block, at + 3 * block, 0);
    } else if (mutant == Mutant.SWAPPED_GATE_GRADIENTS && ofGates) {
      for (int i = 0; i < block; i++) {
        float z = gradient[at + i];
        gradient[at + i] = gradient[at + block + i];
        gradient[at + block + i] = z;
      }
    } else if (mutant == Mutant.BIAS_GRADIENT_WITHOUT_RESET && kind.equals("bias")) {
      int last = at + parameter.shape().size() - h;
      System.arraycopy(gradient, at + 2 * h, gradient, last, h);
    }
  }
}
