package dev.sluice.train.loss;

import dev.sluice.core.autodiff.Frame;
import dev.sluice.core.autodiff.Operation;
import dev.sluice.core.tensor.Floats;
import dev.sluice.core.tensor.Shape;
import java.util.List;

/// The mean of a penalty on each error `e = p − t`: inputs prediction p and target t.
///
/// ```
/// y = 1/n Σ ℓ(eᵢ)     dpᵢ += dy·ℓ'(eᵢ)/n     dtᵢ −= dy·ℓ'(eᵢ)/n
/// ```
///
/// With Q penalties element i of the prediction meets target i/Q under penalty i mod Q.
record PointwiseLoss(String name, List<Penalty> penalties) implements Operation {
  /// A penalty and its slope.
  interface Penalty {
    double value(double error);

    double slope(double error);
  }

  static final Penalty SQUARED =
      new Penalty() {
        @Override
        public double value(double error) {
          return error * error;
        }

        @Override
        public double slope(double error) {
          return 2 * error;
        }
      };

  static final Penalty ABSOLUTE =
      new Penalty() {
        @Override
        public double value(double error) {
          return Math.abs(error);
        }

        @Override
        public double slope(double error) {
          return Math.signum(error);
        }
      };

  static Penalty huber(double delta) {
    return new Penalty() {
      @Override
      public double value(double error) {
        double size = Math.abs(error);
        return size <= delta ? error * error / 2 : delta * (size - delta / 2);
      }

      @Override
      public double slope(double error) {
        return Math.abs(error) <= delta ? error : delta * Math.signum(error);
      }
    };
  }

  static Penalty pinball(double quantile) {
    if (!(quantile > 0 && quantile < 1)) {
      throw new IllegalArgumentException("a quantile lies inside (0, 1), not " + quantile);
    }
    return new Penalty() {
      @Override
      public double value(double error) {
        return error > 0 ? (1 - quantile) * error : -quantile * error;
      }

      @Override
      public double slope(double error) {
        return error > 0 ? 1 - quantile : error < 0 ? -quantile : error; // so that a NaN passes
      }
    };
  }

  /// The loss; an operation has no state, so that one object serves every application.
  static Loss of(String name, Penalty... penalties) {
    PointwiseLoss operation = new PointwiseLoss(name, List.of(penalties));
    return (prediction, target) -> prediction.tape().apply(operation, prediction, target);
  }

  @Override
  public Shape shape(List<Shape> inputs) {
    Shape p = inputs.get(0);
    Shape t = inputs.get(1);
    int q = penalties.size();
    boolean fits = q == 1 ? p.equals(t) : t.rank() > 0 && p.equals(t.withLast(t.columns() * q));
    if (!fits) {
      String wanted =
          q == 1 || t.rank() == 0 ? t.toString() : t.withLast(t.columns() * q).toString();
      throw new IllegalArgumentException(
          "%s: prediction has shape %s, for a target %s it needs %s; reshape() it"
              .formatted(name, p, t, wanted));
    }
    return Shape.of();
  }

  @Override
  public void forward(Frame frame) {
    Floats p = frame.in(0);
    Floats t = frame.in(1);
    int q = penalties.size();
    double sum = 0;
    for (int k = 0; k < q; k++) {
      Penalty penalty = penalties.get(k);
      for (int i = k, j = 0; i < p.length(); i += q, j++) {
        sum += penalty.value((double) at(p, i) - at(t, j));
      }
    }
    frame.out().set(0, p.length() == 0 ? 0 : (float) (sum / p.length()));
  }

  @Override
  public void backward(Frame frame) {
    if (frame.wants(0)) {
      addSlopes(frame, frame.inGradient(0), 1, 1);
    }
    if (frame.wants(1)) {
      addSlopes(frame, frame.inGradient(1), penalties.size(), -1);
    }
  }

  /// @param share how many elements of the prediction meet one of `gradient`
  private void addSlopes(Frame frame, Floats gradient, int share, int sign) {
    Floats p = frame.in(0);
    Floats t = frame.in(1);
    int q = penalties.size();
    double scale = (double) sign * frame.outGradient().get(0) / p.length();
    for (int k = 0; k < q; k++) {
      Penalty penalty = penalties.get(k);
      for (int i = k, j = 0; i < p.length(); i += q, j++) {
        double slope = penalty.slope((double) at(p, i) - at(t, j));
        gradient.array()[gradient.offset() + i / share] += (float) (scale * slope);
      }
    }
  }

  private static float at(Floats window, int i) {
    return window.array()[window.offset() + i];
  }
}
