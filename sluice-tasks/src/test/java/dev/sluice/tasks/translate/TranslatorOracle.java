package dev.sluice.tasks.translate;

import dev.sluice.tasks.translate.TranslatorSpec.Feeding;
import dev.sluice.tasks.translate.TranslatorSpec.Looking;
import dev.sluice.tasks.translate.TranslatorSpec.Tables;
import dev.sluice.testing.oracle.Doubles;
import java.util.Map;

/// What a [TranslatorNetwork] of one layer computes, in double, straight from the equations: pair
/// by pair, step by step.
record TranslatorOracle(TranslatorSpec spec, Map<String, Doubles> parameters) {
  /// Nats of all target symbols.
  double nats(int[][] sources, int[][] targets) {
    double sum = 0;
    for (int i = 0; i < sources.length; i++) {
      sum += pair(sources[i], targets[i]);
    }
    return sum;
  }

  private double pair(int[] source, int[] target) {
    double[][] memory = encode(source);
    double[] mean = mean(memory);
    double[] whole = spec.attention() == Looking.NONE ? ends(memory) : mean;
    double[] h = tanh(affine("decoder.bridge", whole));
    double[] said = new double[spec.vector()];
    int border = spec.target() - 1;
    double nats = 0;
    for (int t = 0; t < target.length; t++) {
      double[] embedded = row(targetTable(), t == 0 ? border : target[t - 1]);
      double[] x = spec.feeding() == Feeding.OUTPUT ? join(embedded, said) : embedded;
      h = gru("decoder.recurrent.l0", x, h);
      double[] context = spec.attention() == Looking.NONE ? whole : look(h, memory);
      said = tanh(affine("decoder.combine", join(h, context)));
      double[] logits = new double[spec.target()];
      double total = 0;
      for (int v = 0; v < logits.length; v++) {
        logits[v] = dot(row(targetTable(), v), said) + parameters.get("output.bias").at(v);
        total += Math.exp(logits[v]);
      }
      nats += Math.log(total) - logits[target[t]];
    }
    return nats;
  }

  private String targetTable() {
    return spec.tables() == Tables.SHARED ? "embedding.weight" : "target.weight";
  }

  private double[][] encode(int... source) {
    String table = spec.tables() == Tables.SHARED ? "embedding.weight" : "source.weight";
    int units = spec.encoder().hiddenSize();
    double[][] memory = new double[source.length][2 * units];
    double[] forward = new double[units];
    for (int s = 0; s < source.length; s++) {
      forward = gru("encoder.l0", row(table, source[s]), forward);
      System.arraycopy(forward, 0, memory[s], 0, units);
    }
    double[] backward = new double[units];
    for (int s = source.length - 1; s >= 0; s--) {
      backward = gru("encoder.l0_reverse", row(table, source[s]), backward);
      System.arraycopy(backward, 0, memory[s], units, units);
    }
    return memory;
  }

  private double[] look(double[] h, double[][] memory) {
    double[] weights = new double[memory.length];
    double total = 0;
    for (int s = 0; s < memory.length; s++) {
      weights[s] = Math.exp(score(h, memory[s]));
      total += weights[s];
    }
    double[] context = new double[memory[0].length];
    for (int s = 0; s < memory.length; s++) {
      for (int j = 0; j < context.length; j++) {
        context[j] += weights[s] / total * memory[s][j];
      }
    }
    return context;
  }

  private double score(double[] h, double[] m) {
    if (spec.attention() == Looking.DOT) {
      return dot(h, affine("decoder.keys", m)) / Math.sqrt(h.length);
    }
    double[] q = product("decoder.attention.query", h);
    double[] k = product("decoder.attention.memory", m);
    double sum = 0;
    for (int a = 0; a < q.length; a++) {
      sum += parameters.get("decoder.attention.score").at(a) * Math.tanh(q[a] + k[a]);
    }
    return sum;
  }

  /// The article's cell: z weighs the candidate, r acts before the product.
  private double[] gru(String name, double[] x, double[] h) {
    int n = h.length;
    double[] in = product(name + ".input", x);
    double[] gates = product(name + ".hidden", h);
    Doubles b = parameters.get(name + ".bias");
    double[] kept = new double[n];
    for (int j = 0; j < n; j++) {
      kept[j] = h[j] / (1 + Math.exp(-(in[n + j] + gates[n + j] + b.at(n + j))));
    }
    double[] candidate = product(name + ".hidden", kept);
    double[] next = new double[n];
    for (int j = 0; j < n; j++) {
      double z = 1 / (1 + Math.exp(-(in[j] + gates[j] + b.at(j))));
      double fresh = Math.tanh(in[2 * n + j] + candidate[2 * n + j] + b.at(2 * n + j));
      next[j] = (1 - z) * h[j] + z * fresh;
    }
    return next;
  }

  private double[] affine(String name, double[] x) {
    double[] y = product(name + ".weight", x);
    for (int i = 0; i < y.length; i++) {
      y[i] += parameters.get(name + ".bias").at(i);
    }
    return y;
  }

  private double[] product(String name, double[] x) {
    double[] y = new double[parameters.get(name).shape()[0]];
    for (int i = 0; i < y.length; i++) {
      y[i] = dot(row(name, i), x);
    }
    return y;
  }

  private double[] row(String name, int i) {
    Doubles matrix = parameters.get(name);
    int width = matrix.shape()[1];
    double[] row = new double[width];
    System.arraycopy(matrix.values(), i * width, row, 0, width);
    return row;
  }

  private static double[] mean(double[][] rows) {
    double[] mean = new double[rows[0].length];
    for (double[] row : rows) {
      for (int j = 0; j < mean.length; j++) {
        mean[j] += row[j] / rows.length;
      }
    }
    return mean;
  }

  private static double[] ends(double[][] memory) {
    int half = memory[0].length / 2;
    double[] ends = memory[memory.length - 1].clone();
    System.arraycopy(memory[0], half, ends, half, half);
    return ends;
  }

  private static double[] tanh(double... x) {
    double[] y = new double[x.length];
    for (int i = 0; i < y.length; i++) {
      y[i] = Math.tanh(x[i]);
    }
    return y;
  }

  private static double[] join(double[] a, double[] b) {
    double[] joined = new double[a.length + b.length];
    System.arraycopy(a, 0, joined, 0, a.length);
    System.arraycopy(b, 0, joined, a.length, b.length);
    return joined;
  }

  private static double dot(double[] a, double[] b) {
    double sum = 0;
    for (int i = 0; i < a.length; i++) {
      sum += a[i] * b[i];
    }
    return sum;
  }
}
