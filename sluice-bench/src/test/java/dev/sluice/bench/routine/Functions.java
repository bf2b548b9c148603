package dev.sluice.bench.routine;

import dev.sluice.kernel.CheckedKernels;
import dev.sluice.kernel.KernelChoice;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/// Functions of 4,096 values, and the gates of 32 × 128 units.
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@OperationsPerInvocation(Functions.COUNT)
@Fork(value = 1, jvmArgsAppend = "--add-modules=jdk.incubator.vector")
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class Functions {
  static final int COUNT = 4096;

  private final CheckedKernels kernels = KernelChoice.current().kernels();
  private final float[] x = new float[COUNT];
  private final float[] y = new float[COUNT];
  private final float[] gates = new float[3 * COUNT];

  @Benchmark
  public float[] exp() {
    kernels.exp(COUNT, x, 0, y, 0);
    return y;
  }

  @Benchmark
  public float[] tanh() {
    kernels.tanh(COUNT, x, 0, y, 0);
    return y;
  }

  @Benchmark
  public float[] sigmoid() {
    kernels.sigmoid(COUNT, x, 0, y, 0);
    return y;
  }

  @Benchmark
  public float sum() {
    return kernels.sum(COUNT, x, 0);
  }

  @Benchmark
  public float[] gruAfter() {
    kernels.gruAfter(32, COUNT / 32, gates, 0, x, 0, y, 0, y, 0);
    return y;
  }
}
