package dev.sluice.bench.peer;

import dev.sluice.bench.Peer;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;
import java.util.stream.IntStream;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/// Adam on memory outside the heap, for oneDNN, which has none.
final class DnnlAdam {
  private static final VectorSpecies<Float> S = FloatVector.SPECIES_PREFERRED;

  /// Values that one task takes.
  private static final int PIECE = 1 << 16;

  private final MemorySegment w;
  private final MemorySegment g;
  private final float[] m;
  private final float[] v;
  private final int twice;

  /// @param twice how many values, from the first, move twice as fast
  DnnlAdam(MemorySegment w, MemorySegment g, int twice) {
    this.w = w;
    this.g = g;
    this.twice = twice;
    m = new float[(int) (w.byteSize() / 4)];
    v = new float[m.length];
  }

  void step(int t) {
    float rate = (float) (Peer.RATE / (1 - Math.pow(0.9, t)));
    float root = (float) (1 / Math.sqrt(1 - Math.pow(0.999, t)));
    int pieces = (m.length + PIECE - 1) / PIECE;
    IntStream.range(0, pieces).parallel().forEach(i -> piece(i * PIECE, rate, root));
  }

  private void piece(int from, float rate, float root) {
    int end = Math.min(from + PIECE, m.length);
    int full = twice > 0 ? from : from + S.loopBound(end - from);
    vectors(from, full, rate, root);
    for (int i = full; i < end; i++) {
      float gi = g.getAtIndex(ValueLayout.JAVA_FLOAT, i);
      m[i] = 0.9f * m[i] + 0.1f * gi;
      v[i] = 0.999f * v[i] + 0.001f * gi * gi;
      float step = rate * m[i] / ((float) Math.sqrt(v[i]) * root + 1e-8f);
      float wi = w.getAtIndex(ValueLayout.JAVA_FLOAT, i);
      w.setAtIndex(ValueLayout.JAVA_FLOAT, i, wi - (i < twice ? 2 * step : step));
    }
  }

  private void vectors(int from, int end, float rate, float root) {
    for (int i = from; i < end; i += S.length()) {
      FloatVector gi = FloatVector.fromMemorySegment(S, g, 4L * i, ByteOrder.nativeOrder());
      FloatVector mi = FloatVector.fromArray(S, m, i).mul(0.9f).add(gi.mul(0.1f));
      FloatVector vi = FloatVector.fromArray(S, v, i).mul(0.999f).add(gi.mul(gi).mul(0.001f));
      mi.intoArray(m, i);
      vi.intoArray(v, i);
      FloatVector wi = FloatVector.fromMemorySegment(S, w, 4L * i, ByteOrder.nativeOrder());
      FloatVector step = mi.mul(rate).div(vi.sqrt().mul(root).add(1e-8f));
      wi.sub(step).intoMemorySegment(w, 4L * i, ByteOrder.nativeOrder());
    }
  }
}
