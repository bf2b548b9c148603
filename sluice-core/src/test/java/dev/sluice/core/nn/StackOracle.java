package dev.sluice.core.nn;

import dev.sluice.core.autodiff.Parameter;
import dev.sluice.core.tensor.Seed;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// A recurrent stack in double, sequence by sequence, straight from the equations: no packing, no
/// batching, no code of the library's layers.
///
/// @param layout names, shapes and places of the parameters
/// @param noise the key of a training pass
record StackOracle(
    RecurrentSpec<?> spec, List<Parameter> layout, Optional<Seed> noise, Mutant mutant) {

  /// All numbers a loss can be derived for.
  ///
  /// @param x `[B][T_b][I]`
  /// @param start `[B][S]`; empty for the stack's own
  record Point(double[] parameters, double[][][] x, double[][] start) {
    /// The numbers of a case, exactly.
    static Point of(Case tested) {
      return new Point(
          widen(tested.parameters()),
          Arrays.stream(tested.x()).map(Point::matrix).toArray(double[][][]::new),
          tested.start().map(Point::matrix).orElseGet(() -> new double[0][]));
    }

    private static double[][] matrix(float[][] values) {
      return Arrays.stream(values).map(StackOracle::widen).toArray(double[][]::new);
    }
  }

  /// Outputs `[B][T_b][O]`, final states `[B][S]`.
  record Outcome(double[][][] outputs, double[][] state) {}

  static double[] widen(float... values) {
    double[] wide = new double[values.length];
    Arrays.setAll(wide, i -> values[i]);
    return wide;
  }

  Outcome run(Point point) {
    int batch = point.x.length;
    int width = spec.planes() * spec.hiddenSize();
    double[][] end = new double[batch][];
    for (int b = 0; b < batch; b++) {
      end[b] = start(point, b);
    }
    double[][][] rows = point.x;
    int place = 0;
    int site = 0;
    for (int layer = 0; layer < spec.topology().layers(); layer++) {
      if (layer > 0 && spec.noise().dropout() > 0 && noise.isPresent()) {
        rows = dropout(rows, noise.get().at(site++));
      }
      List<double[][][]> parts = new ArrayList<>();
      for (Direction direction : spec.topology().direction().parts()) {
        CellOracle cell =
            cell(
                point.parameters,
                "l" + layer + (direction == Direction.FORWARD ? "." : "_reverse."));
        int number = site;
        Optional<Seed> key =
            spec.noise().isRecurrent() ? noise.map(seed -> seed.at(number)) : Optional.empty();
        site += key.isPresent() ? 1 : 0;
        double[][][] hidden = new double[batch][][];
        for (int b = 0; b < batch; b++) {
          double[] state = Arrays.copyOfRange(end[b], place * width, (place + 1) * width);
          hidden[b] = sequence(new Run(cell, direction, key, b), rows, state);
          System.arraycopy(state, 0, end[b], place * width, width);
        }
        parts.add(hidden);
        place++;
      }
      rows = merge(parts);
    }
    return new Outcome(rows, end);
  }

  private record Run(CellOracle cell, Direction direction, Optional<Seed> key, int b) {}

  /// @param state read, and overwritten with the final one
  private double[][] sequence(Run run, double[][][] all, double[] state) {
    double[][] x = all[run.b];
    double[][] hidden = new double[x.length][];
    int longest = Arrays.stream(all).mapToInt(s -> s.length).max().orElse(0);
    boolean joins = run.direction == Direction.BACKWARD && x.length < longest;
    if (mutant == Mutant.FORGOTTEN_JOINS && joins && x.length > 0) {
      Arrays.fill(state, 0);
    }
    for (int k = 0; k < x.length; k++) {
      int t = run.direction == Direction.FORWARD ? k : x.length - 1 - k;
      double[] input = mutant == Mutant.SHIFTED_TIME && t > 0 ? x[t - 1] : x[t];
      double[] next =
          mutant == Mutant.DROPPED_LAST_ROW && isLastAlive(all, run.b, t)
              ? state.clone()
              : run.cell.step(input, state, new NoiseOracle(spec.noise(), run.key, run.b, t));
      System.arraycopy(next, 0, state, 0, state.length);
      hidden[t] = Arrays.copyOf(state, spec.hiddenSize());
    }
    return hidden;
  }

  private static boolean isLastAlive(double[][][] all, int b, int t) {
    for (int other = 0; other < all.length; other++) {
      boolean behind =
          all[other].length < all[b].length || (all[other].length == all[b].length && other > b);
      if (all[other].length > t && behind) {
        return false;
      }
    }
    return true;
  }

  private double[] start(Point point, int b) {
    if (point.start.length > 0) {
      return point.start[b].clone();
    }
    double[] own = new double[spec.stateSize()];
    if (spec.topology().initialState() == InitialState.LEARNED) {
      Parameter learned =
          layout.stream().filter(p -> p.name().equals("initial_state")).findFirst().orElseThrow();
      return values(point.parameters, learned);
    }
    return own;
  }

  private double[][][] dropout(double[][][] rows, Seed site) {
    float rate = spec.noise().dropout();
    double[][][] result = new double[rows.length][][];
    for (int b = 0; b < rows.length; b++) {
      result[b] = new double[rows[b].length][];
      for (int t = 0; t < rows[b].length; t++) {
        Seed key = site.at(b).at(t);
        double[] row = rows[b][t].clone();
        for (int j = 0; j < row.length; j++) {
          row[j] = key.uniform(j) < rate ? 0 : row[j] / (1 - (double) rate);
        }
        result[b][t] = row;
      }
    }
    return result;
  }

  private double[][][] merge(List<double[][][]> parts) {
    if (parts.size() == 1) {
      return parts.getFirst();
    }
    int h = spec.hiddenSize();
    boolean sum = spec.topology().merge() == Merge.SUM;
    double[][][] merged = new double[parts.getFirst().length][][];
    for (int b = 0; b < merged.length; b++) {
      merged[b] = new double[parts.getFirst()[b].length][sum ? h : 2 * h];
      for (int t = 0; t < merged[b].length; t++) {
        for (int j = 0; j < h; j++) {
          double one = parts.get(0)[b][t][j];
          double two = parts.get(1)[b][t][j];
          merged[b][t][j] = sum ? one + two : one;
          if (!sum) {
            merged[b][t][h + j] = two;
          }
        }
      }
    }
    return merged;
  }

  /// The numbers of the layer whose names begin with `prefix`.
  CellOracle.Numbers numbers(double[] parameters, String prefix) {
    Map<String, double[]> byName = new HashMap<>();
    for (Parameter parameter : layout) {
      if (parameter.name().startsWith(prefix)) {
        byName.put(parameter.name().substring(prefix.length()), values(parameters, parameter));
      }
    }
    return new CellOracle.Numbers(byName);
  }

  CellOracle cell(double[] parameters, String prefix) {
    CellOracle.Numbers numbers = numbers(parameters, prefix);
    return switch (spec) {
      case GruSpec gru -> new GruOracle(gru, numbers, mutant);
      case LstmSpec lstm -> new LstmOracle(lstm, numbers);
      case RnnSpec rnn -> new RnnOracle(rnn, numbers);
    };
  }

  private static double[] values(double[] all, Parameter parameter) {
    return Arrays.copyOfRange(
        all, parameter.offset(), parameter.offset() + parameter.shape().size());
  }
}
