package dev.sluice.formats.onnx.loop;

import dev.sluice.formats.cell.CellActivation;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// A row of values as a polynomial: an affine part and products of atoms, element by element.
///
/// Written so, all ways of writing a GRU's last line become one: `(1−z) n + z h`, `n + z (h−n)` and
/// `h + (1−z)(n−h)` are all `n − z n + z h`.
record Form(int width, Affine affine, List<Monomial> monomials) {
  /// A GRU's last line has three.
  private static final int MOST = 6;

  /// How deep functions of functions may be; a GRU's candidate is a function of a gate.
  private static final int DEEPEST = 3;

  /// A product of atoms.
  record Monomial(float scale, List<Atom> factors) {}

  /// What is multiplied.
  sealed interface Atom {
    Atom slice(int from, int size);
  }

  /// A function of a row.
  ///
  /// @param origin the value that it is or is a slice of, by which it is known again
  /// @param from the first element within
  /// @param inner what the function is taken of, as wide as this
  record Activated(String origin, int from, CellActivation function, Form inner) implements Atom {
    @Override
    public Activated slice(int first, int size) {
      return new Activated(origin, from + first, function, inner.slice(first, size));
    }

    int depth() {
      return 1 + inner.depth();
    }

    /// The same function of the same values.
    @Override
    public boolean equals(Object other) {
      return other instanceof Activated that
          && origin.equals(that.origin)
          && from == that.from
          && inner.width == that.inner.width;
    }

    @Override
    public int hashCode() {
      return origin.hashCode() + from;
    }
  }

  /// A row that is affine, such as the state.
  record Linear(Affine affine) implements Atom {
    @Override
    public Linear slice(int first, int size) {
      return new Linear(affine.slice(first, size));
    }
  }

  static Form of(Affine affine) {
    return new Form(affine.width(), affine, List.of());
  }

  static Form of(Activated activated) throws NotRecognised {
    int width = activated.inner.width;
    if (activated.depth() > DEEPEST) {
      throw new NotRecognised("its body takes functions of functions as a GRU does not");
    }
    return new Form(width, Affine.zero(width), List.of(new Monomial(1, List.of((Atom) activated))));
  }

  /// How many functions are within each other.
  private int depth() {
    int depth = 0;
    for (Monomial monomial : monomials) {
      for (Atom atom : monomial.factors) {
        depth = Math.max(depth, atom instanceof Activated inner ? inner.depth() : 0);
      }
    }
    for (Affine.Part part : affine.parts()) {
      boolean gated = part.source() instanceof Affine.GatedState;
      depth = Math.max(depth, gated ? 1 : 0);
    }
    return depth;
  }

  Form slice(int from, int size) {
    return new Form(
        size,
        affine.slice(from, size),
        monomials.stream()
            .map(monomial ->
                new Monomial(
                    monomial.scale,
                    monomial.factors.stream().map(atom -> atom.slice(from, size)).toList()))
            .toList());
  }

  Form plus(Form other) throws NotRecognised {
    List<Monomial> all = new ArrayList<>(monomials);
    all.addAll(other.monomials);
    return new Form(width, affine.plus(other.affine), collected(all));
  }

  Form times(float scale) {
    return new Form(
        width,
        affine.times(scale),
        monomials.stream()
            .map(monomial -> new Monomial(monomial.scale * scale, monomial.factors))
            .toList());
  }

  /// Every summand of this with every one of the other.
  Form times(Form other) throws NotRecognised {
    if (monomials.isEmpty() && affine.uniform().isPresent()) {
      return other.times(affine.uniform().get());
    }
    if (other.monomials.isEmpty() && other.affine.uniform().isPresent()) {
      return times(other.affine.uniform().get());
    }
    Form sum = of(Affine.zero(width));
    for (Monomial left : summands()) {
      for (Monomial right : other.summands()) {
        List<Atom> factors = new ArrayList<>(left.factors);
        factors.addAll(right.factors);
        if (factors.size() > 2) {
          throw new NotRecognised("its body multiplies three values");
        }
        float scale = left.scale * right.scale;
        Form product =
            factors.size() == 1
                ? ofSingle(scale, factors.getFirst())
                : new Form(
                    width, Affine.zero(width), List.of(new Monomial(scale, List.copyOf(factors))));
        sum = sum.plus(product);
      }
    }
    return sum;
  }

  private static Form ofSingle(float scale, Atom atom) throws NotRecognised {
    return switch (atom) {
      case Linear linear -> of(linear.affine.times(scale));
      case Activated activated -> of(activated).times(scale);
    };
  }

  /// With the affine part as one more; a constant within it is a summand without factors.
  private List<Monomial> summands() {
    List<Monomial> all = new ArrayList<>(monomials);
    if (affine.isZero()) {
      return all;
    }
    if (affine.uniform().isPresent()) {
      all.add(new Monomial(affine.uniform().get(), List.of()));
    } else if (affine.selection().isPresent()) {
      // Of scale 1, so that h and −h are the same atom.
      float scale = affine.selection().get().scale();
      all.add(new Monomial(scale, List.of(new Linear(affine.times(1 / scale)))));
    } else {
      all.add(new Monomial(1, List.of(new Linear(affine))));
    }
    return all;
  }

  /// Products of the same atoms added up; those that vanish left out.
  private static List<Monomial> collected(List<Monomial> all) throws NotRecognised {
    Map<List<Atom>, Float> scales = new LinkedHashMap<>();
    for (Monomial monomial : all) {
      List<Atom> factors = monomial.factors;
      if (factors.size() == 2 && scales.containsKey(factors.reversed())) {
        factors = factors.reversed();
      }
      scales.merge(factors, monomial.scale, Float::sum);
    }
    List<Monomial> kept = new ArrayList<>();
    scales.forEach((factors, scale) -> {
      if (scale != 0) {
        kept.add(new Monomial(scale, factors));
      }
    });
    if (kept.size() > MOST) {
      throw new NotRecognised("its body adds more products than a GRU does");
    }
    return List.copyOf(kept);
  }
}
