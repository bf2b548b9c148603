package dev.sluice.tasks.speech.decode;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/// Prefix beam search, frame by frame; see [BeamDecoder].
///
/// The tree holds the beginnings that are followed, and those before them. A frame lets every one
/// stay and go on by each symbol; of all that come out the best are followed. A node is made only
/// for what is chosen.
final class PrefixBeam {
  private final Alphabet alphabet;
  private final WordScorer scorer;
  private final BestPrefixes best;
  private Prefix root;

  /// What is followed, the best first, and what this frame came upon.
  private final List<Prefix> followed = new ArrayList<>();

  private final List<Prefix> touched = new ArrayList<>();

  /// `[K]`, the number of the node that a symbol leads to another node from.
  private final int[] known;

  private int nodesSeen;
  private int frame;
  private boolean isStuck;

  PrefixBeam(BeamDecoder decoder) {
    alphabet = decoder.alphabet();
    scorer = new WordScorer(alphabet, decoder.words(), decoder.language());
    best = new BestPrefixes(decoder.width());
    known = new int[alphabet.classes()];
    root = scorer.root();
    followed.add(root);
  }

  /// Hears whole frames.
  ///
  /// @param y `[T,K]`
  void hear(float[] y) {
    int frames = Posteriors.frames(y, alphabet.classes());
    for (int t = 0; t < frames; t++) {
      hear(y, t);
    }
  }

  /// Hears frame `t` of `y [T,K]`.
  void hear(float[] y, int t) {
    int at = t * alphabet.classes();
    Posteriors.check(y, at, alphabet.classes(), frame);
    if (!isStuck) {
      offerAll(y, at);
      if (best.size() == 0) {
        isStuck = true;
      } else {
        choose(y, at);
      }
    }
    frame = Math.incrementExact(frame);
  }

  private void offerAll(float[] y, int at) {
    best.clear();
    touched.clear();
    for (Prefix prefix : followed) {
      prefix.stay(y, at);
      touched.add(prefix);
    }
    for (Prefix prefix : followed) {
      for (Prefix child = prefix.firstChild; child != null; child = child.nextSibling) {
        if (!child.isFollowed) {
          child.stay(y, at);
          touched.add(child);
        }
        child.arrive(prefix, y[at + child.symbol]);
      }
    }
    for (Prefix prefix : touched) {
      double total = prefix.nextTotal();
      if (total > Double.NEGATIVE_INFINITY) {
        best.offer(prefix, Alphabet.BLANK, total + prefix.bonus);
      }
    }
    followed.forEach(prefix -> offerNew(prefix, y, at));
  }

  /// Symbols that lead to no node yet.
  private void offerNew(Prefix prefix, float[] y, int at) {
    nodesSeen++;
    for (Prefix child = prefix.firstChild; child != null; child = child.nextSibling) {
      known[child.symbol] = nodesSeen;
    }
    // Rounding keeps the order of sums, so nothing is passed over that would be chosen.
    double most = prefix.bonus + scorer.mostGain();
    for (int symbol = 1; symbol < known.length; symbol++) {
      double total = prefix.into(symbol) + y[at + symbol];
      if (known[symbol] != nodesSeen
          && total > Double.NEGATIVE_INFINITY
          && total + most >= best.least()
          && scorer.trieNode(prefix, symbol) != WordTrie.NOWHERE) {
        best.offer(prefix, symbol, total + scorer.bonus(prefix, symbol));
      }
    }
  }

  private void choose(float[] y, int at) {
    best.sort();
    followed.forEach(prefix -> prefix.isFollowed = false);
    followed.clear();
    // What is new comes from sums of the frame before, so it is made before those go on.
    for (int i = 0; i < best.size(); i++) {
      Prefix node = best.node(i);
      int symbol = best.symbol(i);
      if (symbol == Alphabet.BLANK) {
        node.isFollowed = true;
        followed.add(node);
      } else {
        Prefix child = node.begin(symbol, frame, y[at + symbol]);
        scorer.enter(child, node);
        followed.add(child);
      }
    }
    for (int i = 0; i < best.size(); i++) {
      if (best.symbol(i) == Alphabet.BLANK) {
        best.node(i).advance(y, at, frame);
      }
    }
    for (Prefix prefix : touched) {
      if (!prefix.isFollowed) {
        prefix.leave(root);
      }
    }
  }

  /// The best that may end here, at most `most`; where none may, the best one cut.
  List<Hypothesis> hypotheses(int most) {
    BestPrefixes ends = new BestPrefixes(Math.min(most, followed.size()));
    for (Prefix prefix : followed) {
      if (!isStuck && scorer.mayEnd(prefix)) {
        ends.offer(prefix, Alphabet.BLANK, prefix.total + scorer.finalBonus(prefix));
      }
    }
    ends.sort();
    List<Hypothesis> hypotheses = new ArrayList<>();
    for (int i = 0; i < ends.size(); i++) {
      Prefix prefix = ends.node(i);
      hypotheses.add(
          hypothesis(symbols(prefix), prefix.total, ends.score(i), Hypothesis.Ending.COMPLETE));
    }
    return hypotheses.isEmpty() ? List.of(cut()) : hypotheses;
  }

  private Hypothesis cut() {
    Prefix prefix = followed.getFirst();
    List<DecodedSymbol> symbols = symbols(prefix);
    while (!symbols.isEmpty() && !alphabet.endsWord(symbols.getLast().symbol())) {
      symbols.removeLast();
    }
    double total = isStuck ? Double.NEGATIVE_INFINITY : prefix.total;
    return hypothesis(symbols, total, total + prefix.bonus, Hypothesis.Ending.CUT);
  }

  private Hypothesis hypothesis(
      List<DecodedSymbol> symbols, double total, double score, Hypothesis.Ending ending) {
    return new Hypothesis(symbols, WordAssembler.words(alphabet, symbols), total, score, ending);
  }

  /// The symbols behind the root.
  private List<DecodedSymbol> symbols(Prefix prefix) {
    return symbols(prefix, prefix.path());
  }

  private static List<DecodedSymbol> symbols(Prefix prefix, Segment path) {
    List<DecodedSymbol> symbols = new ArrayList<>();
    Prefix each = prefix;
    Segment segment = path;
    while (each.parent != null) {
      symbols.add(
          new DecodedSymbol(
              each.symbol,
              segment.first,
              segment.last,
              segment.peak,
              StrictMath.exp(segment.peakValue)));
      each = each.parent;
      segment = segment.before();
    }
    Collections.reverse(symbols);
    return symbols;
  }

  /// The words of the best that are not committed, the one that is not over too.
  List<DecodedWord> pending() {
    return WordAssembler.words(alphabet, symbols(followed.getFirst()));
  }

  /// Words on which all that is followed agrees.
  List<DecodedWord> commitAgreed() {
    Prefix border = root;
    Prefix agreed = root;
    Prefix only = agreed.firstChild;
    while (!agreed.isFollowed && only != null && only.nextSibling == null) {
      agreed = only;
      only = agreed.firstChild;
      border = alphabet.endsWord(agreed.symbol) ? agreed : border;
    }
    return commit(border);
  }

  /// Words of the best whose last frame is `delay` frames old or older; what disagrees is left.
  List<DecodedWord> commitOlder(int delay) {
    Prefix each = followed.getFirst();
    Segment segment = each.path();
    while (each != root && !(alphabet.endsWord(each.symbol) && isOld(each, segment, delay))) {
      each = parentOf(each);
      segment = segment.before();
    }
    Prefix border = each;
    if (border != root) {
      List<Prefix> others = followed.stream().filter(one -> !goesThrough(one, border)).toList();
      followed.removeAll(others);
      others.forEach(one -> one.leave(root));
    }
    return commit(border);
  }

  /// The frame heard last is `frame − 1`.
  private boolean isOld(Prefix end, Segment segment, int delay) {
    int last = alphabet.isSeparator(end.symbol) ? segment.before().last : segment.last;
    return frame - 1 - last >= delay;
  }

  private static boolean goesThrough(Prefix prefix, Prefix border) {
    Prefix each = prefix;
    while (each.depth > border.depth) {
      each = parentOf(each);
    }
    return each == border;
  }

  private static Prefix parentOf(Prefix prefix) {
    Prefix parent = prefix.parent;
    if (parent == null) {
      throw new IllegalStateException("the root has no parent");
    }
    return parent;
  }

  /// Makes an ancestor of all that is followed the root.
  private List<DecodedWord> commit(Prefix border) {
    if (border == root) {
      return List.of();
    }
    Prefix each = followed.getFirst();
    Segment segment = each.path();
    while (each != border) {
      each = parentOf(each);
      segment = segment.before();
    }
    List<DecodedWord> words = WordAssembler.words(alphabet, symbols(border, segment));
    followed.forEach(one -> one.cutPaths(border));
    border.parent = null;
    border.nextSibling = null;
    root = border;
    return words;
  }
}
