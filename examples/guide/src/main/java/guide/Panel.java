package guide;

import guide.Svg.Anchor;
import guide.Words.Language;
import java.util.List;

/// Lines over two axes; a line ends where it falls below the axis.
record Panel(Words title, Axis x, Axis y, List<Line> lines) implements Figure.Drawing {
  /// A curve.
  ///
  /// @param style `s0` to `s5`, with ` dash` for a dashed one
  record Line(Words name, String style, double[] x, double[] y) {}

  @Override
  public List<Line> legend() {
    return lines;
  }

  @Override
  public double below() {
    return 44;
  }

  @Override
  public void draw(Svg svg, Figure.Box box, Language language) {
    frame(svg, box, language);
    for (Line line : lines) {
      StringBuilder path = new StringBuilder();
      for (int i = 0; i < line.x.length && line.y[i] >= y.ticks()[0]; i++) {
        path.append(i == 0 ? "M" : "L")
            .append(Svg.at(x.at(line.x[i], box.left(), box.right())))
            .append(' ')
            .append(Svg.at(y.at(line.y[i], box.bottom(), box.top())));
      }
      svg.path("line " + line.style, path.toString());
    }
  }

  private void frame(Svg svg, Figure.Box box, Language language) {
    svg.text(
        "title", Anchor.MIDDLE, (box.left() + box.right()) / 2, box.top() - 10, title.in(language));
    for (double tick : y.ticks()) {
      double at = y.at(tick, box.bottom(), box.top());
      svg.line("grid", box.left(), at, box.right(), at);
      svg.text("small", Anchor.END, box.left() - 7, at + 4, y.name(tick));
    }
    for (double tick : x.ticks()) {
      double at = x.at(tick, box.left(), box.right());
      svg.line("axis", at, box.bottom(), at, box.bottom() + 5);
      svg.text("small", Anchor.MIDDLE, at, box.bottom() + 19, x.name(tick));
    }
    svg.line("axis", box.left(), box.bottom(), box.right(), box.bottom());
    svg.text(
        "",
        Anchor.MIDDLE,
        (box.left() + box.right()) / 2,
        box.bottom() + 38,
        x.label().in(language));
    svg.upward(box.left() - 46, (box.top() + box.bottom()) / 2, y.label().in(language));
  }
}
