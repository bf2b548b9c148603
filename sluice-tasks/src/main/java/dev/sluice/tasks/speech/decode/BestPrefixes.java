package dev.sluice.tasks.speech.decode;

import java.util.Objects;

/// The best of the beginnings of a frame: a heap with the worst on top.
///
/// The order is total, so the choice does not depend on the order of offers: the higher score, then
/// fewer symbols, then the lower symbol where they differ first.
final class BestPrefixes {
  private final int width;

  /// A node, and the symbol that goes on from it, or the blank for the node itself.
  private final Prefix[] nodes;

  private final int[] symbols;
  private final double[] scores;
  private int size;

  BestPrefixes(int width) {
    this.width = width;
    nodes = new Prefix[width];
    symbols = new int[width];
    scores = new double[width];
  }

  void clear() {
    size = 0;
  }

  int size() {
    return size;
  }

  Prefix node(int i) {
    return nodes[i];
  }

  int symbol(int i) {
    return symbols[i];
  }

  double score(int i) {
    return scores[i];
  }

  /// What an offer has to reach.
  double least() {
    return size < width ? Double.NEGATIVE_INFINITY : scores[0];
  }

  void offer(Prefix node, int symbol, double score) {
    if (size < width) {
      int at = size++;
      set(at, node, symbol, score);
      while (at > 0 && isBefore((at - 1) / 2, at)) {
        swap(at, (at - 1) / 2);
        at = (at - 1) / 2;
      }
    } else if (score > scores[0]
        || score == scores[0] && compare(node, symbol, nodes[0], symbols[0]) < 0) {
      set(0, node, symbol, score);
      sink(size);
    }
  }

  /// Sorts them, the best first; then no more are offered.
  void sort() {
    for (int end = size - 1; end > 0; end--) {
      swap(0, end);
      sink(end);
    }
  }

  private void set(int at, Prefix node, int symbol, double score) {
    nodes[at] = node;
    symbols[at] = symbol;
    scores[at] = score;
  }

  /// Moves the top of the first `length` to its place.
  private void sink(int length) {
    int at = 0;
    while (true) {
      int worst = at;
      for (int child = 2 * at + 1; child <= Math.min(2 * at + 2, length - 1); child++) {
        worst = isBefore(worst, child) ? child : worst;
      }
      if (worst == at) {
        return;
      }
      swap(at, worst);
      at = worst;
    }
  }

  private boolean isBefore(int i, int j) {
    return scores[i] > scores[j]
        || scores[i] == scores[j] && compare(nodes[i], symbols[i], nodes[j], symbols[j]) < 0;
  }

  private void swap(int i, int j) {
    Prefix node = nodes[i];
    int symbol = symbols[i];
    double score = scores[i];
    set(i, nodes[j], symbols[j], scores[j]);
    set(j, node, symbol, score);
  }

  /// The order of equally good ones.
  private static int compare(Prefix a, int symbolA, Prefix b, int symbolB) {
    boolean goesOnA = symbolA != Alphabet.BLANK;
    boolean goesOnB = symbolB != Alphabet.BLANK;
    int order = Long.compare(a.depth + (goesOnA ? 1 : 0), b.depth + (goesOnB ? 1 : 0));
    if (order != 0) {
      return order;
    }
    order = Integer.compare(goesOnA ? symbolA : a.symbol, goesOnB ? symbolB : b.symbol);
    Prefix x = goesOnA ? a : Objects.requireNonNullElse(a.parent, a);
    Prefix y = goesOnB ? b : Objects.requireNonNullElse(b.parent, b);
    // The last difference on the way up is the first one of the texts.
    while (x != y && x.parent != null && y.parent != null) {
      order = x.symbol == y.symbol ? order : Integer.compare(x.symbol, y.symbol);
      x = x.parent;
      y = y.parent;
    }
    return order;
  }
}
