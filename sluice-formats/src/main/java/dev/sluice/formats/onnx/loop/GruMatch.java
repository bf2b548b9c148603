package dev.sluice.formats.onnx.loop;

import dev.sluice.core.nn.Direction;
import dev.sluice.core.nn.Reset;
import dev.sluice.formats.cell.CellActivation;
import dev.sluice.formats.cell.CellKind;
import dev.sluice.formats.cell.CellSpec;
import dev.sluice.formats.cell.CellWeights;
import dev.sluice.formats.onnx.Node;
import dev.sluice.formats.onnx.loop.Affine.GatedState;
import dev.sluice.formats.onnx.loop.Affine.State;
import dev.sluice.formats.onnx.loop.Affine.Step;
import dev.sluice.formats.onnx.loop.Form.Activated;
import dev.sluice.formats.onnx.loop.Form.Atom;
import dev.sluice.formats.onnx.loop.Form.Linear;
import dev.sluice.formats.onnx.loop.Form.Monomial;
import java.util.List;
import java.util.Optional;

/// The state after a step as a GRU's.
///
/// ```
/// h' =     n − z n + z h        z weighs the old state, as in ONNX
/// h' = h + z n     − z h        z weighs the new one: its weights are negated, 1 − σ(a) = σ(−a)
/// z = σ(W x + R h + b)          r the same
/// n = f(W x + b + R (r h))      reset before the product
/// n = f(W x + b + r (R h + c))  after it
/// ```
final class GruMatch {
  private static final long MOST = Integer.MAX_VALUE / Float.BYTES;

  private GruMatch() {}

  /// A GRU that was found, forward in time.
  record Gru(CellSpec spec, CellWeights weights) {}

  /// The candidate, apart.
  ///
  /// @param affine what does not go through r, and what does if the reset is before
  /// @param inner R h + c, if the reset is after
  private record Candidate(Activated reset, Affine affine, Optional<Affine> inner) {}

  /// @param next the state after a step
  /// @param inputs I
  /// @param node on whose file's account the weights are
  static Gru of(Form next, int inputs, Node node) throws NotRecognised {
    int h = next.width();
    Polarity polarity = polarity(next);
    Activated z = gate(next);
    Atom n =
        next.monomials().stream()
            .filter(product -> product.factors().size() == 2 && product.factors().contains(z))
            .map(product -> other(product, z))
            .filter(atom -> atom instanceof Activated)
            .findFirst()
            .orElseThrow(() -> new NotRecognised("its state is no mean of old and new"));
    requireMean(next, polarity, z, n);
    Candidate candidate = candidate(((Activated) n).inner());
    if (!z.function().equals(candidate.reset.function())) {
      throw new NotRecognised("its gates have different activations");
    }
    float sign = polarity == Polarity.OLD ? 1 : -1;
    requireMirrored(polarity, z.function());
    long floats = 3L * h * inputs + 3L * h * h + 6L * h;
    if (floats > MOST) {
      throw new NotRecognised("it has more weights than an array holds");
    }
    node.source().allocate(floats * Float.BYTES, node.offset(), node + " as a GRU");
    float[] input = new float[3 * h * inputs];
    float[] hidden = new float[3 * h * h];
    float[] bias = new float[6 * h];
    gate(z.inner(), sign, input, hidden, bias, 0, inputs);
    gate(candidate.reset.inner(), 1, input, hidden, bias, h, inputs);
    candidate.affine.addMatrix(new Step(), input, 2 * h * inputs, inputs);
    candidate.affine.addBias(bias, 2 * h);
    if (candidate.inner.isPresent()) {
      candidate.inner.get().addMatrix(new State(), hidden, 2 * h * h, h);
      candidate.inner.get().addBias(bias, 5 * h);
    } else {
      candidate.affine.addMatrix(new GatedState(candidate.reset), hidden, 2 * h * h, h);
    }
    CellSpec spec =
        new CellSpec(
            CellKind.GRU,
            inputs,
            h,
            Direction.FORWARD,
            candidate.inner.isPresent() ? Reset.AFTER_MATMUL : Reset.BEFORE_MATMUL,
            List.of(List.of(z.function(), ((Activated) n).function())),
            Float.POSITIVE_INFINITY,
            CellSpec.Forget.OWN);
    return new Gru(spec, new CellWeights(input, hidden, bias, new float[0]));
  }

  private enum Polarity {
    OLD,
    NEW
  }

  private static Polarity polarity(Form next) throws NotRecognised {
    if (next.affine().isZero()) {
      return Polarity.OLD;
    }
    if (isState(new Linear(next.affine()))) {
      return Polarity.NEW;
    }
    throw new NotRecognised("its state is no mean of old and new");
  }

  /// The activation that is multiplied by the state.
  private static Activated gate(Form next) throws NotRecognised {
    for (Monomial product : next.monomials()) {
      List<Atom> factors = product.factors();
      if (factors.size() == 2) {
        for (int i = 0; i < 2; i++) {
          if (isState(factors.get(i)) && factors.get(1 - i) instanceof Activated gate) {
            return gate;
          }
        }
      }
    }
    throw new NotRecognised("it multiplies its state by no gate");
  }

  /// 1 − f(a) = f(−a) holds for sigmoids.
  private static void requireMirrored(Polarity polarity, CellActivation gate) throws NotRecognised {
    boolean mirrored =
        gate.function() == CellActivation.Function.SIGMOID
            || gate.function() == CellActivation.Function.HARD_SIGMOID && gate.beta() == 0.5f;
    if (polarity == Polarity.NEW && !mirrored) {
      throw new NotRecognised("its gate is no sigmoid");
    }
  }

  private static boolean isState(Atom atom) {
    return atom instanceof Linear(Affine affine)
        && affine
            .selection()
            .filter(part -> part.source().equals(new State()))
            .filter(part -> part.scale() == 1 && part.view().offset() == 0)
            .filter(part -> part.view().columns() == affine.width())
            .isPresent();
  }

  private static Atom other(Monomial product, Atom one) {
    return product.factors().get(0).equals(one)
        ? product.factors().get(1)
        : product.factors().get(0);
  }

  private static void requireMean(Form next, Polarity polarity, Activated z, Atom n)
      throws NotRecognised {
    float old = polarity == Polarity.OLD ? 1 : -1;
    int found = 0;
    for (Monomial product : next.monomials()) {
      boolean right =
          product.factors().size() == 1
              ? polarity == Polarity.OLD
                  && product.factors().getFirst().equals(n)
                  && product.scale() == 1
              : product.factors().contains(z)
                  && (other(product, z).equals(n)
                      ? product.scale() == -old
                      : isState(other(product, z)) && product.scale() == old);
      found += right ? 1 : 4;
    }
    if (found != (polarity == Polarity.OLD ? 3 : 2)) {
      throw new NotRecognised("its state is no mean of old and new");
    }
  }

  private static Candidate candidate(Form inner) throws NotRecognised {
    if (inner.monomials().isEmpty()) {
      Activated reset = null;
      for (Affine.Part part : inner.affine().parts()) {
        if (part.source() instanceof GatedState(Activated gate)) {
          if (reset != null && !reset.equals(gate)) {
            throw new NotRecognised("its candidate sees the state through two gates");
          }
          reset = gate;
        } else if (part.source() instanceof State) {
          throw new NotRecognised("its candidate sees the state past the reset gate");
        }
      }
      if (reset == null) {
        throw new NotRecognised("its candidate has no reset gate");
      }
      return new Candidate(reset, inner.affine(), Optional.empty());
    }
    requireOnly(inner.affine(), "its candidate", true, false);
    if (inner.monomials().size() == 1) {
      Monomial product = inner.monomials().getFirst();
      for (int i = 0; i < product.factors().size(); i++) {
        if (product.factors().size() == 2
            && product.factors().get(i) instanceof Activated reset
            && product.factors().get(1 - i) instanceof Linear(Affine recurrent)) {
          requireOnly(recurrent, "what its reset gate lets through", false, true);
          return new Candidate(
              reset, inner.affine(), Optional.of(recurrent.times(product.scale())));
        }
      }
    }
    throw new NotRecognised("its candidate is none of a GRU");
  }

  private static void requireOnly(Affine affine, String what, boolean step, boolean state)
      throws NotRecognised {
    for (Affine.Part part : affine.parts()) {
      boolean allowed =
          switch (part.source()) {
            case Step x -> step;
            case State h -> state;
            case GatedState gated -> false;
          };
      if (!allowed) {
        throw new NotRecognised(what + " sees what it does not in a GRU");
      }
    }
  }

  private static void gate(
      Form inner, float sign, float[] input, float[] hidden, float[] bias, int row, int inputs)
      throws NotRecognised {
    int h = inner.width();
    if (!inner.monomials().isEmpty()) {
      throw new NotRecognised("a gate of it multiplies");
    }
    requireOnly(inner.affine(), "a gate of it", true, true);
    Affine signed = inner.affine().times(sign);
    signed.addMatrix(new Step(), input, row * inputs, inputs);
    signed.addMatrix(new State(), hidden, row * h, h);
    signed.addBias(bias, row);
  }
}
