package dev.sluice.formats.onnx.stack;

import dev.sluice.core.autodiff.Parameters;
import dev.sluice.core.model.RecurrentModel;
import dev.sluice.core.nn.Activation;
import dev.sluice.core.nn.Bias;
import dev.sluice.core.nn.Direction;
import dev.sluice.core.nn.GruSpec;
import dev.sluice.core.nn.InitialState;
import dev.sluice.core.nn.LstmSpec;
import dev.sluice.core.nn.Merge;
import dev.sluice.core.nn.Recurrent;
import dev.sluice.core.nn.RecurrentSpec;
import dev.sluice.core.nn.Reset;
import dev.sluice.core.nn.RnnSpec;
import dev.sluice.core.tensor.Seed;
import java.util.Random;

/// Random networks of all that ONNX can hold.
public final class Networks {
  private Networks() {}

  public static RecurrentSpec<?> spec(Random random) {
    int inputs = 1 + random.nextInt(9);
    int hidden = 1 + random.nextInt(12);
    RecurrentSpec<?> cell =
        switch (random.nextInt(4)) {
          case 0 -> LstmSpec.of(inputs, hidden).bias(plainBias(random));
          case 1 ->
              RnnSpec.of(inputs, hidden)
                  .activation(random.nextBoolean() ? Activation.TANH : Activation.RELU)
                  .bias(plainBias(random));
          default ->
              GruSpec.of(inputs, hidden)
                  .reset(random.nextBoolean() ? Reset.BEFORE_MATMUL : Reset.AFTER_MATMUL)
                  .bias(plainBias(random))
                  .activations(
                      random.nextInt(3) == 0 ? Activation.HARD_SIGMOID : Activation.SIGMOID,
                      switch (random.nextInt(4)) {
                        case 0 -> Activation.RELU;
                        case 1 -> Activation.LINEAR;
                        default -> Activation.TANH;
                      });
        };
    if (cell instanceof GruSpec gru && gru.reset() == Reset.AFTER_MATMUL && random.nextBoolean()) {
      cell = gru.bias(Bias.INPUT_AND_CANDIDATE);
    }
    Direction direction = Direction.values()[random.nextInt(3)];
    return cell.layers(1 + random.nextInt(3))
        .direction(direction)
        .merge(direction == Direction.BOTH && random.nextBoolean() ? Merge.SUM : Merge.CONCATENATE)
        .initialState(random.nextInt(3) == 0 ? InitialState.LEARNED : InitialState.ZERO);
  }

  private static Bias plainBias(Random random) {
    return switch (random.nextInt(3)) {
      case 0 -> Bias.NONE;
      case 1 -> Bias.INPUT;
      default -> Bias.DOUBLE;
    };
  }

  public static RecurrentModel model(RecurrentSpec<?> spec, Random random) {
    Parameters parameters = Parameters.initialised(Seed.of(random.nextLong()));
    Recurrent stack = Recurrent.create(spec, parameters.root());
    parameters.complete();
    float[] values = parameters.values();
    for (int i = 0; i < values.length; i++) {
      values[i] = (float) random.nextGaussian() * 0.4f;
    }
    return RecurrentModel.freeze(stack);
  }
}
