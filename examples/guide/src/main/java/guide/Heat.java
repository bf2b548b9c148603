package guide;

import guide.Svg.Anchor;
import guide.Words.Language;
import java.util.List;

/// Values from 0 to 1 as shades: a row for each unit, steps along.
///
/// @param values `[units][steps]`
record Heat(Words title, Words rows, double[][] values) implements Figure.Drawing {
  private static final int SHADES = 10;

  @Override
  public List<Panel.Line> legend() {
    return List.of();
  }

  @Override
  public double below() {
    return 4;
  }

  @Override
  public void draw(Svg svg, Figure.Box box, Language language) {
    svg.text(
        "title", Anchor.MIDDLE, (box.left() + box.right()) / 2, box.top() - 10, title.in(language));
    svg.upward(box.left() - 46, (box.top() + box.bottom()) / 2, rows.in(language));
    for (int shade = 1; shade <= SHADES; shade++) {
      String cells = cells(box, shade);
      if (!cells.isEmpty()) {
        svg.fill("heat", (double) shade / SHADES, cells);
      }
    }
  }

  /// The rectangles of one shade, neighbours joined.
  private String cells(Figure.Box box, int shade) {
    double wide = (box.right() - box.left()) / values[0].length;
    double high = (box.bottom() - box.top()) / values.length;
    StringBuilder path = new StringBuilder();
    for (int unit = 0; unit < values.length; unit++) {
      int from = 0;
      while (from < values[unit].length) {
        int to = from + 1;
        while (to < values[unit].length && shade(unit, to) == shade(unit, from)) {
          to++;
        }
        if (shade(unit, from) == shade) {
          path.append(
              "M%s %sH%sv%sH%sz"
                  .formatted(
                      Svg.at(box.left() + wide * from),
                      Svg.at(box.top() + high * unit),
                      Svg.at(box.left() + wide * to),
                      Svg.at(high - 1),
                      Svg.at(box.left() + wide * from)));
        }
        from = to;
      }
    }
    return path.toString();
  }

  private long shade(int unit, int step) {
    return Math.round(values[unit][step] * SHADES);
  }
}
