package dev.sluice.formats.onnx.run;

import dev.sluice.core.tensor.Shape;
import dev.sluice.formats.onnx.NdArray;
import java.util.Arrays;
import java.util.Map;

/// `Conv` and `ConvTranspose` over one or two axes of space, in plain loops.
///
/// ```
/// Conv           x [N,C,H,W]   w [M,C/g,kH,kW]   y[oh·s + k·d − pad] reads
/// ConvTranspose  x [N,C,H,W]   w [C,M/g,kH,kW]   x[h] is added to y[h·s + k·d − pad]
/// ```
///
/// One axis is computed as two, the first of extent 1.
final class Convolution {
  private final Call call;
  private final NdArray.Floats x;
  private final NdArray.Floats w;
  private final int groups;
  private final int[] size;
  private final int[] kernel;
  private final int[] stride;
  private final int[] dilation;
  private final int[] before;
  private final int[] after;

  private Convolution(Call call) {
    this.call = call;
    x = planar(call.floats(0));
    w = planar(call.floats(1));
    long asked = call.node().integer("group", 1);
    if (asked < 1 || asked > x.shape().dim(1) || x.shape().dim(1) % asked != 0) {
      throw call.error(asked + " groups of " + x.shape().dim(1) + " channels");
    }
    groups = (int) asked;
    size = new int[] {x.shape().dim(2), x.shape().dim(3)};
    kernel = new int[] {w.shape().dim(2), w.shape().dim(3)};
    stride = pair("strides", 1);
    dilation = pair("dilations", 1);
    int[] pads = pads();
    before = new int[] {pads[0], pads[1]};
    after = new int[] {pads[2], pads[3]};
  }

  static void addTo(Map<String, Operator.Factory> operators) {
    operators.put("Conv", plan -> (Operator.Single) call -> new Convolution(call).forward());
    operators.put(
        "ConvTranspose", plan -> (Operator.Single) call -> new Convolution(call).transposed());
  }

  private NdArray.Floats planar(NdArray.Floats value) {
    int[] dims = value.shape().dims();
    return switch (dims.length) {
      case 4 -> value;
      case 3 -> value.reshape(Shape.of(dims[0], dims[1], 1, dims[2]));
      default -> throw call.error(value + ": convolutions have one or two axes of space here");
    };
  }

  private boolean isLine() {
    return call.floats(0).shape().rank() == 3;
  }

  private int[] pair(String attribute, int otherwise) {
    long[] given = call.node().integers(attribute).orElse(null);
    if (given == null) {
      return new int[] {otherwise, otherwise};
    }
    for (long value : given) {
      if (value < 0 || value > 1 << 20) {
        throw call.error(attribute + " " + Arrays.toString(given));
      }
    }
    int expected = isLine() ? 1 : 2;
    if (given.length != expected) {
      throw call.error(attribute + " " + Arrays.toString(given) + " for " + expected + " axes");
    }
    return isLine() ? new int[] {1, (int) given[0]} : new int[] {(int) given[0], (int) given[1]};
  }

  /// Before both axes, then behind both.
  private int[] pads() {
    String auto = call.node().text("auto_pad", "NOTSET");
    if (!auto.equals("NOTSET") && !auto.equals("VALID")) {
      throw call.error("auto_pad " + auto + " is not known; write the pads out");
    }
    long[] given = call.node().integers("pads").orElse(null);
    if (given == null) {
      return new int[4];
    }
    if (given.length != (isLine() ? 2 : 4)
        || Arrays.stream(given).anyMatch(pad -> pad < 0 || pad > 1 << 20)) {
      throw call.error("pads " + Arrays.toString(given));
    }
    return isLine()
        ? new int[] {0, (int) given[0], 0, (int) given[1]}
        : new int[] {(int) given[0], (int) given[1], (int) given[2], (int) given[3]};
  }

  private NdArray shaped(int outputs, int[] extent, float[] out) {
    int batch = x.shape().dim(0);
    return new NdArray.Floats(
        isLine()
            ? Shape.of(batch, outputs, extent[1])
            : Shape.of(batch, outputs, extent[0], extent[1]),
        out);
  }

  private float[] begin(int outputs, int[] extent) {
    int batch = x.shape().dim(0);
    float[] out = call.newFloats(Shapes.of(call, batch, outputs, extent[0], extent[1]).size());
    if (call.has(2)) {
      float[] bias = call.floats(2).data();
      if (bias.length != outputs) {
        throw call.error(bias.length + " biases for " + outputs + " channels");
      }
      int area = extent[0] * extent[1];
      for (int i = 0; i < batch * outputs; i++) {
        Arrays.fill(out, i * area, (i + 1) * area, bias[i % outputs]);
      }
    }
    return out;
  }

  private NdArray forward() {
    int channels = x.shape().dim(1) / groups;
    int outputs = w.shape().dim(0);
    if (w.shape().dim(1) != channels || outputs % groups != 0) {
      throw call.error("weights " + w + " for " + x + " in " + groups + " groups");
    }
    int[] extent = new int[2];
    for (int a = 0; a < 2; a++) {
      long span = (long) dilation[a] * (kernel[a] - 1) + 1;
      long room = size[a] + before[a] + after[a] - span;
      if (stride[a] == 0 || room < 0) {
        throw call.error("weights " + w + " do not fit into " + x);
      }
      extent[a] = (int) (room / stride[a]) + 1;
    }
    float[] out = begin(outputs, extent);
    int area = extent[0] * extent[1];
    for (int n = 0; n < x.shape().dim(0); n++) {
      for (int m = 0; m < outputs; m++) {
        int group = m / (outputs / groups);
        for (int c = 0; c < channels; c++) {
          int plane = (n * x.shape().dim(1) + group * channels + c) * size[0] * size[1];
          int weights = (m * channels + c) * kernel[0] * kernel[1];
          int target = (n * outputs + m) * area;
          for (int kh = 0; kh < kernel[0]; kh++) {
            for (int kw = 0; kw < kernel[1]; kw++) {
              float weight = w.data()[weights + kh * kernel[1] + kw];
              add(out, target, extent, plane, kh, kw, weight);
            }
          }
        }
      }
    }
    return shaped(outputs, extent, out);
  }

  /// Adds one weight's products to a plane of outputs.
  private void add(float[] out, int target, int[] extent, int plane, int kh, int kw, float weight) {
    int shift = kw * dilation[1] - before[1];
    // The outputs whose window has this weight inside of x.
    int from = Math.max(0, Math.ceilDiv(-shift, stride[1]));
    int to = Math.min(extent[1], Math.floorDiv(size[1] - 1 - shift, stride[1]) + 1);
    for (int oh = 0; oh < extent[0]; oh++) {
      int h = oh * stride[0] + kh * dilation[0] - before[0];
      if (h < 0 || h >= size[0]) {
        continue;
      }
      int in = plane + h * size[1] + shift;
      int at = target + oh * extent[1];
      for (int ow = from; ow < to; ow++) {
        out[at + ow] = Math.fma(weight, x.data()[in + ow * stride[1]], out[at + ow]);
      }
    }
  }

  private NdArray transposed() {
    int channels = x.shape().dim(1);
    int perGroup = w.shape().dim(1);
    int outputs = perGroup * groups;
    if (w.shape().dim(0) != channels || call.node().integers("output_shape").isPresent()) {
      throw call.error("weights " + w + " for " + x + ", or an output_shape, which is not known");
    }
    int[] more = pair("output_padding", 0);
    int[] extent = new int[2];
    for (int a = 0; a < 2; a++) {
      int padding = isLine() && a == 0 ? 0 : more[a] % (1 << 20);
      long full =
          (long) stride[a] * (size[a] - 1) + padding + (long) (kernel[a] - 1) * dilation[a] + 1;
      long rest = Math.max(0, full - before[a] - after[a]);
      extent[a] = Shapes.of(call, rest).dim(0);
    }
    if (isLine()) {
      extent[0] = 1;
    }
    float[] out = begin(outputs, extent);
    int area = extent[0] * extent[1];
    for (int n = 0; n < x.shape().dim(0); n++) {
      for (int c = 0; c < channels; c++) {
        int group = c / (channels / groups);
        int plane = (n * channels + c) * size[0] * size[1];
        for (int m = 0; m < perGroup; m++) {
          int target = (n * outputs + group * perGroup + m) * area;
          int weights = (c * perGroup + m) * kernel[0] * kernel[1];
          for (int kh = 0; kh < kernel[0]; kh++) {
            for (int kw = 0; kw < kernel[1]; kw++) {
              float weight = w.data()[weights + kh * kernel[1] + kw];
              spread(out, target, extent, plane, kh, kw, weight);
            }
          }
        }
      }
    }
    return shaped(outputs, extent, out);
  }

  /// Adds one weight's products with all inputs to a plane of outputs.
  private void spread(
      float[] out, int target, int[] extent, int plane, int kh, int kw, float weight) {
    int shift = kw * dilation[1] - before[1];
    if (stride[1] == 0) {
      throw call.error("a stride of 0");
    }
    // The inputs that this weight takes to a place inside of the outputs.
    int from = Math.max(0, Math.ceilDiv(-shift, stride[1]));
    int to = Math.min(size[1], Math.floorDiv(extent[1] - 1 - shift, stride[1]) + 1);
    for (int h = 0; h < size[0]; h++) {
      int oh = h * stride[0] + kh * dilation[0] - before[0];
      if (oh < 0 || oh >= extent[0]) {
        continue;
      }
      int in = plane + h * size[1];
      int at = target + oh * extent[1] + shift;
      for (int v = from; v < to; v++) {
        int place = at + v * stride[1];
        out[place] = Math.fma(x.data()[in + v], weight, out[place]);
      }
    }
  }
}
