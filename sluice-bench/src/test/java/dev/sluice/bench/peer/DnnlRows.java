package dev.sluice.bench.peer;

import java.lang.foreign.MemorySegment;
import java.nio.ByteOrder;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/// Rows of an embedding, for oneDNN.
final class DnnlRows {
  private static final VectorSpecies<Float> S = FloatVector.SPECIES_PREFERRED;

  private DnnlRows() {}

  static void gather(MemorySegment table, int[] ids, int columns, MemorySegment to) {
    long bytes = 4L * columns;
    for (int i = 0; i < ids.length; i++) {
      MemorySegment.copy(table, ids[i] * bytes, to, i * bytes, bytes);
    }
  }

  /// @param columns a multiple of the lanes
  static void scatter(MemorySegment rows, int[] ids, int columns, MemorySegment gradient) {
    gradient.fill((byte) 0);
    for (int i = 0; i < ids.length; i++) {
      long from = 4L * i * columns;
      long to = 4L * ids[i] * columns;
      for (int j = 0; j < columns; j += S.length()) {
        FloatVector sum = at(gradient, to + 4L * j).add(at(rows, from + 4L * j));
        sum.intoMemorySegment(gradient, to + 4L * j, ByteOrder.nativeOrder());
      }
    }
  }

  private static FloatVector at(MemorySegment segment, long offset) {
    return FloatVector.fromMemorySegment(S, segment, offset, ByteOrder.nativeOrder());
  }
}
