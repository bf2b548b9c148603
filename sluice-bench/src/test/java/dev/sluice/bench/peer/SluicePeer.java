package dev.sluice.bench.peer;

import dev.sluice.bench.Numbers;
import dev.sluice.bench.Peer;
import dev.sluice.bench.Workload;
import dev.sluice.core.autodiff.Ops;
import dev.sluice.core.autodiff.Parameters;
import dev.sluice.core.autodiff.SeqVar;
import dev.sluice.core.autodiff.Tape;
import dev.sluice.core.autodiff.Var;
import dev.sluice.core.autodiff.Workspace;
import dev.sluice.core.nn.Embedding;
import dev.sluice.core.nn.Gru;
import dev.sluice.core.nn.Linear;
import dev.sluice.core.nn.PackedStack;
import dev.sluice.core.nn.Precision;
import dev.sluice.core.nn.Reset;
import dev.sluice.core.tensor.Lengths;
import dev.sluice.core.tensor.Seed;
import dev.sluice.core.tensor.Seq;
import dev.sluice.core.tensor.Shape;
import dev.sluice.core.tensor.Tensor;
import dev.sluice.kernel.CheckedKernels;
import dev.sluice.train.optim.Adam;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// This library, as its users call it.
public final class SluicePeer implements Peer {
  private final CheckedKernels kernels;
  private final Precision precision;
  private final Workspace workspace;

  /// @param threads of all whole-sequence work
  /// @param precision of the weights of single steps
  public SluicePeer(int threads, CheckedKernels kernels, Precision precision) {
    this.kernels = kernels;
    this.precision = precision;
    workspace = Workspace.of(threads, kernels);
  }

  @Override
  public String name() {
    return precision == Precision.FLOAT32 ? "Sluice" : "Sluice, bf16";
  }

  @Override
  public boolean offers(Workload workload, Reset reset) {
    return precision == Precision.FLOAT32 || workload.kind() == Workload.Kind.STEP;
  }

  @Override
  public double tolerance() {
    return precision == Precision.FLOAT32 ? 2e-4 : 1e-2;
  }

  @Override
  public Session open(Workload workload, Reset reset, Numbers numbers) {
    Parameters loaded = Parameters.loaded(numbers.parameters());
    return switch (workload.kind()) {
      case SEQUENCE -> new Sequence(workload, reset, numbers, loaded);
      case STEP -> new Step(workload, reset, numbers, loaded);
      case TRAINING, LANGUAGE -> new Training(workload, reset, numbers, loaded);
    };
  }

  private static Seq seq(Workload workload, Numbers numbers) {
    Tensor x = Tensor.of(Shape.of(workload.rows(), workload.stack().inputs()), numbers.x());
    return Seq.packed(x, Lengths.equal(workload.batch(), workload.steps()));
  }

  private final class Sequence implements Session {
    private final Gru gru;
    private final Seq x;

    Sequence(Workload workload, Reset reset, Numbers numbers, Parameters parameters) {
      gru = Gru.create(workload.spec(reset), parameters.scope("gru"));
      parameters.complete();
      x = seq(workload, numbers);
    }

    @Override
    public void run() {
      try (Tape tape = workspace.inference()) {
        gru.forward(tape.seq(x));
      }
    }

    @Override
    public float[] result() {
      try (Tape tape = workspace.inference()) {
        return gru.forward(tape.seq(x)).rows().copy().data();
      }
    }
  }

  private final class Step implements Session {
    private final PackedStack stack;
    private final PackedStack.Scratch scratch;
    private final float[] x;
    private final float[] state;

    Step(Workload workload, Reset reset, Numbers numbers, Parameters parameters) {
      Gru gru = Gru.create(workload.spec(reset), parameters.scope("gru"));
      stack = PackedStack.of(gru, kernels, precision);
      scratch = stack.scratch(1);
      x = numbers.x();
      state = stack.initialState();
    }

    @Override
    public void run() {
      stack.step(scratch, x, 0, state, 0);
    }

    @Override
    public float[] result() {
      float[] from = Peer.state(state.length);
      stack.step(scratch, x, 0, from, 0);
      return from;
    }
  }

  /// The layers on one set of parameters.
  private record Net(@Nullable Embedding embedding, Gru gru, Linear out) {
    static Net of(Workload workload, Reset reset, Parameters parameters) {
      Workload.Stack stack = workload.stack();
      int v = workload.vocabulary();
      Embedding embedding =
          v == 0 ? null : Embedding.create(v, stack.inputs(), parameters.scope("embed"));
      Gru gru = Gru.create(workload.spec(reset), parameters.scope("gru"));
      Linear out = Linear.create(stack.hidden(), workload.outputs(), parameters.scope("out"));
      parameters.complete();
      return new Net(embedding, gru, out);
    }
  }

  private final class Training implements Session {
    private final Parameters parameters;
    private final Net net;
    private final Numbers numbers;
    private final Lengths lengths;
    private final @Nullable Seq x;
    private final Adam adam = Adam.rate(RATE);

    Training(Workload workload, Reset reset, Numbers numbers, Parameters loaded) {
      this.numbers = numbers;
      lengths = Lengths.equal(workload.batch(), workload.steps());
      Net.of(workload, reset, loaded);
      parameters = loaded.thaw();
      net = Net.of(workload, reset, parameters);
      x = workload.vocabulary() == 0 ? seq(workload, numbers) : null;
    }

    private float step() {
      try (Tape tape = workspace.record(Seed.of(5))) {
        Var loss = loss(tape);
        adam.step(parameters, tape.backward(loss));
        return loss.item();
      }
    }

    private Var loss(Tape tape) {
      if (x != null) {
        return net.out.forward(net.gru.forward(tape.seq(x))).rows().square().mean();
      }
      Embedding embedding = Objects.requireNonNull(net.embedding);
      SeqVar words = new SeqVar(embedding.forward(tape, numbers.ids()), lengths);
      Var logits = net.out.forward(net.gru.forward(words)).rows();
      return Ops.crossEntropy(logits, 0, numbers.classes());
    }

    @Override
    public void run() {
      step();
    }

    @Override
    public float[] result() {
      float[] losses = new float[TRAINED];
      for (int i = 0; i < losses.length; i++) {
        losses[i] = step();
      }
      return losses;
    }
  }

  @Override
  public void close() {
    workspace.close();
  }
}
