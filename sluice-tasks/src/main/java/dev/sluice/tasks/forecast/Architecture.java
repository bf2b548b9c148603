package dev.sluice.tasks.forecast;

/// How a forecaster gets from the steps it sees to those it forecasts.
public sealed interface Architecture {
  /// L, how many of the last steps reach the answer on a straight, linear path too (the
  /// autoregressive highway of Lai et al. 2018, arXiv 1703.07015); 0 for none.
  int straightSteps();

  /// A recurrent stack over the seen steps, a straight path beside it, and what is known of the
  /// future.
  ///
  /// @param straightSteps L, see [#straightSteps()]
  record Plain(int straightSteps) implements Architecture {}

  /// A recurrent stack over segments of w steps, each target by itself (SegRNN, Lin et al. 2023,
  /// arXiv 2308.11200): for long contexts and horizons. Of the inputs it looks at the targets only.
  ///
  /// @param length w, the steps of a segment; the context is a multiple of it
  /// @param place what the decoder knows of what it is to say
  /// @param straightSteps L, see [#straightSteps()]; SegRNN has none
  record Segments(int length, Place place, int straightSteps) implements Architecture {}

  /// What the decoder of [Segments] knows of what it is to say.
  enum Place {
    /// Which segment ahead.
    POSITION,
    /// Which segment ahead, and of which target: half of the cell's inputs each.
    POSITION_AND_TARGET
  }
}
