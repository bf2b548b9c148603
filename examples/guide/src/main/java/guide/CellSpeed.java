package guide;

import dev.sluice.core.autodiff.Parameters;
import dev.sluice.core.autodiff.Tape;
import dev.sluice.core.autodiff.Workspace;
import dev.sluice.core.model.RecurrentModel;
import dev.sluice.core.nn.GruSpec;
import dev.sluice.core.nn.LstmSpec;
import dev.sluice.core.nn.Recurrent;
import dev.sluice.core.nn.RecurrentSpec;
import dev.sluice.core.nn.RnnSpec;
import dev.sluice.core.stream.State;
import dev.sluice.core.stream.Stepper;
import dev.sluice.core.tensor.Seed;
import dev.sluice.core.tensor.Seq;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.ArrayList;
import java.util.List;

/// The time of a step of the three cells, on one thread of this machine: the median of interleaved
/// rounds, in processor time of the thread. Not repeatable to the digit, so no test compares it.
final class CellSpeed implements Part {
  private static final int UNITS = 32;
  private static final int BATCH = 32;
  private static final int LENGTH = 50;
  private static final int ROUNDS = 21;
  private static final ThreadMXBean CLOCK = ManagementFactory.getThreadMXBean();

  /// What is timed: `once` does it `times` times.
  private record Timed(int times, Runnable once, List<Double> nanos) {
    void round(int repeats) {
      long start = CLOCK.getCurrentThreadCpuTime();
      for (int i = 0; i < repeats; i++) {
        once.run();
      }
      nanos.add((double) (CLOCK.getCurrentThreadCpuTime() - start) / repeats / times);
    }

    double median() {
      return nanos.stream().sorted().skip(nanos.size() / 2).findFirst().orElseThrow();
    }
  }

  @Override
  public void write(Page page) {
    List<Words> names = List.of(Words.same("RNN"), Words.same("GRU"), Words.same("LSTM"));
    List<RecurrentSpec<?>> specs =
        List.of(
            RnnSpec.of(Recall.INPUTS, UNITS),
            GruSpec.of(Recall.INPUTS, UNITS),
            LstmSpec.of(Recall.INPUTS, UNITS));
    try (Workspace workspace = Workspace.threads(1)) {
      List<Timed> streams = specs.stream().map(CellSpeed::stream).toList();
      List<Timed> trainings = specs.stream().map(spec -> training(spec, workspace)).toList();
      for (int round = 0; round < 2 * ROUNDS; round++) {
        streams.forEach(timed -> timed.round(20));
        trainings.forEach(timed -> timed.round(20));
        if (round == ROUNDS) { // the first half was warming up
          streams.forEach(timed -> timed.nanos.clear());
          trainings.forEach(timed -> timed.nanos.clear());
        }
      }
      Table table =
          Table.of(
              Words.of("cell, I = 8, H = 32", "单元，I = 8，H = 32"),
              Words.of("a streamed step, ns", "流式一步，ns"),
              Words.of("a trained step of a sequence, ns", "训练时每条序列的一步，ns"));
      for (int i = 0; i < specs.size(); i++) {
        table.row(names.get(i), whole(streams.get(i).median()), whole(trainings.get(i).median()));
      }
      page.block("speed", table.text());
    }
    double load = ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage();
    System.out.println(Text.of("load of the machine %.1f", load));
  }

  private static String whole(double nanos) {
    return Text.of("%.0f", nanos);
  }

  private static Recurrent create(RecurrentSpec<?> spec) {
    return Recurrent.create(spec, Parameters.initialised(Seed.of(1)).scope("cell"));
  }

  private static Timed stream(RecurrentSpec<?> spec) {
    Stepper stepper = RecurrentModel.freeze(create(spec)).stepper();
    State state = stepper.zeroState();
    float[] out = new float[UNITS];
    float[] x = {0, 1, 0, 0, 0, 0, 0, 0};
    Runnable once =
        () -> {
          for (int i = 0; i < 1000; i++) {
            stepper.step(x, state, out);
          }
        };
    return new Timed(1000, once, new ArrayList<>());
  }

  private static Timed training(RecurrentSpec<?> spec, Workspace workspace) {
    Recurrent stack = create(spec);
    Seq x = Recall.of(LENGTH).sequences(BATCH, Seed.of(1)).x();
    Runnable once =
        () -> {
          try (Tape tape = workspace.record(Seed.of(1))) {
            tape.backward(stack.forward(tape.seq(x)).rows().sum());
          }
        };
    return new Timed(BATCH * LENGTH, once, new ArrayList<>());
  }
}
