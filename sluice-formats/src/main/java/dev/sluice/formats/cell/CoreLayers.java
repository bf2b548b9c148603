package dev.sluice.formats.cell;

import dev.sluice.core.autodiff.Parameter;
import dev.sluice.core.nn.Activation;
import dev.sluice.core.nn.Bias;
import dev.sluice.core.nn.Direction;
import dev.sluice.core.nn.GruSpec;
import dev.sluice.core.nn.LstmSpec;
import dev.sluice.core.nn.Norm;
import dev.sluice.core.nn.Recurrent;
import dev.sluice.core.nn.RecurrentSpec;
import dev.sluice.core.nn.Reset;
import dev.sluice.core.nn.RnnSpec;
import dev.sluice.formats.FormatException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/// Stacks of sluice-core as layers of files: the inverse of [CoreStack].
public final class CoreLayers {
  private CoreLayers() {}

  /// The layers of a stack, first one first. How two directions are merged, and a learned initial
  /// state, are not theirs.
  ///
  /// @throws FormatException if the stack computes what no format has: layer normalisation, zoneout
  public static List<CoreStack.Layer> of(Recurrent stack) {
    RecurrentSpec<?> spec = stack.spec();
    if (spec.noise().zoneout() > 0) {
      throw new FormatException(
          "this stack has zoneout, which mixes states in use too; no other format has that");
    }
    List<CoreStack.Layer> layers = new ArrayList<>();
    for (int i = 0; i < spec.topology().layers(); i++) {
      CellSpec cell = cell(spec, i == 0 ? spec.inputSize() : spec.outputSize());
      List<CellWeights> weights = new ArrayList<>();
      for (Direction part : cell.direction().parts()) {
        String place = "l" + i + (part == Direction.FORWARD ? "" : "_reverse") + ".";
        weights.add(weights(cell, bias(spec), stack.parameters(), place));
      }
      layers.add(new CoreStack.Layer(cell, weights));
    }
    return layers;
  }

  private static CellSpec cell(RecurrentSpec<?> spec, int inputs) {
    Direction direction = spec.topology().direction();
    return switch (spec) {
      case GruSpec gru -> {
        if (gru.norm() != Norm.NONE) {
          throw new FormatException(
              "this GRU has layer normalisation inside its cell; no other format has that");
        }
        List<CellActivation> set = List.of(activation(gru.gate()), activation(gru.candidate()));
        yield spec(CellKind.GRU, inputs, spec, gru.reset(), set);
      }
      case LstmSpec lstm ->
          CellSpec.plain(CellKind.LSTM, inputs, lstm.hiddenSize(), direction, Reset.BEFORE_MATMUL);
      case RnnSpec rnn ->
          spec(
              CellKind.RNN,
              inputs,
              spec,
              Reset.BEFORE_MATMUL,
              List.of(activation(rnn.activation())));
    };
  }

  private static CellSpec spec(
      CellKind kind, int inputs, RecurrentSpec<?> spec, Reset reset, List<CellActivation> set) {
    Direction direction = spec.topology().direction();
    return new CellSpec(
        kind,
        inputs,
        spec.hiddenSize(),
        direction,
        reset,
        direction.parts().stream().map(part -> set).toList(),
        Float.POSITIVE_INFINITY,
        CellSpec.Forget.OWN);
  }

  private static CellActivation activation(Activation activation) {
    return switch (activation) {
      case SIGMOID -> CellActivation.SIGMOID;
      case TANH -> CellActivation.TANH;
      case RELU -> CellActivation.Function.RELU.standard();
      case HARD_SIGMOID -> CellActivation.Function.HARD_SIGMOID.standard();
      case LINEAR -> CellActivation.linear();
    };
  }

  /// Which biases a stack has.
  public static Bias bias(RecurrentSpec<?> spec) {
    return switch (spec) {
      case GruSpec gru -> gru.bias();
      case LstmSpec lstm -> lstm.bias();
      case RnnSpec rnn -> rnn.bias();
    };
  }

  private static CellWeights weights(
      CellSpec cell, Bias bias, Map<String, Parameter> parameters, String place) {
    int h = cell.hidden();
    int rows = cell.kind().gates() * h;
    float[] both = new float[0];
    if (bias != Bias.NONE) {
      float[] found = values(parameters, place + "bias");
      float[] all = new float[2 * rows];
      if (bias == Bias.INPUT_AND_CANDIDATE) {
        System.arraycopy(found, 0, all, 0, rows);
        System.arraycopy(found, rows, all, rows + 2 * h, h);
      } else {
        System.arraycopy(found, 0, all, 0, found.length);
      }
      both = new float[2 * rows];
      turn(cell, all, 0, 1, both);
      turn(cell, all, rows, 1, both);
    }
    float[] input = new float[rows * cell.inputs()];
    turn(cell, values(parameters, place + "input"), 0, cell.inputs(), input);
    float[] hidden = new float[rows * h];
    turn(cell, values(parameters, place + "hidden"), 0, h, hidden);
    return new CellWeights(input, hidden, both, new float[0]);
  }

  private static float[] values(Map<String, Parameter> parameters, String name) {
    return Objects.requireNonNull(parameters.get(name), name).toTensor().data();
  }

  /// Blocks from sluice-core's order and polarity to those of files, at the same place.
  private static void turn(CellSpec cell, float[] values, int from, int columns, float[] out) {
    int block = cell.hidden() * columns;
    int[] order = CoreStack.order(cell.kind());
    for (int k = 0; k < order.length; k++) {
      System.arraycopy(values, from + k * block, out, from + order[k] * block, block);
    }
    if (cell.kind() == CellKind.GRU) {
      for (int i = from; i < from + block; i++) {
        out[i] = -out[i];
      }
    }
  }
}
