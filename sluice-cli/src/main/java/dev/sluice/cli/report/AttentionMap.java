package dev.sluice.cli.report;

import java.util.List;
import java.util.Locale;

/// Where each symbol of a translation comes from, as a picture in scalable vector graphics: a row
/// for each symbol of the translation, a column for each of the source, the darker the more the
/// decoder looked there (the picture of Bahdanau et al. 2014, figure 3).
///
/// @param source symbols of the source, the border behind them
/// @param target symbols of the translation
/// @param weights a row for each of `target`, a column for each of `source`
public record AttentionMap(List<String> source, List<String> target, List<List<Float>> weights) {
  private static final int CELL = 20;
  private static final int LETTER = 8;
  private static final int GAP = 6;

  /// Copies the lists.
  public AttentionMap {
    source = List.copyOf(source);
    target = List.copyOf(target);
    weights = weights.stream().map(List::copyOf).toList();
    int rows = weights.size();
    for (List<Float> row : weights) {
      if (rows != target.size() || row.size() != source.size()) {
        throw new IllegalArgumentException(
            "%d × %d weights for %d symbols of the translation and %d of the source"
                .formatted(weights.size(), row.size(), target.size(), source.size()));
      }
    }
  }

  /// The picture, of its own size.
  String svg() {
    int left = LETTER * longest(target) + 2 * GAP;
    int top = LETTER * longest(source) + 2 * GAP;
    int width = left + CELL * source.size() + GAP;
    int height = top + CELL * target.size() + GAP;
    StringBuilder svg = new StringBuilder();
    svg.append(
        String.format(
            Locale.ROOT,
            "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"%d\" height=\"%d\" viewBox=\"0 0 %d %d\" role=\"img\" aria-label=\"%s\">\n",
            width,
            height,
            width,
            height,
            quoted(String.join("", target))));
    for (int s = 0; s < source.size(); s++) {
      int x = left + CELL * s + CELL / 2 + 4;
      svg.append(
          String.format(
              Locale.ROOT,
              "<text transform=\"translate(%d %d) rotate(-90)\">%s</text>\n",
              x,
              top - GAP,
              quoted(shown(source.get(s)))));
    }
    for (int t = 0; t < target.size(); t++) {
      int y = top + CELL * t;
      svg.append(
          String.format(
              Locale.ROOT,
              "<text x=\"%d\" y=\"%d\" text-anchor=\"end\">%s</text>\n",
              left - GAP,
              y + CELL / 2 + 4,
              quoted(shown(target.get(t)))));
      for (int s = 0; s < source.size(); s++) {
        svg.append(cell(left + CELL * s, y, t, s));
      }
    }
    return svg.append("</svg>").toString();
  }

  private String cell(int x, int y, int t, int s) {
    float weight = weights.get(t).get(s);
    return String.format(
        Locale.ROOT,
        "<g><title>%s ← %s: %.2f</title><rect class=\"cell\" x=\"%d\" y=\"%d\" width=\"%d\" height=\"%d\"/><rect class=\"look\" x=\"%d\" y=\"%d\" width=\"%d\" height=\"%d\" fill-opacity=\"%.2f\"/></g>\n",
        quoted(shown(target.get(t))),
        quoted(shown(source.get(s))),
        weight,
        x,
        y,
        CELL,
        CELL,
        x,
        y,
        CELL,
        CELL,
        weight);
  }

  private static int longest(List<String> symbols) {
    return symbols.stream().mapToInt(each -> shown(each).length()).max().orElse(0);
  }

  /// Blanks before a word say nothing here; where there is nothing else they are told.
  private static String shown(String symbol) {
    if (symbol.isEmpty()) {
      return "∎";
    }
    return symbol.isBlank() ? "␣" : symbol.strip();
  }

  private static String quoted(String text) {
    return Template.escaped(text).replace("\"", "&quot;");
  }
}
