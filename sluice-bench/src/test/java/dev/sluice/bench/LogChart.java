package dev.sluice.bench;

import java.util.List;
import java.util.Locale;

/// A small chart with logarithmic axes, as a part of an SVG picture.
///
/// @param title what runs along x
/// @param lines one for each number of threads
record LogChart(String title, List<Line> lines) {
  static final int WIDTH = 330;
  static final int HEIGHT = 230;
  private static final int LEFT = 52;
  private static final int TOP = 30;
  private static final int RIGHT = 12;
  private static final int BOTTOM = 40;
  private static final String[] COLOURS = {"#1f6feb", "#d4532b"};

  /// @param y milliseconds
  record Line(String name, double[] x, double[] y) {}

  /// A picture of charts, two in a row, that reads on light and dark pages.
  static String picture(List<LogChart> charts) {
    int rows = (charts.size() + 1) / 2;
    StringBuilder svg = new StringBuilder();
    svg.append(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 %d %d\" font-family=\"sans-serif\" font-size=\"11\">%n"
            .formatted(2 * WIDTH, rows * HEIGHT));
    svg.append("<rect width=\"100%\" height=\"100%\" fill=\"#ffffff\"/>\n");
    for (int i = 0; i < charts.size(); i++) {
      svg.append("<g transform=\"translate(%d,%d)\">%n".formatted(i % 2 * WIDTH, i / 2 * HEIGHT));
      charts.get(i).draw(svg);
      svg.append("</g>\n");
    }
    return svg.append("</svg>\n").toString();
  }

  private void draw(StringBuilder svg) {
    double[] xs = lines.getFirst().x;
    double lowest =
        lines.stream().flatMapToDouble(l -> java.util.Arrays.stream(l.y)).min().orElse(1);
    double highest =
        lines.stream().flatMapToDouble(l -> java.util.Arrays.stream(l.y)).max().orElse(1);
    double fromY = Math.pow(10, Math.floor(Math.log10(lowest)));
    double toY = Math.pow(10, Math.ceil(Math.log10(highest)));
    text(svg, WIDTH / 2.0, 16, "middle", title);
    for (double y = fromY; y <= toY * 1.001; y *= 10) {
      double at = place(y, fromY, toY, HEIGHT - BOTTOM, TOP);
      svg.append(
          line("M%.1f %.1fH%d", (double) LEFT, at, WIDTH - RIGHT).formatted("stroke=\"#d0d7de\""));
      text(svg, LEFT - 6.0, at + 4, "end", brief(y));
    }
    for (double x : xs) {
      double at = place(x, xs[0], xs[xs.length - 1], LEFT, WIDTH - RIGHT);
      text(svg, at, HEIGHT - BOTTOM + 16.0, "middle", brief(x));
    }
    text(svg, LEFT, HEIGHT - 8.0, "start", "ms, logarithmic");
    for (int i = 0; i < lines.size(); i++) {
      Line l = lines.get(i);
      StringBuilder path = new StringBuilder();
      for (int j = 0; j < l.x.length; j++) {
        double x = place(l.x[j], xs[0], xs[xs.length - 1], LEFT, WIDTH - RIGHT);
        double y = place(l.y[j], fromY, toY, HEIGHT - BOTTOM, TOP);
        path.append(String.format(Locale.ROOT, "%s%.1f %.1f", j == 0 ? "M" : "L", x, y));
      }
      svg.append(
          "<path d=\"%s\" fill=\"none\" stroke-width=\"2\" stroke=\"%s\"%s/>%n"
              .formatted(path, COLOURS[i], i == 0 ? "" : " stroke-dasharray=\"5 3\""));
      double legend = WIDTH - RIGHT - 80.0 * (lines.size() - i - 1);
      svg.append(
          "<text x=\"%.0f\" y=\"%d\" text-anchor=\"end\" fill=\"%s\">%s</text>%n"
              .formatted(legend, HEIGHT - 8, COLOURS[i], l.name));
    }
  }

  private static String line(String path, Object... values) {
    return "<path d=\"" + String.format(Locale.ROOT, path, values) + "\" fill=\"none\" %s/>\n";
  }

  private static void text(StringBuilder svg, double x, double y, String anchor, String text) {
    svg.append(
        String.format(
            Locale.ROOT,
            "<text x=\"%.1f\" y=\"%.1f\" text-anchor=\"%s\" fill=\"#24292f\">%s</text>%n",
            x,
            y,
            anchor,
            text));
  }

  private static double place(double value, double from, double to, double start, double end) {
    double share = from == to ? 0.5 : Math.log(value / from) / Math.log(to / from);
    return start + share * (end - start);
  }

  private static String brief(double value) {
    return value >= 1 ? "%d".formatted(Math.round(value)) : String.valueOf((float) value);
  }
}
