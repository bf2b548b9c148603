package dev.sluice.bench.peer;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import dev.sluice.bench.Numbers;
import dev.sluice.bench.Peer;
import dev.sluice.bench.Workload;
import dev.sluice.core.nn.Reset;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.util.Map;

/// ONNX Runtime's GRU operator: both places of the reset gate, no training. Inputs and outputs are
/// buffers outside the heap, made once and reused, the fastest way that its API offers.
public final class OnnxRuntimePeer implements Peer {
  private final OrtEnvironment environment = OrtEnvironment.getEnvironment();
  private final int threads;

  /// @param threads within an operator
  public OnnxRuntimePeer(int threads) {
    this.threads = threads;
  }

  @Override
  public String name() {
    return "ONNX Runtime " + environment.getVersion();
  }

  @Override
  public boolean offers(Workload workload, Reset reset) {
    return !workload.trains();
  }

  @Override
  public Session open(Workload workload, Reset reset, Numbers numbers) {
    try {
      return new Run(workload, OnnxModel.of(workload, reset, numbers), numbers);
    } catch (OrtException e) {
      throw new IllegalStateException(e);
    }
  }

  private final class Run implements Session {
    private final OrtSession session;
    private final Workload workload;
    private final FloatBuffer h0;
    private final FloatBuffer y;
    private final FloatBuffer h;
    private final float[] state;
    private final Map<String, OnnxTensor> inputs;
    private final Map<String, OnnxTensor> outputs;

    Run(Workload w, byte[] model, Numbers numbers) throws OrtException {
      try (OrtSession.SessionOptions options = new OrtSession.SessionOptions()) {
        options.setIntraOpNumThreads(threads);
        options.setInterOpNumThreads(1);
        session = environment.createSession(model, options);
      }
      workload = w;
      int d = w.stack().directions();
      int hidden = w.stack().hidden();
      FloatBuffer x = buffer(w.rows() * w.stack().inputs());
      x.put(0, numbers.x());
      h0 = buffer(d * w.batch() * hidden);
      y = buffer(w.rows() * d * hidden);
      h = buffer(d * w.batch() * hidden);
      state = new float[hidden];
      inputs =
          Map.of(
              "x", tensor(x, w.steps(), w.batch(), w.stack().inputs()),
              "h0", tensor(h0, d, w.batch(), hidden));
      outputs =
          Map.of(
              "y", tensor(y, w.steps(), w.batch(), (long) d * hidden),
              "h", tensor(h, d, w.batch(), hidden));
    }

    private OnnxTensor tensor(FloatBuffer buffer, long... shape) throws OrtException {
      return OnnxTensor.createTensor(environment, buffer, shape);
    }

    private static FloatBuffer buffer(int floats) {
      return ByteBuffer.allocateDirect(4 * floats).order(ByteOrder.nativeOrder()).asFloatBuffer();
    }

    @Override
    public void run() {
      if (workload.kind() == Workload.Kind.STEP) {
        step(state);
      } else {
        compute();
      }
    }

    private void step(float[] values) {
      h0.put(0, values);
      compute();
      h.get(0, values);
    }

    private void compute() {
      try (OrtSession.Result result = session.run(inputs, outputs)) {
        // The outputs are the buffers'.
      } catch (OrtException e) {
        throw new IllegalStateException(e);
      }
    }

    @Override
    public float[] result() {
      if (workload.kind() == Workload.Kind.STEP) {
        float[] from = Peer.state(state.length);
        step(from);
        return from;
      }
      compute();
      float[] values = new float[y.capacity()];
      y.get(0, values);
      return values;
    }

    @Override
    public void close() {
      try {
        inputs.values().forEach(OnnxTensor::close);
        outputs.values().forEach(OnnxTensor::close);
        session.close();
      } catch (OrtException e) {
        throw new IllegalStateException(e);
      }
    }
  }
}
