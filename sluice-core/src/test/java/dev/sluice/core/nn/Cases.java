package dev.sluice.core.nn;

import dev.sluice.core.autodiff.Parameter;
import dev.sluice.core.autodiff.Parameters;
import dev.sluice.core.tensor.Seed;
import java.util.Optional;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;

/// Random stacks with random numbers that a test can see through: gates inside (0.1, 0.9), every
/// bias and start value different from zero, unequal lengths, I ≠ H.
final class Cases {
  private final RandomGenerator random;

  /// How large a case may be.
  ///
  /// @param hidden the most units
  /// @param steps the most steps
  /// @param exact whether these sizes are taken, not drawn
  record Size(int hidden, int steps, Draw exact) {
    static final Size SMALL = new Size(11, 7, Draw.RANDOM);
    static final Size MEDIUM = new Size(70, 40, Draw.RANDOM);
    static final Size LARGE = new Size(512, 200, Draw.LARGEST);
  }

  enum Draw {
    RANDOM,
    LARGEST
  }

  Cases(long seed) {
    random = RandomGeneratorFactory.of("L64X128MixRandom").create(seed);
  }

  /// Any cell in any variant.
  Case any(Size size) {
    return of(anySpec(size), lengths(size), random.nextBoolean() ? Start.GIVEN : Start.OWN);
  }

  /// Whether the state is given.
  enum Start {
    GIVEN,
    OWN
  }

  /// A cell that the fused path computes.
  Case fused(Size size) {
    RecurrentSpec<?> spec = anySpec(size).with(Noise.OFF);
    if (spec instanceof GruSpec gru && !gru.isFused()) {
      spec = plainGru(gru.inputSize(), gru.hiddenSize()).with(gru.topology());
    }
    return of(spec, lengths(size), Start.GIVEN);
  }

  /// This stack with random numbers.
  Case of(RecurrentSpec<?> spec, int[] lengths, Start start) {
    float[][][] x = new float[lengths.length][][];
    float[][][] outputWeights = new float[lengths.length][][];
    for (int b = 0; b < lengths.length; b++) {
      x[b] = matrix(lengths[b], spec.inputSize(), 1);
      outputWeights[b] = matrix(lengths[b], spec.outputSize(), 1);
    }
    return new Case(
        spec,
        parameters(spec),
        x,
        start == Start.GIVEN
            ? Optional.of(matrix(lengths.length, spec.stateSize(), 0.9f))
            : Optional.empty(),
        outputWeights,
        matrix(lengths.length, spec.stateSize(), 1),
        Optional.of(Seed.of(random.nextLong())));
  }

  private float[] parameters(RecurrentSpec<?> spec) {
    Parameters layout = Parameters.initialised(Seed.of(1));
    Case.stack(spec, layout);
    float[] values = new float[layout.size()];
    for (Parameter parameter : layout.all()) {
      String kind = parameter.name().substring(parameter.name().lastIndexOf('.') + 1);
      float bound =
          switch (kind) {
            case "input" -> (float) (1 / Math.sqrt(parameter.shape().dim(1)));
            case "hidden" ->
                (float) (isUnbounded(spec) ? 0.6 : 1) / (float) Math.sqrt(spec.hiddenSize());
            case "gain" -> 0.3f;
            default -> 0.5f;
          };
      float middle = kind.equals("gain") ? 0.8f : 0;
      for (int i = 0; i < parameter.shape().size(); i++) {
        values[parameter.offset() + i] = middle + symmetric(bound);
      }
    }
    return values;
  }

  private static boolean isUnbounded(RecurrentSpec<?> spec) {
    return switch (spec) {
      case GruSpec gru ->
          gru.candidate() == Activation.RELU || gru.candidate() == Activation.LINEAR;
      case LstmSpec lstm -> false;
      case RnnSpec rnn -> rnn.activation() == Activation.RELU;
    };
  }

  private RecurrentSpec<?> anySpec(Size size) {
    boolean largest = size.exact == Draw.LARGEST;
    int hidden = largest ? size.hidden : 3 + random.nextInt(size.hidden - 2);
    int inputs = hidden + (random.nextBoolean() ? 1 : -1) * (1 + random.nextInt(2));
    RecurrentSpec<?> cell =
        switch (random.nextInt(5)) {
          case 0 -> LstmSpec.of(inputs, hidden).bias(bias());
          case 1 ->
              RnnSpec.of(inputs, hidden)
                  .bias(bias())
                  .activation(pick(Activation.TANH, Activation.RELU));
          default -> gru(inputs, hidden);
        };
    RecurrentSpec<?> spec =
        cell.with(
            new Topology(
                largest ? 1 : 1 + random.nextInt(3),
                largest ? Direction.FORWARD : pick(Direction.values()),
                pick(Merge.values()),
                pick(InitialState.values())));
    if (random.nextInt(4) > 0) {
      return spec;
    }
    return spec.with(
        new Noise(pick(0f, 0.3f), pick(RecurrentDropout.values()), 0.25f, pick(0f, 0.2f)));
  }

  private GruSpec gru(int inputs, int hidden) {
    GruSpec plain = plainGru(inputs, hidden);
    return switch (random.nextInt(5)) {
      // Of a few units only, the deviation that is divided by may come near zero.
      case 0 -> hidden < 8 ? plain : plain.layerNorm();
      case 1 ->
          plain.activations(
              pick(Activation.SIGMOID, Activation.HARD_SIGMOID),
              pick(Activation.TANH, Activation.RELU, Activation.LINEAR));
      default -> plain;
    };
  }

  private GruSpec plainGru(int inputs, int hidden) {
    return GruSpec.of(inputs, hidden)
        .reset(pick(Reset.values()))
        .bias(pick(Bias.values()))
        .initialisers(Init.zeros(), Init.zeros()); // the numbers are drawn here
  }

  private Bias bias() {
    return pick(Bias.NONE, Bias.INPUT, Bias.DOUBLE);
  }

  private int[] lengths(Size size) {
    boolean largest = size.exact == Draw.LARGEST;
    int[] lengths = new int[largest ? 2 : 2 + random.nextInt(4)];
    for (int b = 0; b < lengths.length; b++) {
      lengths[b] = random.nextInt(size.steps + 1);
    }
    lengths[random.nextInt(lengths.length)] =
        largest ? size.steps : 3 + random.nextInt(size.steps - 2);
    return lengths;
  }

  float[][] matrix(int rows, int columns, float bound) {
    float[][] result = new float[rows][columns];
    for (float[] row : result) {
      for (int j = 0; j < columns; j++) {
        row[j] = symmetric(bound);
      }
    }
    return result;
  }

  private float symmetric(float bound) {
    return bound * (2 * random.nextFloat() - 1);
  }

  @SafeVarargs
  private <T> T pick(T... choices) {
    return choices[random.nextInt(choices.length)];
  }
}
