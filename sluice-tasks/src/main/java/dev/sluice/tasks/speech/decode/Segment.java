package dev.sluice.tasks.speech.decode;

/// The frames of a symbol on a likeliest path, and the symbols before. Paths share their
/// beginnings.
final class Segment {
  /// Stands before the first symbol.
  static final Segment NONE = new Segment();

  final int first;
  final int last;
  final int peak;
  final float peakValue;
  private Segment before;

  private Segment() {
    first = -1;
    last = -1;
    peak = -1;
    peakValue = 0;
    before = this;
  }

  private Segment(Segment before, int first, int last, int peak, float peakValue) {
    this.before = before;
    this.first = first;
    this.last = last;
    this.peak = peak;
    this.peakValue = peakValue;
  }

  /// A new symbol behind this one.
  Segment begin(int frame, float value) {
    return new Segment(this, frame, frame, frame, value);
  }

  /// This symbol for one frame more.
  Segment extend(int frame, float value) {
    return value > peakValue
        ? new Segment(before, first, frame, frame, value)
        : new Segment(before, first, frame, peak, peakValue);
  }

  Segment before() {
    return before;
  }

  /// Forgets what stands before.
  void cut() {
    if (this != NONE) {
      before = NONE;
    }
  }
}
