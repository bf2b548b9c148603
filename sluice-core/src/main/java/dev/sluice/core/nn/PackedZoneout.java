package dev.sluice.core.nn;

/// A frozen cell under zoneout (Krueger et al. 2017, arXiv 1606.01305), which outside of training
/// acts by its expectation: every plane of the state keeps `rate` of its old value.
///
/// @param cell what it would be without zoneout
record PackedZoneout(PackedCell cell, float rate, PackedGru.Sizes sizes, int planes)
    implements PackedCell {

  @Override
  public int scratchSize(int rows) {
    return cell.scratchSize(rows) + planes * rows * sizes.hidden();
  }

  @Override
  public void step(int rows, float[] x, float[][] state, float[] scratch) {
    int size = rows * sizes.hidden();
    int kept = cell.scratchSize(rows);
    for (int plane = 0; plane < planes; plane++) {
      System.arraycopy(state[plane], 0, scratch, kept + plane * size, size);
    }
    cell.step(rows, x, state, scratch);
    for (int plane = 0; plane < planes; plane++) {
      float[] fresh = state[plane];
      int old = kept + plane * size;
      for (int i = 0; i < size; i++) {
        fresh[i] = scratch[old + i] * rate + fresh[i] * (1 - rate);
      }
    }
  }
}
