package dev.sluice.bench.routine;

import dev.sluice.kernel.CheckedKernels;
import dev.sluice.kernel.KernelChoice;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/// The product of a step: some rows times recurrent weights `[H,3H]`, packed; and what packing
/// takes.
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(value = 1, jvmArgsAppend = "--add-modules=jdk.incubator.vector")
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class Products {
  @Param({"1", "32"})
  public int rows;

  @Param({"128", "256", "512"})
  public int hidden;

  private final CheckedKernels kernels = KernelChoice.current().kernels();
  private float[] a = new float[0];
  private float[] packedA = new float[0];
  private float[] b = new float[0];
  private int[] half = new int[0];
  private float[] c = new float[0];

  @Setup
  public void make() {
    a = new float[rows * hidden];
    packedA = new float[rows * hidden];
    c = new float[rows * 3 * hidden];
    float[] weights = new float[hidden * 3 * hidden];
    b = new float[kernels.packedColumnsSize(hidden, 3 * hidden)];
    half = new int[kernels.packedColumnsBf16Size(hidden, 3 * hidden)];
    kernels.packColumns(hidden, 3 * hidden, weights, 0, 3 * hidden, 1, b, 0);
    kernels.packColumnsBf16(hidden, 3 * hidden, weights, 0, 3 * hidden, 1, half, 0);
  }

  @Benchmark
  public float[] gemm() {
    kernels.gemm(rows, 3 * hidden, hidden, packedA, 0, b, 0, c, 0, 3 * hidden);
    return c;
  }

  @Benchmark
  public float[] bf16() {
    kernels.gemmBf16(rows, 3 * hidden, hidden, packedA, 0, half, 0, c, 0, 3 * hidden);
    return c;
  }

  @Benchmark
  public float[] packRows() {
    kernels.packRows(rows, hidden, a, 0, hidden, 1, packedA, 0);
    return packedA;
  }
}
