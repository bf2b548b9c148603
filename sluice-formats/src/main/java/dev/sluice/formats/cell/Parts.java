package dev.sluice.formats.cell;

import java.util.List;

/// Arrays end to end, as files hold the directions of a layer.
public final class Parts {
  private Parts() {}

  /// All values, the first part's first.
  public static float[] joined(List<float[]> parts) {
    float[] out = new float[parts.stream().mapToInt(part -> part.length).sum()];
    int at = 0;
    for (float[] part : parts) {
      System.arraycopy(part, 0, out, at, part.length);
      at += part.length;
    }
    return out;
  }
}
