package dev.sluice.formats.onnx.loop;

import dev.sluice.formats.onnx.Node;
import dev.sluice.formats.onnx.loop.Value.Constant;
import dev.sluice.formats.onnx.loop.Value.Outer;
import dev.sluice.formats.onnx.loop.Value.Rows;
import dev.sluice.formats.onnx.loop.Value.Whole;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Operators that cut values and put them together, along the features.
final class Cutting {
  private Cutting() {}

  private static boolean isFeatures(long axis) {
    return axis == 1 || axis == -1;
  }

  static List<Value> split(Node node, List<Value> in) {
    long axis = node.integer("axis", 0);
    int count = node.outputs().size();
    if (!isFeatures(axis) && !(in.getFirst() instanceof Constant)) {
      return List.of();
    }
    int width = extent(in.getFirst(), axis);
    int[] sizes = new int[count];
    if (in.size() > 1) {
      if (!(in.get(1) instanceof Whole(var given)) || given.size() != count) {
        return List.of();
      }
      for (int i = 0; i < count; i++) {
        Long size = given.get(i);
        sizes[i] = size == null || size < 0 || size > width ? -1 : size.intValue();
      }
    } else if (node.integers("split").isPresent()) {
      long[] given = node.integers("split").get();
      for (int i = 0; i < count; i++) {
        sizes[i] = i < given.length && given[i] >= 0 && given[i] <= width ? (int) given[i] : -1;
      }
    } else {
      int each = count == 0 ? 0 : (width + count - 1) / count; // the last may be smaller
      for (int i = 0; i < count; i++) {
        sizes[i] = Math.min(each, width - i * each);
      }
    }
    List<Value> made = new ArrayList<>();
    int from = 0;
    for (int size : sizes) {
      List<Value> cut = size < 1 ? List.of() : cut(in.getFirst(), axis, from, size);
      if (cut.isEmpty()) {
        return List.of();
      }
      made.addAll(cut);
      from += size;
    }
    return made;
  }

  private static int extent(Value value, long axis) {
    return switch (value) {
      case Rows rows -> rows.width();
      case Constant constant when axis >= -constant.rank() && axis < constant.rank() ->
          constant.dims()[(int) (axis < 0 ? axis + constant.rank() : axis)];
      default -> 0;
    };
  }

  /// `[from, from+size)` along an axis.
  private static List<Value> cut(Value value, long axis, int from, int size) {
    if (from < 0 || size < 1 || from + size > extent(value, axis)) {
      return List.of();
    }
    return switch (value) {
      case Rows rows -> isFeatures(axis) ? List.of(cut(rows, from, size)) : List.of();
      case Constant all -> {
        int at = (int) (axis < 0 ? axis + all.rank() : axis);
        int[] dims = all.dims().clone();
        dims[at] = size;
        int offset = all.offset() + from * all.strides()[at];
        yield List.of(new Constant(all.data(), offset, dims, all.strides()));
      }
      default -> List.of();
    };
  }

  static Rows cut(Rows rows, int from, int size) {
    List<Form> forms = new ArrayList<>();
    int at = 0;
    for (Form form : rows.forms()) {
      int first = Math.max(from, at);
      int last = Math.min(from + size, at + form.width());
      if (first < last) {
        boolean whole = last - first == form.width();
        forms.add(whole ? form : form.slice(first - at, last - first));
      }
      at += form.width();
    }
    return new Rows(forms);
  }

  static List<Value> slice(Node node, List<Value> in) {
    long[] starts = integers(node, in, 1, "starts");
    long[] ends = integers(node, in, 2, "ends");
    if (starts.length != 1 || ends.length != 1) {
      return List.of();
    }
    long[] axes =
        in.size() > 3
            ? integers(node, in, 3, "axes")
            : node.integers("axes").orElse(new long[] {0});
    long[] steps = in.size() > 4 ? integers(node, in, 4, "steps") : new long[] {1};
    if (axes.length != 1 || steps.length != 1 || steps[0] != 1) {
      return List.of();
    }
    boolean all = starts[0] == 0 && ends[0] >= Integer.MAX_VALUE;
    if (in.getFirst() instanceof Outer || in.getFirst() instanceof Rows && axes[0] == 0) {
      return all ? List.of(in.getFirst()) : List.of(); // as `x[:, t]` begins
    }
    if (in.getFirst() instanceof Whole(var values)) {
      int from = at(starts[0], values.size());
      int to = at(ends[0], values.size());
      return from < to ? List.of(new Whole(values.subList(from, to))) : List.of();
    }
    int extent = extent(in.getFirst(), axes[0]);
    int from = at(starts[0], extent);
    return cut(in.getFirst(), axes[0], from, at(ends[0], extent) - from);
  }

  private static int at(long index, int extent) {
    return (int) Math.clamp(index < 0 ? index + extent : index, 0, extent);
  }

  private static long[] integers(Node node, List<Value> in, int input, String attribute) {
    if (in.size() > input) {
      return in.get(input) instanceof Whole(var values) && !values.contains(null)
          ? values.stream().mapToLong(Long::longValue).toArray()
          : new long[0];
    }
    return node.integers(attribute).orElse(new long[0]);
  }

  static List<Value> concat(Node node, List<Value> in) {
    if (in.stream().allMatch(value -> value instanceof Whole)) {
      List<@Nullable Long> all = new ArrayList<>();
      for (Value value : in) {
        all.addAll(((Whole) value).values());
        if (all.size() > Whole.MOST) {
          return List.of(); // no shape is so long, and lists could double with every node
        }
      }
      return List.of(new Whole(all));
    }
    if (!isFeatures(node.integer("axis", 0)) || !in.stream().allMatch(v -> v instanceof Rows)) {
      return List.of();
    }
    List<Form> all = new ArrayList<>();
    for (Value value : in) {
      all.addAll(((Rows) value).forms());
      if (all.size() > Rows.MOST) {
        return List.of(); // a GRU has four; lists could double with every node
      }
    }
    if (all.stream().mapToLong(Form::width).sum() > Integer.MAX_VALUE) {
      return List.of();
    }
    return List.of(new Rows(all));
  }

  /// Shape, and what changes it.
  static List<Value> shaped(Node node, List<Value> in) {
    Value first = in.getFirst();
    if (node.type().equals("Shape")) {
      return first instanceof Rows rows && !Surroundings.isPart(node)
          ? List.of(new Whole(Arrays.asList(null, (long) rows.width())))
          : List.of();
    }
    if (first instanceof Whole && !node.type().equals("Transpose")) {
      return List.of(first); // they are kept flat
    }
    boolean matrix = first instanceof Constant constant && constant.rank() == 2;
    if (node.type().equals("Transpose") && matrix) {
      Constant all = (Constant) first;
      long[] order = node.integers("perm").orElse(new long[] {1, 0});
      if (Arrays.equals(order, new long[] {1, 0})) {
        int[] dims = {all.dims()[1], all.dims()[0]};
        int[] strides = {all.strides()[1], all.strides()[0]};
        return List.of(new Constant(all.data(), all.offset(), dims, strides));
      }
    }
    return List.of();
  }
}
