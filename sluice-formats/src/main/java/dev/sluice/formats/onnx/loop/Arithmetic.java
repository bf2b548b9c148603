package dev.sluice.formats.onnx.loop;

import dev.sluice.formats.onnx.Node;
import dev.sluice.formats.onnx.loop.Affine.GatedState;
import dev.sluice.formats.onnx.loop.Affine.Part;
import dev.sluice.formats.onnx.loop.Affine.State;
import dev.sluice.formats.onnx.loop.Affine.View;
import dev.sluice.formats.onnx.loop.Form.Activated;
import dev.sluice.formats.onnx.loop.Form.Linear;
import dev.sluice.formats.onnx.loop.Form.Monomial;
import dev.sluice.formats.onnx.loop.Value.Constant;
import dev.sluice.formats.onnx.loop.Value.Index;
import dev.sluice.formats.onnx.loop.Value.Rows;
import dev.sluice.formats.onnx.loop.Value.Whole;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Products of matrices, and operators that go element by element.
final class Arithmetic {
  private Arithmetic() {}

  static List<Value> matmul(List<Value> in) throws NotRecognised {
    return in.get(0) instanceof Rows rows && in.get(1) instanceof Constant b
        ? product(rows, b, 1)
        : List.of();
  }

  static List<Value> gemm(Node node, List<Value> in) throws NotRecognised {
    boolean turned = node.integer("transB", 0) != 0;
    if (node.integer("transA", 0) != 0
        || !(in.get(0) instanceof Rows rows)
        || !(in.get(1) instanceof Constant b)
        || b.rank() != 2) {
      return List.of();
    }
    Constant matrix =
        turned
            ? new Constant(
                b.data(),
                b.offset(),
                new int[] {b.dims()[1], b.dims()[0]},
                new int[] {b.strides()[1], b.strides()[0]})
            : b;
    List<Value> product = product(rows, matrix, node.real("alpha", 1));
    if (in.size() < 3 || product.isEmpty()) {
      return product;
    }
    Form sum = ((Rows) product.getFirst()).only();
    Optional<Form> bias = form(in.get(2), sum.width());
    return bias.isEmpty()
        ? List.of()
        : List.of(Rows.of(sum.plus(bias.get().times(node.real("beta", 1)))));
  }

  /// Rows times a matrix `[width,N]`: each of the forms must be a source, perhaps cut or scaled.
  private static List<Value> product(Rows rows, Constant b, float scale) throws NotRecognised {
    if (b.rank() != 2 || b.dims()[0] != rows.width() || b.dims()[1] < 1) {
      return List.of();
    }
    int width = b.dims()[1];
    List<Part> parts = new ArrayList<>();
    int from = 0;
    for (Form form : rows.forms()) {
      Optional<Part> source = source(form);
      if (source.isEmpty()) {
        return List.of();
      }
      View view =
          new View(
              b.data(),
              b.offset() + from * b.strides()[0],
              b.strides()[1],
              b.strides()[0],
              source.get().view().offset(),
              form.width());
      parts.add(new Part(source.get().source(), view, source.get().scale() * scale));
      from += form.width();
    }
    return List.of(Rows.of(Form.of(new Affine(width, List.copyOf(parts), List.of()))));
  }

  /// A form that is a step, the state or a gated state.
  private static Optional<Part> source(Form form) {
    if (form.monomials().isEmpty()) {
      return form.affine().selection();
    }
    if (!form.affine().isZero() || form.monomials().size() != 1) {
      return Optional.empty();
    }
    Monomial product = form.monomials().getFirst();
    for (int i = 0; i < product.factors().size() && product.factors().size() == 2; i++) {
      boolean state =
          product.factors().get(i) instanceof Linear(Affine affine)
              && affine
                  .selection()
                  .filter(part -> part.source() instanceof State)
                  .filter(part -> part.view().offset() == 0)
                  .filter(part -> part.view().columns() == form.width())
                  .isPresent();
      if (state && product.factors().get(1 - i) instanceof Activated gate) {
        View view = View.selection(form.width());
        return Optional.of(new Part(new GatedState(gate), view, product.scale()));
      }
    }
    return Optional.empty();
  }

  static List<Value> of(Node node, List<Value> in) throws NotRecognised {
    Value first = in.getFirst();
    if (node.type().equals("Neg")) {
      return first instanceof Rows rows ? List.of(mapped(rows, -1)) : List.of();
    }
    if (node.type().equals("Sum")) {
      List<Value> sum = List.of(first);
      for (int i = 1; i < in.size() && !sum.isEmpty(); i++) {
        sum = binary("Add", sum.getFirst(), in.get(i));
      }
      return sum;
    }
    return in.size() == 2 ? binary(node.type(), first, in.get(1)) : List.of();
  }

  private static Rows mapped(Rows rows, float scale) {
    return new Rows(rows.forms().stream().map(form -> form.times(scale)).toList());
  }

  private static List<Value> binary(String type, Value a, Value b) throws NotRecognised {
    if (a instanceof Whole(var left) && b instanceof Whole(var right)) {
      return whole(type, left, right);
    }
    if (type.equals("Add") && (a instanceof Index || b instanceof Index)) {
      Value other = a instanceof Index ? b : a;
      Index index = (Index) (a instanceof Index ? a : b);
      return other.equals(Whole.of(1)) ? List.of(new Index(index.ahead() + 1)) : List.of();
    }
    int width = a instanceof Rows rows ? rows.width() : b instanceof Rows rows ? rows.width() : 0;
    Optional<Form> left = form(a, width);
    Optional<Form> right = form(b, width);
    if (width == 0 || left.isEmpty() || right.isEmpty()) {
      return List.of();
    }
    return switch (type) {
      case "Add" -> List.of(Rows.of(left.get().plus(right.get())));
      case "Sub" -> List.of(Rows.of(left.get().plus(right.get().times(-1))));
      case "Mul" -> List.of(Rows.of(left.get().times(right.get())));
      default -> List.of();
    };
  }

  /// Rows of one form, or a constant that is the same for all rows.
  private static Optional<Form> form(Value value, int width) throws NotRecognised {
    if (value instanceof Rows rows) {
      return rows.width() == width ? Optional.of(rows.only()) : Optional.empty();
    }
    if (!(value instanceof Constant constant)) {
      return Optional.empty();
    }
    int last = constant.rank() == 0 ? 1 : constant.dims()[constant.rank() - 1];
    boolean row = last == width && constant.size() == width;
    if (!row && constant.size() != 1) {
      return Optional.empty();
    }
    int stride = row && width > 1 ? constant.strides()[constant.rank() - 1] : 0;
    Affine.Bias bias = new Affine.Bias(constant.data(), constant.offset(), stride, 1);
    return Optional.of(Form.of(new Affine(width, List.of(), List.of(bias))));
  }

  private static List<Value> whole(
      String type, List<@Nullable Long> left, List<@Nullable Long> right) {
    int size = Math.max(left.size(), right.size());
    if (left.size() != size && left.size() != 1 || right.size() != size && right.size() != 1) {
      return List.of();
    }
    List<@Nullable Long> out = new ArrayList<>();
    for (int i = 0; i < size; i++) {
      Long a = left.get(left.size() == 1 ? 0 : i);
      Long b = right.get(right.size() == 1 ? 0 : i);
      boolean known = a != null && b != null && !(type.equals("Div") && b == 0);
      out.add(known ? result(type, a, b) : null);
    }
    return List.of(new Whole(out));
  }

  private static long result(String type, long a, long b) {
    return switch (type) {
      case "Add" -> a + b;
      case "Sub" -> a - b;
      case "Mul" -> a * b;
      default -> a / b;
    };
  }
}
