package dev.sluice.bench.peer;

import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_BIAS;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_DST_ITER;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_DST_LAYER;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_SRC_ITER;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_SRC_LAYER;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_WEIGHTS_ITER;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_WEIGHTS_LAYER;

import dev.sluice.bench.Numbers;
import dev.sluice.bench.Peer;
import dev.sluice.bench.Workload;
import dev.sluice.core.nn.Reset;
import java.util.ArrayList;
import java.util.List;
import org.bytedeco.dnnl.global.dnnl.prop_kind;
import org.bytedeco.dnnl.global.dnnl.rnn_direction;
import org.bytedeco.dnnl.gru_forward;
import org.bytedeco.dnnl.lbr_gru_forward;
import org.bytedeco.dnnl.memory;
import org.bytedeco.dnnl.memory.format_tag;
import org.bytedeco.dnnl.primitive;
import org.bytedeco.dnnl.rnn_primitive_desc_base;
import org.bytedeco.javacpp.FloatPointer;

/// oneDNN's GRU primitives, weights in the layout that it chooses, once. Threads: OMP_NUM_THREADS.
public final class OneDnnPeer implements Peer {
  private final Dnnl dnnl = new Dnnl();

  @Override
  public String name() {
    return "oneDNN 3.11";
  }

  @Override
  public boolean offers(Workload workload, Reset reset) {
    return !workload.trains() || reset == Reset.AFTER_MATMUL;
  }

  @Override
  public Session open(Workload workload, Reset reset, Numbers numbers) {
    return workload.trains()
        ? new OneDnnTraining(dnnl, workload, numbers)
        : new Forward(workload, reset, numbers);
  }

  private record Made(rnn_primitive_desc_base desc, primitive primitive) {}

  private final class Forward implements Session {
    private final Workload workload;
    private final List<Dnnl.Call> calls = new ArrayList<>();
    private final memory before;
    private final memory after;
    private final memory y;
    private final FloatPointer beforeData;
    private final FloatPointer afterData;
    private final float[] state;

    Forward(Workload w, Reset reset, Numbers numbers) {
      workload = w;
      Workload.Stack s = w.stack();
      int d = s.directions();
      memory.desc iter = Dnnl.desc(format_tag.ldnc, 1, d, w.batch(), s.hidden());
      before = dnnl.of(iter, new float[d * w.batch() * s.hidden()]);
      after = dnnl.empty(iter);
      beforeData = Dnnl.data(before);
      afterData = Dnnl.data(after);
      state = new float[s.hidden()];
      memory from =
          dnnl.of(Dnnl.desc(format_tag.tnc, w.steps(), w.batch(), s.inputs()), numbers.x());
      for (int layer = 0; layer < s.layers(); layer++) {
        DnnlWeights weights = DnnlWeights.of(dnnl, w, reset, layer, numbers);
        memory to = dnnl.empty(Dnnl.desc(format_tag.tnc, w.steps(), w.batch(), d * s.hidden()));
        calls.add(layer(reset, weights, from, to));
        from = to;
      }
      y = from;
    }

    private Dnnl.Call layer(Reset reset, DnnlWeights weights, memory from, memory to) {
      Made made = make(reset, weights, from, to);
      return Dnnl.call(
          made.primitive,
          DNNL_ARG_SRC_LAYER,
          from,
          DNNL_ARG_SRC_ITER,
          before,
          DNNL_ARG_WEIGHTS_LAYER,
          dnnl.as(weights.layer(), made.desc.weights_layer_desc()),
          DNNL_ARG_WEIGHTS_ITER,
          dnnl.as(weights.iter(), made.desc.weights_iter_desc()),
          DNNL_ARG_BIAS,
          weights.bias(),
          DNNL_ARG_DST_LAYER,
          to,
          DNNL_ARG_DST_ITER,
          after);
    }

    private Made make(Reset reset, DnnlWeights weights, memory from, memory to) {
      rnn_direction direction =
          workload.stack().directions() == 2
              ? rnn_direction.bidirectional_concat
              : rnn_direction.unidirectional_left2right;
      memory.desc layer = any(weights.layer());
      memory.desc iter = any(weights.iter());
      memory.desc state = before.get_desc();
      if (reset == Reset.AFTER_MATMUL) {
        lbr_gru_forward.primitive_desc desc =
            new lbr_gru_forward.primitive_desc(
                dnnl.cpu,
                prop_kind.forward_inference,
                direction,
                from.get_desc(),
                state,
                layer,
                iter,
                weights.bias().get_desc(),
                to.get_desc(),
                state);
        return new Made(desc, new lbr_gru_forward(desc));
      }
      gru_forward.primitive_desc desc =
          new gru_forward.primitive_desc(
              dnnl.cpu,
              prop_kind.forward_inference,
              direction,
              from.get_desc(),
              state,
              layer,
              iter,
              weights.bias().get_desc(),
              to.get_desc(),
              state);
      return new Made(desc, new gru_forward(desc));
    }

    /// The same extents, the layout for oneDNN to choose.
    private static memory.desc any(memory memory) {
      long[] dims = new long[memory.get_desc().get_ndims()];
      memory.get_desc().get_dims().get(dims);
      return Dnnl.desc(format_tag.any, dims);
    }

    @Override
    public void run() {
      if (workload.kind() == Workload.Kind.STEP) {
        step(state);
      } else {
        calls.forEach(dnnl::run);
      }
    }

    private void step(float[] values) {
      beforeData.put(values);
      dnnl.run(calls.getFirst());
      afterData.get(values);
    }

    @Override
    public float[] result() {
      if (workload.kind() == Workload.Kind.STEP) {
        float[] from = Peer.state(state.length);
        step(from);
        return from;
      }
      run();
      return Dnnl.values(y);
    }
  }
}
