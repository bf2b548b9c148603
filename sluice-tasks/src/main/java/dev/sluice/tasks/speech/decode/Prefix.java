package dev.sluice.tasks.speech.decode;

import org.jspecify.annotations.Nullable;

/// A beginning of what may have been said: a node of the tree of all beginnings that are followed.
///
/// ```
/// b(l)  = ln of all paths that say l and end with a blank          vb, vn the likeliest such path
/// n(l)  = ln of all paths that say l and end with its last symbol
///
/// b'(l) = ln y(blank) + ln(eᵇ⁽ˡ⁾ + eⁿ⁽ˡ⁾)
/// n'(l) = ln y(c) + ln(eⁿ⁽ˡ⁾ + eⁱⁿ⁽ˡ⁾)       l = k c,  in(l) = b(k) if k ends with c, else ln(eᵇ⁽ᵏ⁾ + eⁿ⁽ᵏ⁾)
/// ```
///
/// A node stays while something that goes on from it is followed, so a beginning that is left and
/// comes back meets what went on from it.
final class Prefix {
  private static final double NEVER = Double.NEGATIVE_INFINITY;

  @Nullable Prefix parent;
  final int symbol;

  /// Symbols up to here.
  final long depth;

  @Nullable Prefix firstChild;
  @Nullable Prefix nextSibling;
  boolean isFollowed;

  /// At the frame that was heard last.
  double blank = NEVER;

  double symbolEnd = NEVER;
  double total = NEVER;
  private double bestBlank = NEVER;
  private double bestSymbolEnd = NEVER;
  private Segment blankPath = Segment.NONE;
  private Segment symbolPath = Segment.NONE;

  /// At the frame that is heard now.
  private double nextBlank;

  private double nextSymbolEnd;
  private double nextBestSymbolEnd;

  /// Where the likeliest path comes from if its last symbol begins now.
  private @Nullable Segment arrivedFrom;

  /// What the language model gave for words, its state, and where the word stands in the list.
  double bonus;

  int languageState;
  int trieNode = WordTrie.ROOT;

  /// Of the word that ends here, once it was asked for.
  double wordBonus = Double.NaN;

  int wordId;

  /// The beginning of all.
  Prefix() {
    parent = null;
    symbol = Alphabet.BLANK;
    depth = 0;
    blank = 0;
    total = 0;
    bestBlank = 0;
    isFollowed = true;
  }

  private Prefix(Prefix parent, int symbol) {
    this.parent = parent;
    this.symbol = symbol;
    depth = parent.depth + 1;
    nextSibling = parent.firstChild;
    parent.firstChild = this;
    isFollowed = true;
  }

  /// ln of the paths that a symbol can follow.
  double into(int next) {
    return next == symbol ? blank : total;
  }

  private double bestInto(int next) {
    return next == symbol ? bestBlank : Math.max(bestBlank, bestSymbolEnd);
  }

  private Segment pathInto(int next) {
    return next == symbol ? blankPath : path();
  }

  /// The likeliest path so far.
  Segment path() {
    return bestBlank >= bestSymbolEnd ? blankPath : symbolPath;
  }

  /// Hears a frame while nothing comes from its parent.
  ///
  /// @param y `[T,K]`, the frame at `at`
  void stay(float[] y, int at) {
    nextBlank = total + y[at];
    boolean isSaid = symbol != Alphabet.BLANK;
    nextSymbolEnd = isSaid ? symbolEnd + y[at + symbol] : NEVER;
    nextBestSymbolEnd = isSaid ? bestSymbolEnd + y[at + symbol] : NEVER;
    arrivedFrom = null;
  }

  /// Hears its last symbol behind its parent, after [#stay].
  void arrive(Prefix from, float value) {
    nextSymbolEnd = Sums.add(nextSymbolEnd, from.into(symbol) + value);
    double best = from.bestInto(symbol) + value;
    if (best > nextBestSymbolEnd) {
      nextBestSymbolEnd = best;
      arrivedFrom = from.pathInto(symbol);
    }
  }

  /// The sum of the frame that is heard now.
  double nextTotal() {
    return Sums.add(nextBlank, nextSymbolEnd);
  }

  /// Makes a beginning with one symbol more, as of the frame that is heard now.
  Prefix begin(int next, int frame, float value) {
    Prefix child = new Prefix(this, next);
    child.symbolEnd = into(next) + value;
    child.total = child.symbolEnd;
    child.bestSymbolEnd = bestInto(next) + value;
    child.symbolPath = pathInto(next).begin(frame, value);
    return child;
  }

  /// What was next is now.
  void advance(float[] y, int at, int frame) {
    blankPath = path();
    bestBlank = Math.max(bestBlank, bestSymbolEnd) + y[at];
    bestSymbolEnd = nextBestSymbolEnd;
    if (arrivedFrom != null) {
      symbolPath = arrivedFrom.begin(frame, y[at + symbol]);
      arrivedFrom = null;
    } else if (bestSymbolEnd > NEVER) {
      symbolPath = symbolPath.extend(frame, y[at + symbol]);
    }
    blank = nextBlank;
    symbolEnd = nextSymbolEnd;
    total = nextTotal();
    isFollowed = true;
  }

  /// Is followed no more; goes out of the tree with what is left without children.
  void leave(Prefix root) {
    isFollowed = false;
    blank = NEVER;
    symbolEnd = NEVER;
    total = NEVER;
    bestBlank = NEVER;
    bestSymbolEnd = NEVER;
    blankPath = Segment.NONE;
    symbolPath = Segment.NONE;
    arrivedFrom = null;
    Prefix each = this;
    while (each != root && !each.isFollowed && each.firstChild == null && each.parent != null) {
      Prefix above = each.parent;
      above.remove(each);
      each.parent = null;
      each = above;
    }
  }

  private void remove(Prefix child) {
    if (firstChild == child) {
      firstChild = child.nextSibling;
    } else {
      Prefix each = firstChild;
      while (each != null && each.nextSibling != child) {
        each = each.nextSibling;
      }
      if (each != null) {
        each.nextSibling = child.nextSibling;
      }
    }
    child.nextSibling = null;
  }

  /// Forgets all symbols before one of its ancestors, or before itself.
  void cutPaths(Prefix ancestor) {
    Segment onBlank = blankPath;
    Segment onSymbol = symbolPath;
    Prefix each = this;
    while (each != ancestor && each.parent != null) {
      onBlank = onBlank.before();
      onSymbol = onSymbol.before();
      each = each.parent;
    }
    onBlank.cut();
    onSymbol.cut();
  }
}
