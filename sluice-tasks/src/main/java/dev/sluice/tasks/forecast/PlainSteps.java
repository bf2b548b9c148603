package dev.sluice.tasks.forecast;

/// Streams a [PlainNetwork]: single steps through packed numbers, nothing allocated.
abstract sealed class PlainSteps extends EncodedStepper permits CarriedSteps, SlidingSteps {
  final PackedForecast packed;
  final PackedForecast.Scratch scratch;

  PlainSteps(Served served, PackedForecast packed, float[] memory) {
    super(served, memory);
    this.packed = packed;
    this.scratch = packed.scratch();
  }

  @Override
  final float[] answer(float[] x, int known) {
    System.arraycopy(x, known, scratch.known, 0, scratch.known.length);
    return packed.answer(scratch);
  }
}
