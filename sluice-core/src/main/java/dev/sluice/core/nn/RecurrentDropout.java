package dev.sluice.core.nn;

/// What recurrent dropout drops.
public enum RecurrentDropout {
  /// Nothing.
  NONE,
  /// Units of h' before the matmuls, one mask for all steps of a sequence (Gal and Ghahramani 2016,
  /// arXiv 1512.05287).
  STATE,
  /// Units of the candidate, a new mask each step (Semeniuta, Severyn and Barth 2016, arXiv
  /// 1603.05118): what is remembered is never dropped.
  CANDIDATE
}
