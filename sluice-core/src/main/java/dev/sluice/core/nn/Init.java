package dev.sluice.core.nn;

import dev.sluice.core.autodiff.Initializer;
import dev.sluice.core.tensor.Floats;
import dev.sluice.core.tensor.Seed;
import dev.sluice.core.tensor.Shape;

/// The usual initialisers; all draw from the counter-based [Seed], so equal seeds give equal bits.
public final class Init {
  private Init() {}

  /// An initialiser that prints itself, and equals another of the same name: specs are compared and
  /// printed.
  private record Named(String name, Initializer body) implements Initializer {
    @Override
    public void fill(Floats values, Shape shape, Seed seed) {
      body.fill(values, shape, seed);
    }

    @Override
    public boolean equals(Object other) {
      return other instanceof Named named && named.name.equals(name);
    }

    @Override
    public int hashCode() {
      return name.hashCode();
    }

    @Override
    public String toString() {
      return name;
    }
  }

  /// All values 0.
  public static Initializer zeros() {
    return constant(0);
  }

  /// All values the same.
  public static Initializer constant(float value) {
    return new Named("constant(" + value + ")", (values, shape, seed) -> values.fill(value));
  }

  /// Uniform in `[-bound, bound)`.
  public static Initializer uniform(float bound) {
    return new Named(
        "uniform(" + bound + ")",
        (values, shape, seed) -> {
          for (int i = 0; i < values.length(); i++) {
            values.set(i, bound * (2 * seed.uniform(i) - 1));
          }
        });
  }

  /// Normal with mean 0.
  public static Initializer normal(float deviation) {
    return new Named(
        "normal(" + deviation + ")",
        (values, shape, seed) -> {
          for (int i = 0; i < values.length(); i++) {
            values.set(i, deviation * seed.normal(i));
          }
        });
  }

  /// Uniform with variance 2/(in + out) (Glorot and Bengio 2010); for a matrix `[out, in]`.
  public static Initializer glorot() {
    return new Named(
        "glorot",
        (values, shape, seed) -> {
          double bound = StrictMath.sqrt(6.0 / (shape.rows() + shape.columns()));
          uniform((float) bound).fill(values, shape, seed);
        });
  }

  /// A random matrix with orthonormal rows, or columns where there are fewer (Saxe et al. 2013,
  /// arXiv 1312.6120): a normal matrix, orthogonalised in double by modified Gram-Schmidt, twice
  /// over.
  public static Initializer orthogonal() {
    return new Named(
        "orthogonal",
        (values, shape, seed) -> {
          int rows = shape.rows();
          int columns = shape.columns();
          int vectors = Math.min(rows, columns);
          double[][] basis = new double[vectors][Math.max(rows, columns)];
          for (int v = 0; v < vectors; v++) {
            for (int i = 0; i < basis[v].length; i++) {
              basis[v][i] = seed.normal((long) v * basis[v].length + i);
            }
            orthogonalise(basis, v);
            orthogonalise(basis, v);
          }
          for (int r = 0; r < rows; r++) {
            for (int c = 0; c < columns; c++) {
              values.set(r * columns + c, (float) (rows <= columns ? basis[r][c] : basis[c][r]));
            }
          }
        });
  }

  private static void orthogonalise(double[][] basis, int v) {
    double[] vector = basis[v];
    for (int w = 0; w < v; w++) {
      double dot = 0;
      for (int i = 0; i < vector.length; i++) {
        dot += vector[i] * basis[w][i];
      }
      for (int i = 0; i < vector.length; i++) {
        vector[i] -= dot * basis[w][i];
      }
    }
    double square = 0;
    for (double x : vector) {
      square += x * x;
    }
    double scale = 1 / Math.sqrt(square);
    for (int i = 0; i < vector.length; i++) {
      vector[i] *= scale;
    }
  }

  /// The same initialiser for each of `count` equal blocks of rows, each with a key of its own: the
  /// gates of a cell.
  public static Initializer blocks(int count, Initializer each) {
    return (values, shape, seed) -> {
      int size = values.length() / count;
      Shape block = Shape.of(shape.dim(0) / count, shape.size() / shape.dim(0));
      for (int i = 0; i < count; i++) {
        each.fill(values.slice(i * size, size), block, seed.at(i));
      }
    };
  }

  /// One constant for each of the equal blocks of a vector.
  static Initializer blockConstants(float... constants) {
    return (values, shape, seed) -> {
      Floats all = values;
      int size = all.length() / constants.length;
      for (int i = 0; i < constants.length; i++) {
        all.slice(i * size, size).fill(constants[i]);
      }
    };
  }
}
