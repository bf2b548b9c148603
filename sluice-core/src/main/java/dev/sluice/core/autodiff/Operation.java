package dev.sluice.core.autodiff;

import dev.sluice.core.tensor.Floats;
import dev.sluice.core.tensor.Shape;
import java.util.List;
import java.util.Optional;

/// One differentiable operation, forward and backward side by side: the door for adding your own.
///
/// A new object is made for each application, so what the backward pass needs may be kept in
/// fields.
///
/// ```java
/// record Square() implements Operation {
///   public Shape shape(List<Shape> in) { return in.get(0); }
///   public void forward(Frame f)  { for (int i = 0; i < f.out().length(); i++) f.out().set(i, f.in(0).get(i) * f.in(0).get(i)); }
///   public void backward(Frame f) { for (…) dx[i] += 2·x[i]·dy[i] }      // f.inGradient(0), f.outGradient()
/// }
/// Var y = tape.apply(new Square(), x);
/// ```
public interface Operation {
  /// What error messages call it.
  default String name() {
    return getClass().getSimpleName();
  }

  /// The shape of the result.
  ///
  /// @throws IllegalArgumentException if the inputs do not fit each other
  Shape shape(List<Shape> inputs);

  /// Writes all of `frame.out()`.
  void forward(Frame frame);

  /// Adds to `frame.inGradient(i)` of every input that [Frame#wants] a gradient.
  void backward(Frame frame);

  /// One sentence on the first NaN or infinity in the result, if there is one; operations that hold
  /// more (steps, gates) say more.
  default Optional<String> diagnose(Frame frame) {
    Floats out = frame.out();
    for (int i = 0; i < out.length(); i++) {
      if (!Float.isFinite(out.get(i))) {
        return Optional.of(
            name() + " made " + out.get(i) + " at element " + i + " of shape " + frame.outShape());
      }
    }
    return Optional.empty();
  }
}
