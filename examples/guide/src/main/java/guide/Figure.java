package guide;

import guide.Svg.Anchor;
import guide.Words.Language;
import java.util.ArrayList;
import java.util.List;

/// Drawings beside or above each other, with one legend.
///
/// @param boxes where each drawing lies
/// @param width of the whole
/// @param height of the whole
/// @param description what a reader who cannot see it should know
record Figure(
    List<Drawing> drawings, List<Box> boxes, double width, double height, Words description) {
  private static final double LEFT = 74;
  private static final double RIGHT = 18;
  private static final double WIDTH = 860;

  /// Something in a box.
  interface Drawing {
    void draw(Svg svg, Box box, Language language);

    /// What the legend names.
    List<Panel.Line> legend();

    /// The room its labels take beneath the plotted area.
    double below();
  }

  /// Where the plotted area lies; labels stand outside of it.
  record Box(double left, double top, double right, double bottom) {}

  static Figure row(Words description, Drawing... drawings) {
    List<Box> boxes = new ArrayList<>();
    double each = WIDTH / drawings.length;
    for (int i = 0; i < drawings.length; i++) {
      boxes.add(new Box(i * each + LEFT, 72, (i + 1) * each - RIGHT, 300));
    }
    return new Figure(List.of(drawings), boxes, WIDTH, 352, description);
  }

  /// One above the other, each as high as said.
  static Figure column(Words description, List<Drawing> drawings, double... heights) {
    List<Box> boxes = new ArrayList<>();
    double top = 72;
    for (int i = 0; i < heights.length; i++) {
      boxes.add(new Box(LEFT, top, WIDTH - RIGHT, top + heights[i]));
      top += heights[i] + drawings.get(i).below() + 34;
    }
    return new Figure(drawings, boxes, WIDTH, top - 26, description);
  }

  String svg(Language language) {
    Svg svg = new Svg(width, height, description.in(language));
    legend(svg, language);
    for (int i = 0; i < boxes.size(); i++) {
      drawings.get(i).draw(svg, boxes.get(i), language);
    }
    return svg.toString();
  }

  private void legend(Svg svg, Language language) {
    List<Words> named = new ArrayList<>();
    double x = LEFT;
    double y = 18;
    for (Drawing drawing : drawings) {
      for (Panel.Line line : drawing.legend()) {
        String name = line.name().in(language);
        if (name.isEmpty() || named.contains(line.name())) {
          continue;
        }
        named.add(line.name());
        double wide = 52 + widthOf(name);
        if (x + wide > width) {
          x = LEFT;
          y += 20;
        }
        svg.path("line " + line.style(), "M" + Svg.at(x) + " " + Svg.at(y) + "h26");
        svg.text("", Anchor.START, x + 32, y + 4.5, name);
        x += wide;
      }
    }
  }

  /// About how wide a text is: Chinese characters are twice as wide.
  private static double widthOf(String text) {
    return text.chars().mapToDouble(c -> c > 0x2E7F ? 13.5 : 7.5).sum();
  }
}
