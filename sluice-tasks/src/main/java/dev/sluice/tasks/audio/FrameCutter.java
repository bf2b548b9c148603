package dev.sluice.tasks.audio;

/// Cuts a stream of samples into windows, at the rate of the features; holds less than a window.
final class FrameCutter implements SampleSink {
  private final FeatureSpec spec;
  private final FrameMaker maker;
  private final FrameSink sink;
  private final float[] held; // [W], of which `filled` wait
  private final float[] frame; // [D]
  private int filled;
  private int skipped; // samples that belong to no frame, where hops are longer than windows
  private long frames;

  FrameCutter(FeatureSpec spec, FrameMaker maker, FrameSink sink) {
    this.spec = spec;
    this.maker = maker;
    this.sink = sink;
    held = new float[spec.window()];
    frame = new float[spec.width()];
  }

  long frames() {
    return frames;
  }

  @Override
  public void push(float[] samples, int from, int to) {
    int at = from;
    while (at < to) {
      if (skipped > 0) {
        int gone = Math.min(skipped, to - at);
        at += gone;
        skipped -= gone;
        continue;
      }
      int taken = Math.min(held.length - filled, to - at);
      System.arraycopy(samples, at, held, filled, taken);
      at += taken;
      filled += taken;
      if (filled == held.length) {
        maker.make(held, 0, frame, 0);
        advance();
        frames++;
        sink.take(frame);
      }
    }
  }

  private void advance() {
    int gone = Math.min(spec.hop(), held.length);
    filled = held.length - gone;
    System.arraycopy(held, gone, held, 0, filled);
    skipped = spec.hop() - gone;
  }
}
