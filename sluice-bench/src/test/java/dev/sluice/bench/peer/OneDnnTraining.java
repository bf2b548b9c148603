package dev.sluice.bench.peer;

import static org.bytedeco.dnnl.global.dnnl.*;

import dev.sluice.bench.Numbers;
import dev.sluice.bench.Peer;
import dev.sluice.bench.Workload;
import dev.sluice.core.nn.Reset;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.ArrayList;
import java.util.List;
import org.bytedeco.dnnl.eltwise_forward;
import org.bytedeco.dnnl.global.dnnl.algorithm;
import org.bytedeco.dnnl.global.dnnl.prop_kind;
import org.bytedeco.dnnl.global.dnnl.rnn_direction;
import org.bytedeco.dnnl.inner_product_backward_data;
import org.bytedeco.dnnl.inner_product_backward_weights;
import org.bytedeco.dnnl.inner_product_forward;
import org.bytedeco.dnnl.lbr_gru_backward;
import org.bytedeco.dnnl.lbr_gru_forward;
import org.bytedeco.dnnl.memory;
import org.bytedeco.dnnl.memory.format_tag;
import org.bytedeco.dnnl.softmax_forward;
import org.jspecify.annotations.Nullable;

/// A training step by oneDNN's primitives, driven by hand, as somebody who knows it well would: its
/// GRU forward and backward, inner products, softmax; what it has not (Adam, rows of an embedding)
/// in Java's vectors on the same memory.
///
/// ```
/// ids ─► x [T,B,I] ─► GRU ─► y [T·B,H] ─► inner product ─► o [T·B,O] ─► loss
///        dx ◄──────── GRU ◄─ dy ◄─────── inner product ◄─ do ◄─────── (softmax − 1) / T·B, 2·o / T·B
/// ```
final class OneDnnTraining implements Peer.Session {
  private final Dnnl dnnl;
  private final Workload workload;
  private final Numbers numbers;
  private final List<Dnnl.Call> forward = new ArrayList<>();
  private final List<Dnnl.Call> backward = new ArrayList<>();
  private final List<Copy> copies = new ArrayList<>();
  private final List<DnnlAdam> optimisers = new ArrayList<>();
  private final memory x;
  private final memory dx;
  private final memory outputs;
  private final memory outputsGradient;
  private final @Nullable Table table;

  /// The gradients that a GRU's backward pass adds to.
  private final List<MemorySegment> added = new ArrayList<>();

  /// No primitive holds the embedding: without these its memory would be given back.
  private List<memory> kept = List.of();

  private int steps;

  /// Values that one primitive wants in another layout than the optimiser.
  private record Copy(memory from, memory to) {}

  /// An embedding and its gradient.
  private record Table(MemorySegment values, MemorySegment gradient) {}

  OneDnnTraining(Dnnl dnnl, Workload w, Numbers numbers) {
    this.dnnl = dnnl;
    this.workload = w;
    this.numbers = numbers;
    int h = w.stack().hidden();
    memory.desc in = Dnnl.desc(format_tag.tnc, w.steps(), w.batch(), w.stack().inputs());
    x = w.vocabulary() > 0 ? dnnl.empty(in) : dnnl.of(in, numbers.x());
    dx = dnnl.empty(in);
    memory y = dnnl.empty(Dnnl.desc(format_tag.tnc, w.steps(), w.batch(), h));
    memory dy = dnnl.empty(y.get_desc());
    memory.desc out = Dnnl.desc(format_tag.ab, w.rows(), w.outputs());
    outputs = dnnl.empty(out);
    outputsGradient = dnnl.empty(out);
    recurrent(y, dy);
    memory.desc rows = Dnnl.desc(format_tag.ab, w.rows(), h);
    linear(
        new memory(rows, dnnl.cpu, y.get_data_handle()),
        new memory(rows, dnnl.cpu, dy.get_data_handle()));
    loss();
    table = w.vocabulary() > 0 ? table() : null;
  }

  private void recurrent(memory y, memory dy) {
    int h = workload.stack().hidden();
    int inputs = workload.stack().inputs();
    DnnlWeights w = DnnlWeights.of(dnnl, workload, Reset.AFTER_MATMUL, 0, numbers);
    memory.desc none = new memory.desc();
    memory.desc anyLayer = Dnnl.desc(format_tag.any, 1, 1, inputs, 3, h);
    memory.desc anyIter = Dnnl.desc(format_tag.any, 1, 1, h, 3, h);
    memory.desc bias = w.bias().get_desc();
    lbr_gru_forward.primitive_desc f =
        new lbr_gru_forward.primitive_desc(
            dnnl.cpu,
            prop_kind.forward_training,
            rnn_direction.unidirectional_left2right,
            x.get_desc(),
            none,
            anyLayer,
            anyIter,
            bias,
            y.get_desc(),
            none);
    lbr_gru_backward.primitive_desc b =
        new lbr_gru_backward.primitive_desc(
            dnnl.cpu,
            prop_kind.backward,
            rnn_direction.unidirectional_left2right,
            x.get_desc(),
            none,
            anyLayer,
            anyIter,
            bias,
            y.get_desc(),
            none,
            x.get_desc(),
            none,
            w.layer().get_desc(),
            w.iter().get_desc(),
            bias,
            y.get_desc(),
            none,
            f);
    memory workspace = dnnl.empty(f.workspace_desc());
    memory dLayer = dnnl.empty(w.layer().get_desc());
    memory dIter = dnnl.empty(w.iter().get_desc());
    memory dBias = dnnl.empty(bias);
    forward.add(
        Dnnl.call(
            new lbr_gru_forward(f),
            DNNL_ARG_SRC_LAYER,
            x,
            DNNL_ARG_WEIGHTS_LAYER,
            copied(w.layer(), f.weights_layer_desc()),
            DNNL_ARG_WEIGHTS_ITER,
            copied(w.iter(), f.weights_iter_desc()),
            DNNL_ARG_BIAS,
            w.bias(),
            DNNL_ARG_DST_LAYER,
            y,
            DNNL_ARG_WORKSPACE,
            workspace));
    backward.add(
        Dnnl.call(
            new lbr_gru_backward(b),
            DNNL_ARG_SRC_LAYER,
            x,
            DNNL_ARG_WEIGHTS_LAYER,
            copied(w.layer(), b.weights_layer_desc()),
            DNNL_ARG_WEIGHTS_ITER,
            copied(w.iter(), b.weights_iter_desc()),
            DNNL_ARG_BIAS,
            w.bias(),
            DNNL_ARG_DST_LAYER,
            y,
            DNNL_ARG_WORKSPACE,
            workspace,
            DNNL_ARG_DIFF_DST_LAYER,
            dy,
            DNNL_ARG_DIFF_SRC_LAYER,
            dx,
            DNNL_ARG_DIFF_WEIGHTS_LAYER,
            dLayer,
            DNNL_ARG_DIFF_WEIGHTS_ITER,
            dIter,
            DNNL_ARG_DIFF_BIAS,
            dBias));
    added.addAll(List.of(floats(dLayer), floats(dIter), floats(dBias)));
    optimisers.add(new DnnlAdam(floats(w.layer()), floats(dLayer), 0));
    optimisers.add(new DnnlAdam(floats(w.iter()), floats(dIter), 0));
    // One bias here stands for two equal ones of u and of r elsewhere: it moves twice as fast.
    optimisers.add(new DnnlAdam(floats(w.bias()), floats(dBias), 2 * h));
  }

  private void linear(memory y, memory dy) {
    int h = workload.stack().hidden();
    int o = workload.outputs();
    memory weights = dnnl.of(Dnnl.desc(format_tag.ab, o, h), numbers.of("out.weight"));
    memory bias = dnnl.of(Dnnl.desc(format_tag.a, o), numbers.of("out.bias"));
    memory dWeights = dnnl.empty(weights.get_desc());
    memory dBias = dnnl.empty(bias.get_desc());
    memory.desc any = Dnnl.desc(format_tag.any, o, h);
    inner_product_forward.primitive_desc f =
        new inner_product_forward.primitive_desc(
            dnnl.cpu,
            prop_kind.forward_training,
            y.get_desc(),
            any,
            bias.get_desc(),
            outputs.get_desc());
    inner_product_backward_data.primitive_desc d =
        new inner_product_backward_data.primitive_desc(
            dnnl.cpu, y.get_desc(), any, outputs.get_desc(), f);
    inner_product_backward_weights.primitive_desc g =
        new inner_product_backward_weights.primitive_desc(
            dnnl.cpu, y.get_desc(), weights.get_desc(), bias.get_desc(), outputs.get_desc(), f);
    forward.add(
        Dnnl.call(
            new inner_product_forward(f),
            DNNL_ARG_SRC,
            y,
            DNNL_ARG_WEIGHTS,
            copied(weights, f.weights_desc()),
            DNNL_ARG_BIAS,
            bias,
            DNNL_ARG_DST,
            outputs));
    backward.addFirst(
        Dnnl.call(
            new inner_product_backward_data(d),
            DNNL_ARG_DIFF_DST,
            outputsGradient,
            DNNL_ARG_WEIGHTS,
            copied(weights, d.weights_desc()),
            DNNL_ARG_DIFF_SRC,
            dy));
    backward.addFirst(
        Dnnl.call(
            new inner_product_backward_weights(g),
            DNNL_ARG_SRC,
            y,
            DNNL_ARG_DIFF_DST,
            outputsGradient,
            DNNL_ARG_DIFF_WEIGHTS,
            dWeights,
            DNNL_ARG_DIFF_BIAS,
            dBias));
    optimisers.add(new DnnlAdam(floats(weights), floats(dWeights), 0));
    optimisers.add(new DnnlAdam(floats(bias), floats(dBias), 0));
  }

  private void loss() {
    memory.desc desc = outputs.get_desc();
    if (workload.vocabulary() > 0) {
      softmax_forward.primitive_desc s =
          new softmax_forward.primitive_desc(
              dnnl.cpu, prop_kind.forward_inference, algorithm.softmax_accurate, desc, desc, 1);
      forward.add(Dnnl.call(new softmax_forward(s), DNNL_ARG_SRC, outputs, DNNL_ARG_DST, outputs));
    }
    float scale = (workload.vocabulary() > 0 ? 1f : 2f) / workload.rows();
    eltwise_forward.primitive_desc e =
        new eltwise_forward.primitive_desc(
            dnnl.cpu, prop_kind.forward_inference, algorithm.eltwise_linear, desc, desc, scale, 0);
    forward.add(
        Dnnl.call(new eltwise_forward(e), DNNL_ARG_SRC, outputs, DNNL_ARG_DST, outputsGradient));
  }

  private Table table() {
    float[] values = numbers.of("embed.weight");
    memory.desc desc = Dnnl.desc(format_tag.ab, workload.vocabulary(), workload.stack().inputs());
    kept = List.of(dnnl.of(desc, values), dnnl.empty(desc));
    Table made = new Table(floats(kept.get(0)), floats(kept.get(1)));
    optimisers.add(new DnnlAdam(made.values, made.gradient, 0));
    return made;
  }

  private memory copied(memory from, memory.desc desc) {
    if (from.get_desc().equals(desc)) {
      return from;
    }
    memory to = dnnl.empty(desc);
    copies.add(new Copy(from, to));
    return to;
  }

  private static MemorySegment floats(memory memory) {
    return MemorySegment.ofAddress(memory.get_data_handle().address())
        .reinterpret(memory.get_desc().get_size());
  }

  private float step() {
    copies.forEach(c -> dnnl.copy(c.from, c.to));
    if (table != null) {
      DnnlRows.gather(table.values, numbers.ids(), workload.stack().inputs(), floats(x));
    }
    forward.forEach(dnnl::run);
    float loss = table == null ? meanSquare() : crossEntropy();
    added.forEach(gradient -> gradient.fill((byte) 0));
    backward.forEach(dnnl::run);
    if (table != null) {
      DnnlRows.scatter(floats(dx), numbers.ids(), workload.stack().inputs(), table.gradient);
    }
    steps++;
    optimisers.forEach(o -> o.step(steps));
    return loss;
  }

  private float meanSquare() {
    MemorySegment o = floats(outputs);
    double sum = 0;
    for (int i = 0; i < workload.rows(); i++) {
      float value = o.getAtIndex(ValueLayout.JAVA_FLOAT, i);
      sum += value * value;
    }
    return (float) (sum / workload.rows());
  }

  /// The loss, from what softmax left; and the gradient of the right classes.
  private float crossEntropy() {
    MemorySegment probability = floats(outputs);
    MemorySegment gradient = floats(outputsGradient);
    int rows = workload.rows();
    double sum = 0;
    for (int i = 0; i < rows; i++) {
      long at = (long) i * workload.vocabulary() + numbers.classes()[i];
      sum -= Math.log(probability.getAtIndex(ValueLayout.JAVA_FLOAT, at));
      float g = gradient.getAtIndex(ValueLayout.JAVA_FLOAT, at);
      gradient.setAtIndex(ValueLayout.JAVA_FLOAT, at, g - 1f / rows);
    }
    return (float) (sum / rows);
  }

  @Override
  public void run() {
    step();
  }

  @Override
  public float[] result() {
    float[] losses = new float[Peer.TRAINED];
    for (int i = 0; i < losses.length; i++) {
      losses[i] = step();
    }
    return losses;
  }
}
