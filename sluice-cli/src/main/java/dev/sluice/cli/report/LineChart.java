package dev.sluice.cli.report;

import java.math.BigDecimal;
import java.util.List;
import java.util.Locale;
import java.util.function.DoubleUnaryOperator;
import java.util.stream.DoubleStream;
import java.util.stream.LongStream;
import java.util.stream.Stream;

/// Lines over a logarithmic x axis as a picture in scalable vector graphics, which brings its own
/// background and follows the reader's colours, light or dark.
///
/// ```
/// title, legend
/// y  ┤      ╭──┼──        a bar through a point reaches from the least to the most
///    ┤  ┼───╯
///    └──┴─────────┴──► x, a tick where a point is, with its number where there is room
/// ```
///
/// @param title what is drawn, also for readers who cannot see it
/// @param x what runs along the x axis
/// @param y what runs along the y axis
public record LineChart(String title, String x, String y, List<Line> lines) {
  private static final int WIDTH = 640;
  private static final int HEIGHT = 340;
  private static final int LEFT = 60;
  private static final int RIGHT = WIDTH - 24;
  private static final int TOP = 58;
  private static final int BOTTOM = HEIGHT - 52;
  private static final int TICKS = 6;
  private static final int LETTER = 7; // of the legend, about
  private static final double DIGIT = 8; // of a tick's number, about
  private static final int COLOURS = 6;
  private static final String STYLE =
      """
      <style>
      text { fill: #24292f; font: 13px system-ui, sans-serif; } .page { fill: #ffffff; } .axis { fill: none; stroke: #6e7781; } .grid { stroke: #d8dee4; }
      .line { fill: none; stroke-width: 2; } .s1, .s3, .s5 { stroke-dasharray: 8 4; } .bar { stroke-dasharray: none; }
      .s0 { stroke: #c53030; } .s1 { stroke: #2266bb; } .s2 { stroke: #b7791f; } .s3 { stroke: #2f855a; } .s4 { stroke: #7c4dbd; } .s5 { stroke: #6e7781; }
      @media (prefers-color-scheme: dark) { text { fill: #e6edf3; } .page { fill: #161b22; } .axis { stroke: #8b949e; } .grid { stroke: #30363d; }
      .s0 { stroke: #ff8080; } .s1 { stroke: #6cb6ff; } .s2 { stroke: #e3b341; } .s3 { stroke: #57d28f; } .s4 { stroke: #c4a1ff; } .s5 { stroke: #8b949e; } }
      </style>
      """;

  /// A line.
  ///
  /// @param name in the legend
  /// @param points by growing x
  public record Line(String name, List<Point> points) {
    private int legend() {
      return LETTER * name.length() + 34;
    }
  }

  /// A point, the mean of some values that lie from `least` to `most`.
  ///
  /// @param x above 0
  public record Point(double x, double y, double least, double most) {
    /// Checks that it can be drawn.
    public Point {
      if (!(x > 0 && Double.isFinite(x + y + least + most))) {
        throw new IllegalArgumentException(
            "a point lies at an x above 0 and is finite, not %s, %s (%s to %s)"
                .formatted(x, y, least, most));
      }
    }

    /// A single value.
    public static Point of(double x, double y) {
      return new Point(x, y, y, y);
    }
  }

  /// Copies the lines.
  public LineChart {
    lines = List.copyOf(lines);
    if (lines.isEmpty() || lines.stream().anyMatch(line -> line.points.isEmpty())) {
      throw new IllegalArgumentException("a chart has lines, and a line has points");
    }
  }

  /// The whole file; equal charts give equal text.
  public String svg() {
    StringBuilder svg =
        new StringBuilder(
            "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 %s %s\" role=\"img\" aria-label=\"%s\">\n"
                .formatted(WIDTH, HEIGHT, escaped(title)));
    svg.append(STYLE).append("<rect class=\"page\" width=\"100%\" height=\"100%\" rx=\"6\"/>\n");
    text(svg, "start", LEFT, 22, title);
    text(svg, "end", RIGHT, HEIGHT - 12, x);
    text(svg, "start", 8, TOP - 14, y);
    Scale across = across();
    Scale up = up();
    axes(svg, across, up);
    double legend = RIGHT - lines.stream().mapToInt(Line::legend).sum();
    for (int i = 0; i < lines.size(); i++) {
      String style = "line s" + i % COLOURS;
      draw(svg, style, lines.get(i), across, up);
      path(svg, style, "M%s %sh20".formatted(at(legend), TOP - 18));
      text(svg, "start", legend + 25, TOP - 14, lines.get(i).name);
      legend += lines.get(i).legend();
    }
    return svg.append("</svg>\n").toString();
  }

  /// From values to places, and where ticks are.
  private record Scale(DoubleUnaryOperator places, List<Double> ticks) {
    double place(double value) {
      return places.applyAsDouble(value);
    }

    String at(double value) {
      return LineChart.at(place(value));
    }
  }

  private Scale across() {
    List<Double> ticks = points().map(Point::x).distinct().sorted().toList();
    double from = Math.log(ticks.getFirst());
    double to = Math.log(ticks.getLast());
    return new Scale(
        value -> LEFT + 12 + share(Math.log(value), from, to) * (RIGHT - LEFT - 30), ticks);
  }

  /// About six ticks, a round number apart.
  private Scale up() {
    double least = points().mapToDouble(Point::least).min().orElseThrow();
    double most = points().mapToDouble(Point::most).max().orElseThrow();
    double rough = Math.max(most - least, 1e-9 + 1e-9 * Math.abs(most)) / TICKS;
    double power = Math.pow(10, Math.floor(Math.log10(rough)));
    double step =
        power * DoubleStream.of(1, 2, 5, 10).filter(m -> m * power >= rough).findFirst().orElse(10);
    long first = (long) Math.floor(least / step);
    long last = Math.max(first + 1, (long) Math.ceil(most / step));
    return new Scale(
        value -> BOTTOM - share(value, first * step, last * step) * (BOTTOM - TOP),
        LongStream.rangeClosed(first, last).mapToObj(k -> k * step).toList());
  }

  private Stream<Point> points() {
    return lines.stream().flatMap(line -> line.points.stream());
  }

  /// In the middle where all are one.
  private static double share(double value, double from, double to) {
    return from == to ? 0.5 : (value - from) / (to - from);
  }

  private static void axes(StringBuilder svg, Scale across, Scale up) {
    for (double tick : up.ticks) {
      path(svg, "grid", "M%s %sH%s".formatted(LEFT, up.at(tick), RIGHT));
      text(svg, "end", LEFT - 8, up.place(tick) + 4, number(tick));
    }
    double free = 0; // right of the last number
    for (double tick : across.ticks) {
      path(svg, "axis", "M%s %sv5".formatted(across.at(tick), BOTTOM));
      double half = DIGIT * number(tick).length() / 2;
      if (across.place(tick) - half > free) {
        text(svg, "middle", across.place(tick), BOTTOM + 19, number(tick));
        free = across.place(tick) + half;
      }
    }
    path(svg, "axis", "M%s %sV%sH%s".formatted(LEFT, TOP, BOTTOM, RIGHT));
  }

  private static void draw(StringBuilder svg, String style, Line line, Scale across, Scale up) {
    StringBuilder mean = new StringBuilder();
    StringBuilder bars = new StringBuilder();
    for (Point point : line.points) {
      String x = across.at(point.x);
      String y = up.at(point.y);
      mean.append(mean.isEmpty() ? "M" : "L").append(x).append(' ').append(y);
      bars.append("M%s %sV%s".formatted(x, up.at(point.least), up.at(point.most)));
      bars.append("M%s %sm-3 0h6".formatted(x, y));
    }
    path(svg, style, mean.toString());
    path(svg, style + " bar", bars.toString());
  }

  private static void path(StringBuilder svg, String style, String commands) {
    svg.append("<path class=\"%s\" d=\"%s\"/>\n".formatted(style, commands));
  }

  private static void text(StringBuilder svg, String anchor, double x, double y, String text) {
    svg.append(
        "<text text-anchor=\"%s\" x=\"%s\" y=\"%s\">%s</text>\n"
            .formatted(anchor, at(x), at(y), escaped(text)));
  }

  /// A coordinate, to a tenth.
  private static String at(double value) {
    return String.format(Locale.ROOT, "%.1f", value);
  }

  /// A tick is a few digits, whatever its binary form.
  private static String number(double value) {
    BigDecimal digits = new BigDecimal(String.format(Locale.ROOT, "%.6g", value));
    return digits.signum() == 0 ? "0" : digits.stripTrailingZeros().toPlainString();
  }

  private static String escaped(String text) {
    return text.replace("&", "&amp;").replace("<", "&lt;").replace("\"", "&quot;");
  }
}
