package dev.sluice.train.loss;

import dev.sluice.core.autodiff.Frame;
import dev.sluice.core.autodiff.Operation;
import dev.sluice.core.tensor.Floats;
import dev.sluice.core.tensor.Lengths;
import dev.sluice.core.tensor.Shape;
import java.util.List;

/// `−ln p(y)` of a linear-chain CRF, the mean over all steps, by the forward-backward algorithm
/// with scaling (Rabiner 1989), in double:
///
/// ```
/// E_t(j) = e^(e_t(j) − m_t)    m_t = max_j e_t(j)        A(i,j) = e^trans(i,j), S and F alike of start and end
/// a_0(j) = E_0(j)·S(j) / c_0                             c_t makes Σ_j a_t(j) = 1
/// a_t(j) = E_t(j)·Σ_i a_{t−1}(i)·A(i,j) / c_t
/// ln Z   = Σ_t (m_t + ln c_t) + ln Σ_j a_{T−1}(j)·F(j)
/// b_{T−1}(j) = F(j) / Σ_i a_{T−1}(i)·F(i)                b_t(i) = Σ_j A(i,j)·E_{t+1}(j)·b_{t+1}(j) / c_{t+1}
///
/// P(y_t = j) = a_t(j)·b_t(j)                             P(y_t = i, y_{t+1} = j) = a_t(i)·A(i,j)·E_{t+1}(j)·b_{t+1}(j) / c_{t+1}
/// d lnZ/de_t(j) = P(y_t = j), and so for start, end and trans; of s(y) the counts
/// ```
final class CrfLoss implements Operation {
  private final Lengths lengths;
  private final int[] ids;

  /// @param ids `[ΣT]`, packed
  CrfLoss(Lengths lengths, int... ids) {
    this.lengths = lengths;
    this.ids = ids.clone();
  }

  @Override
  public String name() {
    return "crf";
  }

  @Override
  public Shape shape(List<Shape> inputs) {
    Shape emissions = inputs.get(0);
    int tags = inputs.get(1).dim(1);
    if (emissions.rank() != 2
        || emissions.dim(0) != lengths.rows()
        || emissions.dim(1) != tags
        || ids.length != lengths.rows()) {
      throw new IllegalArgumentException(
          "crf: emissions have shape %s and tags [%d]; %s and %d tags need [%d,%d] and [%d]"
              .formatted(
                  emissions, ids.length, lengths, tags, lengths.rows(), tags, lengths.rows()));
    }
    for (int row = 0; row < ids.length; row++) {
      if (ids[row] < 0 || ids[row] >= tags) {
        throw new IllegalArgumentException(
            "crf: row %d has tag %d, which is not in 0 … %d".formatted(row, ids[row], tags - 1));
      }
    }
    return Shape.of();
  }

  @Override
  public void forward(Frame frame) {
    Chain chain = new Chain(frame);
    double sum = 0;
    for (int i = 0; i < lengths.batch(); i++) {
      if (lengths.length(i) > 0) {
        sum += chain.forward(i) - chain.score(i);
      }
    }
    frame.out().set(0, ids.length == 0 ? 0 : (float) (sum / ids.length));
  }

  @Override
  public void backward(Frame frame) {
    if (ids.length == 0) {
      return;
    }
    Chain chain = new Chain(frame);
    double share = (double) frame.outGradient().get(0) / ids.length;
    double[] ofTransitions = new double[frame.inShape(1).size()];
    for (int i = 0; i < lengths.batch(); i++) {
      if (lengths.length(i) > 0) {
        chain.forward(i);
        chain.backward(i, share, ofTransitions, frame.wants(0) ? frame.inGradient(0) : null);
      }
    }
    if (frame.wants(1)) {
      Floats gradient = frame.inGradient(1);
      for (int i = 0; i < ofTransitions.length; i++) {
        gradient.set(i, (float) (gradient.get(i) + share * ofTransitions[i]));
      }
    }
  }

  /// One sequence after the other, in buffers that are used again.
  private final class Chain {
    private final int tags;
    private final Floats emissions;
    private final Floats transitions;

    /// `[K+2,K]`: A, S, F.
    private final double[] weights;

    /// `[T,K]` and `[T]` of the sequence that [#forward] took last.
    private final double[] exponentials;

    private final double[] before;
    private final double[] scales;

    Chain(Frame frame) {
      emissions = frame.in(0);
      transitions = frame.in(1);
      tags = frame.inShape(1).dim(1);
      weights = new double[transitions.length()];
      for (int i = 0; i < weights.length; i++) {
        weights[i] = StrictMath.exp(transitions.get(i));
      }
      exponentials = new double[lengths.steps() * tags];
      before = new double[lengths.steps() * tags];
      scales = new double[lengths.steps()];
    }

    /// s(y)
    double score(int sequence) {
      int last = lengths.length(sequence) - 1;
      double score = 0;
      for (int t = 0; t <= last; t++) {
        int row = lengths.row(sequence, t);
        int from = t == 0 ? tags : ids[lengths.row(sequence, t - 1)];
        score += emissions.get(row * tags + ids[row]);
        score += transitions.get(from * tags + ids[row]);
      }
      return score + transitions.get((tags + 1) * tags + ids[lengths.row(sequence, last)]);
    }

    /// ln Z
    double forward(int sequence) {
      double logarithm = 0;
      int steps = lengths.length(sequence);
      for (int t = 0; t < steps; t++) {
        logarithm += exponentials(lengths.row(sequence, t), t);
        double sum = 0;
        for (int j = 0; j < tags; j++) {
          double reach = t == 0 ? weights[tags * tags + j] : 0;
          for (int i = 0; t > 0 && i < tags; i++) {
            reach += before[(t - 1) * tags + i] * weights[i * tags + j];
          }
          before[t * tags + j] = reach * exponentials[t * tags + j];
          sum += before[t * tags + j];
        }
        for (int j = 0; j < tags; j++) {
          before[t * tags + j] /= sum;
        }
        scales[t] = sum;
        logarithm += StrictMath.log(sum);
      }
      return logarithm + StrictMath.log(ending(steps - 1));
    }

    /// Fills `E_t`, and answers `m_t`.
    private double exponentials(int row, int t) {
      float most = Float.NEGATIVE_INFINITY;
      for (int j = 0; j < tags; j++) {
        most = Math.max(most, emissions.get(row * tags + j));
      }
      for (int j = 0; j < tags; j++) {
        exponentials[t * tags + j] = StrictMath.exp((double) emissions.get(row * tags + j) - most);
      }
      return most;
    }

    private double ending(int last) {
      double sum = 0;
      for (int j = 0; j < tags; j++) {
        sum += before[last * tags + j] * weights[(tags + 1) * tags + j];
      }
      return sum;
    }

    /// Adds the gradients of a sequence that [#forward] has just taken.
    void backward(
        int sequence,
        double share,
        double[] ofTransitions,
        @org.jspecify.annotations.Nullable Floats ofEmissions) {
      int last = lengths.length(sequence) - 1;
      double[] behind = new double[tags];
      double ending = ending(last);
      for (int j = 0; j < tags; j++) {
        behind[j] = weights[(tags + 1) * tags + j] / ending;
        ofTransitions[(tags + 1) * tags + j] += before[last * tags + j] * behind[j];
      }
      ofTransitions[(tags + 1) * tags + ids[lengths.row(sequence, last)]] -= 1;
      for (int t = last; t >= 0; t--) {
        int row = lengths.row(sequence, t);
        for (int j = 0; j < tags; j++) {
          double p = before[t * tags + j] * behind[j];
          double slope = p - (j == ids[row] ? 1 : 0);
          if (ofEmissions != null) {
            int at = row * tags + j;
            ofEmissions.set(at, (float) (ofEmissions.get(at) + share * slope));
          }
          if (t == 0) {
            ofTransitions[tags * tags + j] += slope;
          }
        }
        if (t > 0) {
          ofTransitions[ids[lengths.row(sequence, t - 1)] * tags + ids[row]] -= 1;
          behind = pairs(t, behind, ofTransitions);
        }
      }
    }

    /// Adds the probabilities of pairs at steps t−1 and t, and answers `b_{t−1}`.
    private double[] pairs(int t, double[] behind, double[] ofTransitions) {
      double[] earlier = new double[tags];
      for (int j = 0; j < tags; j++) {
        double reach = exponentials[t * tags + j] * behind[j] / scales[t];
        for (int i = 0; i < tags; i++) {
          double way = weights[i * tags + j] * reach;
          earlier[i] += way;
          ofTransitions[i * tags + j] += before[(t - 1) * tags + i] * way;
        }
      }
      return earlier;
    }
  }
}
