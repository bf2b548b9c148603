package dev.sluice.it;

import com.sun.management.HotSpotDiagnosticMXBean;
import dev.sluice.core.autodiff.Gradients;
import dev.sluice.core.autodiff.Parameters;
import dev.sluice.core.autodiff.SeqVar;
import dev.sluice.core.autodiff.Tape;
import dev.sluice.core.autodiff.Var;
import dev.sluice.core.autodiff.Workspace;
import dev.sluice.core.model.RecurrentModel;
import dev.sluice.core.nn.Attention;
import dev.sluice.core.nn.Direction;
import dev.sluice.core.nn.GruSpec;
import dev.sluice.core.nn.InitialState;
import dev.sluice.core.nn.Linear;
import dev.sluice.core.nn.LstmSpec;
import dev.sluice.core.nn.Recurrent;
import dev.sluice.core.nn.RecurrentDropout;
import dev.sluice.core.nn.RecurrentSpec;
import dev.sluice.core.nn.RnnSpec;
import dev.sluice.core.stream.State;
import dev.sluice.core.stream.Stepper;
import dev.sluice.core.tensor.Lengths;
import dev.sluice.core.tensor.Seed;
import dev.sluice.core.tensor.Seq;
import dev.sluice.core.tensor.Tensor;
import dev.sluice.kernel.KernelChoice;
import java.lang.management.ManagementFactory;
import java.util.List;

/// Trains some networks, streams through them, and prints a hash of every bit that came out of
/// each: the same whatever JVM, kernels and threads it ran on.
///
/// Arguments: threads, hidden units, training steps, steps of a stream to warm up with.
public final class BitsProgram {
  private static final int INPUTS = 7;
  private static final Lengths LENGTHS = Lengths.of(5, 11, 0, 8, 11, 3);

  private final int threads;
  private final int hidden;
  private final int steps;
  private final int warmup;

  private BitsProgram(int threads, int hidden, int steps, int warmup) {
    this.threads = threads;
    this.hidden = hidden;
    this.steps = steps;
    this.warmup = warmup;
  }

  /// Prints the kernels, the bytes of their SIMD registers and the most bytes that this JVM uses,
  /// then a line for each network: the hash of its parameters, and of everything.
  public static void main(String[] args) {
    var program =
        new BitsProgram(
            Integer.parseInt(args[0]),
            Integer.parseInt(args[1]),
            Integer.parseInt(args[2]),
            Integer.parseInt(args[3]));
    var kernels = KernelChoice.current().kernels();
    System.out.printf(
        "%s %d of %s bytes%n", kernels.name(), Float.BYTES * kernels.lanes(), widestRegister());
    for (RecurrentSpec<?> spec : program.specs()) {
      program.run(spec);
    }
  }

  /// What `-XX:MaxVectorSize` came to: the JVM lowers it to what the processor has.
  private static String widestRegister() {
    return ManagementFactory.getPlatformMXBean(HotSpotDiagnosticMXBean.class)
        .getVMOption("MaxVectorSize")
        .getValue();
  }

  private List<RecurrentSpec<?>> specs() {
    return List.of(
        GruSpec.of(INPUTS, hidden).layers(2).dropout(0.1).initialState(InitialState.LEARNED),
        GruSpec.pytorch(INPUTS, hidden).direction(Direction.BOTH),
        GruSpec.of(INPUTS, hidden).layerNorm().recurrentDropout(RecurrentDropout.STATE, 0.1),
        LstmSpec.of(INPUTS, hidden).zoneout(0.1).layers(2),
        LstmSpec.of(INPUTS, hidden),
        RnnSpec.of(INPUTS, hidden));
  }

  private static final class Hash {
    private long value = 0xCBF29CE484222325L;

    void add(float... values) {
      for (float v : values) {
        value = (value ^ Float.floatToRawIntBits(v)) * 0x100000001B3L;
      }
    }
  }

  private static float[] random(long name, int count) {
    var seed = Seed.of(name);
    float[] values = new float[count];
    for (int i = 0; i < count; i++) {
      values[i] = 2 * seed.uniform(i) - 1;
    }
    return values;
  }

  private void run(RecurrentSpec<?> spec) {
    var hash = new Hash();
    var parameters = Parameters.initialised(Seed.of(3));
    var stack = Recurrent.create(spec, parameters.scope("stack"));
    var attention = Attention.additive(spec.outputSize(), INPUTS, 5, parameters.scope("attention"));
    var head = Linear.create(spec.outputSize() + INPUTS, 1, parameters.scope("head"));
    var x = Seq.packed(Tensor.matrix(rows(random(1, LENGTHS.rows() * INPUTS))), LENGTHS);
    float[] moments = new float[2 * parameters.complete().size()];
    var trained = new Hash();
    try (var workspace = Workspace.threads(threads)) {
      for (int step = 0; step < steps; step++) {
        try (var tape = workspace.record(Seed.of(step))) {
          Var in = tape.input(x.rows());
          SeqVar hidden = stack.forward(new SeqVar(in, LENGTHS));
          SeqVar context = attention.forward(hidden, tape.seq(x));
          Var y = head.forward(SeqVar.concat(hidden, context).tanh()).mean();
          Gradients gradients =
              tape.backward(y.minus(tape.constant(Tensor.zeros(6, 1)).shift(0.7f)).square().mean());
          hash.add(gradients.of(in).data());
          hash.add(gradients.values().toArray());
          adam(parameters.values(), gradients.clipNorm(1).values().toArray(), moments, step + 1);
        }
      }
      trained.add(parameters.values());
      hash.add(parameters.values());
      try (Tape tape = workspace.inference()) {
        hash.add(stack.forward(tape.seq(x)).copy().rows().data());
      }
    }
    if (spec.topology().direction() == Direction.FORWARD) {
      stream(RecurrentModel.freeze(stack).stepper(), hash);
    }
    System.out.printf("parameters %016x all %016x %s%n", trained.value, hash.value, spec);
  }

  private static float[][] rows(float[] flat) {
    float[][] rows = new float[flat.length / INPUTS][INPUTS];
    for (int i = 0; i < flat.length; i++) {
      rows[i / INPUTS][i % INPUTS] = flat[i];
    }
    return rows;
  }

  private static void adam(float[] values, float[] gradient, float[] moments, int step) {
    int n = values.length;
    float first = (float) (1 - StrictMath.pow(0.9, step));
    float second = (float) (1 - StrictMath.pow(0.999, step));
    for (int i = 0; i < n; i++) {
      moments[i] = 0.9f * moments[i] + 0.1f * gradient[i];
      moments[n + i] = 0.999f * moments[n + i] + 0.001f * gradient[i] * gradient[i];
      values[i] -=
          0.01f * (moments[i] / first) / ((float) Math.sqrt(moments[n + i] / second) + 1e-8f);
    }
  }

  /// The same events cold and hot.
  private void stream(Stepper stepper, Hash hash) {
    float[] cold = answers(stepper);
    float[] out = new float[stepper.outputSize()];
    State state = stepper.zeroState();
    float[] event = random(9, INPUTS);
    for (int i = 0; i < warmup; i++) {
      stepper.step(event, state, out);
    }
    float[] hot = answers(stepper);
    if (!java.util.Arrays.equals(cold, hot)) {
      throw new AssertionError("cold and hot differ");
    }
    hash.add(hot);
  }

  private static float[] answers(Stepper stepper) {
    State state = stepper.zeroState(3);
    float[] out = new float[3 * stepper.outputSize()];
    float[] all = new float[10 * out.length];
    for (int t = 0; t < 10; t++) {
      stepper.step(random(100 + t, 3 * INPUTS), state, out);
      System.arraycopy(out, 0, all, t * out.length, out.length);
    }
    return all;
  }
}
