/// Losses: from what a network says and what it should say to one number.
///
/// ```
/// loss = 1/n · Σ ℓ(pᵢ, tᵢ)          the mean over elements, or over rows where a row is a class
/// ```
///
/// [dev.sluice.train.loss.Crf] and [dev.sluice.train.loss.Ctc] judge a sequence as a whole: tags of
/// its steps, or symbols of which nobody knows the steps.
///
/// A [dev.sluice.train.loss.Loss] is a function of two variables on a tape, so a lambda is one too.
/// Those here are fused: value and slope stand side by side, sums run in double in ascending order,
/// and `exp` and `log` are the kernels', so a loss has the same bits on every machine.
@NullMarked
package dev.sluice.train.loss;

import org.jspecify.annotations.NullMarked;
