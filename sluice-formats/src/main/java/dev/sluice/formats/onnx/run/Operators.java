package dev.sluice.formats.onnx.run;

import java.util.Map;
import java.util.TreeMap;

/// The operators that are known, by name.
final class Operators {
  private static final Map<String, Operator.Factory> ALL = all();

  private Operators() {}

  private static Map<String, Operator.Factory> all() {
    Map<String, Operator.Factory> operators = new TreeMap<>();
    Elementwise.addTo(operators);
    ShapeOperators.addTo(operators);
    PartOperators.addTo(operators);
    ProductOperators.addTo(operators);
    ReduceOperators.addTo(operators);
    Convolution.addTo(operators);
    SpaceOperators.addTo(operators);
    RecurrentOperator.addTo(operators);
    return Map.copyOf(operators);
  }

  static Map<String, Operator.Factory> known() {
    return ALL;
  }
}
