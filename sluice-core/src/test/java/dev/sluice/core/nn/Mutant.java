package dev.sluice.core.nn;

/// A mistake of the kind that is made with gated recurrent networks, put into the oracle: the
/// comparison must then fail.
enum Mutant {
  /// None: the comparison must hold.
  NONE,
  /// Update and reset gate change places.
  SWAPPED_GATES,
  /// The reset gate acts on the other side of the matmul.
  MOVED_RESET,
  /// z weighs the old state.
  FLIPPED_UPDATE,
  /// The candidate's recurrent bias is forgotten.
  NO_CANDIDATE_BIAS,
  /// Each step sees the input of the one before.
  SHIFTED_TIME,
  /// Backward in time, a sequence that ends early begins from zeros instead of its own state.
  FORGOTTEN_JOINS,
  /// The last living sequence of each step is not computed.
  DROPPED_LAST_ROW,
  /// Of two biases the second is added only to the candidate.
  WRONG_BIAS_SUM,
  /// The old state is not carried past the update: h = z ⊙ n.
  NO_CARRY,
  /// The gradient of U_n is not computed.
  MISSING_HIDDEN_GRADIENT,
  /// The gradients of update and reset gate change places.
  SWAPPED_GATE_GRADIENTS,
  /// The gradient of b_hn is that of b_n: right only where the reset comes before the matmul.
  BIAS_GRADIENT_WITHOUT_RESET,
  /// The gradient of the input lacks what flows through the recurrence.
  GRADIENT_OF_LAST_STEP_ONLY
}
