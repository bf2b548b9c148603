package dev.sluice.tasks.forecast;

import dev.sluice.core.autodiff.Ops;
import dev.sluice.core.autodiff.Var;
import dev.sluice.core.tensor.Shape;

/// Quantiles that cannot cross: a centre and two spreads as lower end, point and upper end.
///
/// ```
/// lower = centre − softplus(a)     point = centre     upper = centre + softplus(b)
/// ```
final class Ends {
  /// Values for each target and step of an answer.
  static final int PARTS = 3;

  private Ends() {}

  /// @param parts `[…,3·n]`: centre, a, b next to each other
  /// @return the same shape: lower end, point, upper end
  static Var of(Var parts) {
    Shape shape = parts.shape();
    Var each = parts.reshape(shape.size() / PARTS, PARTS);
    Var centre = each.slice(1, 0, 1);
    Var lower = centre.minus(softplus(each.slice(1, 1, 2)));
    Var upper = centre.plus(softplus(each.slice(1, 2, 3)));
    return Ops.concat(1, lower, centre, upper).reshape(shape.dims());
  }

  /// ln(1 + eˣ) = max(x, 0) + ln(1 + e^−|x|), which does not overflow.
  private static Var softplus(Var x) {
    return x.relu().plus(x.abs().negate().exp().shift(1).log());
  }
}
