package dev.sluice.core.nn;

import dev.sluice.core.autodiff.Tape;
import dev.sluice.core.autodiff.Var;
import dev.sluice.core.tensor.Lengths;
import dev.sluice.core.tensor.Seed;
import dev.sluice.core.tensor.Tensor;
import java.util.Optional;

/// The noise inside a recurrence: recurrent dropout and zoneout, as functions of (place, sample,
/// step, unit) alone.
final class RecurrentNoise {
  private static final int STATE_MASK = 0;
  private static final int CANDIDATE_MASK = 1;

  /// Zoneout of plane p (h; h and c of the LSTM, drawn apart) has kind `ZONEOUT_MASK + p`.
  private static final int ZONEOUT_MASK = 2;

  private final Noise noise;
  private final Tape tape;
  private final Lengths lengths;
  private final Optional<Seed> site;
  private int step;

  private RecurrentNoise(Noise noise, Tape tape, Lengths lengths) {
    this.noise = noise;
    this.tape = tape;
    this.lengths = lengths;
    this.site = noise.isRecurrent() ? tape.noise() : Optional.empty();
  }

  /// For whole sequences.
  static RecurrentNoise of(Noise noise, Tape tape, Lengths lengths) {
    return new RecurrentNoise(noise, tape, lengths);
  }

  /// For one step on its own, whose masks are new each time.
  static RecurrentNoise ofStep(Noise noise, Tape tape, int rows) {
    if (noise.recurrentKind() == RecurrentDropout.STATE && tape.isRecording()) {
      throw new IllegalStateException(
          "recurrent dropout of kind STATE keeps one mask for a whole sequence, which a single step does not know; use CANDIDATE, or forward(…)");
    }
    return new RecurrentNoise(noise, tape, Lengths.equal(rows, 1));
  }

  /// Tells which step (of the packed sequences) comes next.
  void at(int t) {
    step = t;
  }

  /// The step told last.
  int step() {
    return step;
  }

  /// h' as the matmuls see it.
  Var state(Var h) {
    return noise.recurrentKind() == RecurrentDropout.STATE ? drop(h, STATE_MASK) : h;
  }

  /// The candidate as the update sees it.
  Var candidate(Var n) {
    return noise.recurrentKind() == RecurrentDropout.CANDIDATE ? drop(n, CANDIDATE_MASK) : n;
  }

  private Var drop(Var x, int kind) {
    if (site.isEmpty() || noise.recurrentRate() == 0) {
      return x;
    }
    float keep = 1 - noise.recurrentRate();
    return x.times(mask(x, kind, noise.recurrentRate(), 1 / keep, 0));
  }

  /// The new state, where zoneout keeps some units' old values: at random in training, in
  /// expectation otherwise.
  ///
  /// @param plane of the state, 0 for h
  Var zoneout(int plane, Var old, Var fresh) {
    float rate = noise.zoneout();
    if (rate == 0) {
      return fresh;
    }
    if (site.isEmpty()) {
      return old.scale(rate).plus(fresh.scale(1 - rate));
    }
    Var keepsNew = mask(fresh, ZONEOUT_MASK + plane, rate, 1, 0);
    Var keepsOld = mask(fresh, ZONEOUT_MASK + plane, rate, 0, 1);
    return old.times(keepsOld).plus(fresh.times(keepsNew));
  }

  /// A constant `[n,F]`: `above` with probability 1 − rate, else `below`.
  private Var mask(Var x, int kind, float rate, float above, float below) {
    int rows = x.shape().dim(0);
    int units = x.shape().dim(1);
    Tensor mask = Tensor.zeros(rows, units);
    Seed place = site.orElseThrow().at(kind);
    for (int p = 0; p < rows; p++) {
      int sequence = lengths.sequenceAt(p);
      Seed sample = place.at(lengths.sample(sequence));
      // One mask for all steps of a sequence, or a new one each step, counted from the sample's
      // start.
      Seed seed = kind == STATE_MASK ? sample : sample.at(lengths.start(sequence) + step);
      for (int j = 0; j < units; j++) {
        mask.data()[p * units + j] = seed.uniform(j) >= rate ? above : below;
      }
    }
    return tape.constant(mask);
  }
}
