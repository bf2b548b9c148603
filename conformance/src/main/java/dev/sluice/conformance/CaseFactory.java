package dev.sluice.conformance;

import dev.sluice.core.nn.Direction;
import dev.sluice.core.nn.Reset;
import dev.sluice.core.tensor.Shape;
import dev.sluice.formats.cell.CellActivation;
import dev.sluice.formats.cell.CellActivation.Function;
import dev.sluice.formats.cell.CellKind;
import dev.sluice.formats.cell.CellSpec;
import dev.sluice.formats.cell.CellWeights;
import dev.sluice.formats.onnx.NdArray;
import dev.sluice.formats.onnx.RecurrentNode.Layout;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/// Draws a case from its number: the same number gives the same case, on every machine.
final class CaseFactory {
  private static final List<Function> GATES =
      List.of(Function.SIGMOID, Function.HARD_SIGMOID, Function.SOFTSIGN, Function.RELU);
  private static final List<Function> CANDIDATES =
      List.of(
          Function.TANH,
          Function.RELU,
          Function.LEAKY_RELU,
          Function.SCALED_TANH,
          Function.ELU,
          Function.SOFTSIGN,
          Function.AFFINE,
          Function.THRESHOLDED_RELU,
          Function.SOFTPLUS,
          Function.HARD_SIGMOID);

  private final Random random;
  private final int number;
  private final List<String> features = new ArrayList<>();

  private CaseFactory(int number) {
    this.number = number;
    random = new Random(7919L * number + 1);
  }

  static KitCase create(int number) {
    return new CaseFactory(number).create();
  }

  private boolean one(int in) {
    return random.nextInt(in) == 0;
  }

  private KitCase create() {
    CellKind kind =
        switch (number % 6) {
          case 4 -> CellKind.LSTM;
          case 5 -> CellKind.RNN;
          default -> CellKind.GRU;
        };
    Direction direction = Direction.values()[random.nextInt(3)];
    Reset reset = Reset.values()[random.nextInt(2)];
    int hidden = 3 + random.nextInt(6);
    int inputs = hidden + 1 + random.nextInt(3);
    int count = one(4) ? 2 : 1;
    boolean own = count == 1;
    Layout layout = own && one(6) ? Layout.BATCH_MAJOR : Layout.TIME_MAJOR;
    features.add(kind.name());
    features.add("direction " + direction.name().toLowerCase(java.util.Locale.ROOT));
    if (kind == CellKind.GRU) {
      features.add(reset == Reset.BEFORE_MATMUL ? "reset before" : "reset after");
    }
    note(count > 1, "two layers");
    note(layout == Layout.BATCH_MAJOR, "layout 1");
    CellSpec plain = CellSpec.plain(kind, inputs, hidden, direction, reset);
    boolean clipped = one(5);
    boolean coupled = kind == CellKind.LSTM && one(3);
    boolean others = one(3);
    note(clipped, "clip");
    note(coupled, "input_forget");
    note(others, "activations");
    CellSpec first =
        new CellSpec(
            kind,
            inputs,
            hidden,
            direction,
            reset,
            others ? activations(kind, direction) : plain.activations(),
            clipped ? 0.3f + random.nextFloat() : Float.POSITIVE_INFINITY,
            coupled ? CellSpec.Forget.COUPLED : CellSpec.Forget.OWN);
    boolean biased = !one(4);
    boolean peepholes = kind == CellKind.LSTM && one(3);
    note(!biased, "no bias");
    note(peepholes, "peepholes");
    List<CellSpec> layers = new ArrayList<>();
    List<List<CellWeights>> weights = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      CellSpec spec = i == 0 ? first : widened(first);
      layers.add(spec);
      weights.add(
          direction.parts().stream().map(part -> weights(spec, biased, peepholes)).toList());
    }
    return new CaseGraph(
            "%03d".formatted(number), features, layers, weights, layout, given(first, layers))
        .build();
  }

  private void note(boolean holds, String feature) {
    if (holds) {
      features.add(feature);
    }
  }

  private static CellSpec widened(CellSpec first) {
    return new CellSpec(
        first.kind(),
        first.hidden() * first.directions(),
        first.hidden(),
        first.direction(),
        first.reset(),
        first.activations(),
        first.clip(),
        first.forget());
  }

  private List<List<CellActivation>> activations(CellKind kind, Direction direction) {
    List<List<CellActivation>> sets = new ArrayList<>();
    for (int d = 0; d < direction.parts().size(); d++) {
      List<CellActivation> set = new ArrayList<>();
      for (int i = 0; i < kind.activations(); i++) {
        List<Function> from = i == 0 && kind != CellKind.RNN ? GATES : CANDIDATES;
        Function function = from.get(random.nextInt(from.size()));
        // All numbers are given, so that defaults, which runtimes differ in, do not matter.
        set.add(
            switch (function.numbers()) {
              case 0 -> function.standard();
              case 1 -> new CellActivation(function, 0.1f + random.nextFloat() / 2, 0);
              default ->
                  new CellActivation(
                      function, 0.2f + random.nextFloat() / 4, 0.3f + random.nextFloat() / 2);
            });
      }
      sets.add(set);
    }
    return sets;
  }

  private float[] numbers(int size, float scale) {
    float[] values = new float[size];
    for (int i = 0; i < size; i++) {
      values[i] = (float) random.nextGaussian() * scale;
    }
    return values;
  }

  private CellWeights weights(CellSpec spec, boolean biased, boolean peepholes) {
    int rows = spec.kind().gates() * spec.hidden();
    return new CellWeights(
        numbers(rows * spec.inputs(), 0.4f),
        numbers(rows * spec.hidden(), 0.4f),
        biased ? numbers(2 * rows, 0.4f) : new float[0],
        peepholes ? numbers(3 * spec.hidden(), 0.4f) : new float[0]);
  }

  /// X `[T,B,I]`, and perhaps lengths and initial states of each layer, time-major.
  private Map<String, NdArray> given(CellSpec first, List<CellSpec> layers) {
    int steps = 3 + random.nextInt(5);
    int batch = 2 + random.nextInt(3);
    Map<String, NdArray> given = new LinkedHashMap<>();
    int size = steps * batch * first.inputs();
    given.put("X", NdArray.of(Shape.of(steps, batch, first.inputs()), numbers(size, 1)));
    boolean lengths = one(2);
    if (lengths) {
      long[] all = new long[batch];
      boolean zero = one(6);
      for (int b = 0; b < batch; b++) {
        all[b] = 1L + random.nextInt(steps);
      }
      all[0] = zero ? 0 : steps;
      features.add("sequence_lens");
      note(zero, "length 0 (extension)");
      given.put(
          "sequence_lens",
          new NdArray.Longs(dev.sluice.formats.onnx.DataType.INT32, Shape.of(batch), all));
    }
    boolean states = one(2);
    note(states, "initial states");
    for (int i = 0; states && i < layers.size(); i++) {
      Shape shape = Shape.of(first.directions(), batch, first.hidden());
      given.put("initial_h_" + i, NdArray.of(shape, numbers(shape.size(), 0.5f)));
      if (first.kind() == CellKind.LSTM) {
        given.put("initial_c_" + i, NdArray.of(shape, numbers(shape.size(), 0.5f)));
      }
    }
    return given;
  }
}
