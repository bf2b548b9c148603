package dev.sluice.formats.onnx.loop;

import dev.sluice.core.tensor.Shape;
import dev.sluice.formats.onnx.NdArray;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// What a value in a loop's body is known to be.
sealed interface Value {
  /// A row for each sequence, `[B,width]`, of forms side by side.
  record Rows(List<Form> forms) implements Value {
    /// A GRU has four side by side.
    static final int MOST = 64;

    static Rows of(Form form) {
      return new Rows(List.of(form));
    }

    int width() {
      return forms.stream().mapToInt(Form::width).reduce(0, Math::addExact);
    }

    Form only() throws NotRecognised {
      if (forms.size() != 1) {
        throw new NotRecognised("its body computes with values side by side as a GRU does not");
      }
      return forms.getFirst();
    }
  }

  /// A constant of floats, perhaps turned or cut.
  ///
  /// @param strides of each axis within the data
  record Constant(float[] data, int offset, int[] dims, int[] strides) implements Value {
    static Constant of(NdArray.Floats array) {
      Shape shape = array.shape();
      int[] strides = new int[shape.rank()];
      int stride = 1;
      for (int axis = shape.rank() - 1; axis >= 0; axis--) {
        strides[axis] = stride;
        stride *= shape.dim(axis);
      }
      return new Constant(array.data(), 0, shape.dims(), strides);
    }

    int rank() {
      return dims.length;
    }

    int size() {
      int size = 1;
      for (int dim : dims) {
        size *= dim;
      }
      return size;
    }
  }

  /// Integers, flat; null where one is not known, such as the number of sequences.
  record Whole(List<@Nullable Long> values) implements Value {
    /// No shape, and nothing that cuts one, is longer.
    static final int MOST = 64;

    /// Known if they are few: a table of integers is no shape, and takes much memory like this.
    static Optional<Value> few(long... values) {
      return values.length > MOST ? Optional.empty() : Optional.of(of(values));
    }

    static Whole of(long... values) {
      List<@Nullable Long> all = new ArrayList<>();
      for (long value : values) {
        all.add(value);
      }
      return new Whole(all);
    }
  }

  /// A value of the graph around the loop that is no constant.
  record Outer(String name) implements Value {}

  /// The number of the iteration, from 0, plus a constant.
  record Index(long ahead) implements Value {}

  /// A condition: always true; or whether the next iteration's number is below a value.
  ///
  /// @param bounds values of the graph around the loop
  record Condition(List<String> bounds) implements Value {
    /// A loop ends where its steps do, which it may look at twice.
    private static final int MOST = 8;

    /// Both of them, if they are few; lists could double with every node.
    Optional<Value> and(Condition other) {
      Set<String> all = new LinkedHashSet<>(bounds);
      all.addAll(other.bounds);
      return all.size() > MOST ? Optional.empty() : Optional.of(new Condition(List.copyOf(all)));
    }
  }

  /// A sequence that the loop appends to.
  ///
  /// @param carried which carried value
  /// @param appended what was appended in this iteration
  record Growing(int carried, @Nullable Rows appended) implements Value {}
}
