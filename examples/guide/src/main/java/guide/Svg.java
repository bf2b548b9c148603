package guide;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Locale;

/// A picture in scalable vector graphics, readable on light and on dark pages: it brings its own
/// background, and follows the reader's colour scheme where the page lets it.
final class Svg {
  private static final String STYLE =
      """
      <style>
      text { fill: #24292f; font: 13px system-ui, "Noto Sans SC", "Microsoft YaHei", sans-serif; }
      .title { font-weight: 600; } .small { font-size: 11.5px; }
      .page { fill: #ffffff; } .axis { stroke: #6e7781; } .grid { stroke: #d8dee4; } .mark { stroke: #6e7781; stroke-dasharray: 2 4; }
      .line { fill: none; stroke-width: 2; stroke-linejoin: round; } .dash { stroke-dasharray: 6 4; }
      .s0 { stroke: #b7791f; } .s1 { stroke: #2266bb; } .s2 { stroke: #2f855a; } .s3 { stroke: #c53030; } .s4 { stroke: #7c4dbd; } .s5 { stroke: #6e7781; }
      .heat { fill: #2266bb; }
      @media (prefers-color-scheme: dark) {
      text { fill: #e6edf3; } .page { fill: #161b22; } .axis, .mark { stroke: #8b949e; } .grid { stroke: #30363d; }
      .s0 { stroke: #e3b341; } .s1 { stroke: #6cb6ff; } .s2 { stroke: #57d28f; } .s3 { stroke: #ff8080; } .s4 { stroke: #c4a1ff; } .s5 { stroke: #8b949e; }
      .heat { fill: #6cb6ff; }
      }
      </style>
      """;

  private final StringBuilder body = new StringBuilder();
  private final double width;
  private final double height;
  private final String description;

  /// @param description what a reader who cannot see it should know
  Svg(double width, double height, String description) {
    this.width = width;
    this.height = height;
    this.description = description;
  }

  /// Where a text's point lies.
  enum Anchor {
    START,
    MIDDLE,
    END
  }

  void line(String style, double x1, double y1, double x2, double y2) {
    body.append(
        "<line class=\"%s\" x1=\"%s\" y1=\"%s\" x2=\"%s\" y2=\"%s\"/>\n"
            .formatted(style, at(x1), at(y1), at(x2), at(y2)));
  }

  void path(String style, String commands) {
    body.append("<path class=\"%s\" d=\"%s\"/>\n".formatted(style, commands));
  }

  /// A filled path of which `opacity`, 0 to 1, is seen.
  void fill(String style, double opacity, String commands) {
    body.append(
        "<path class=\"%s\" fill-opacity=\"%s\" d=\"%s\"/>\n"
            .formatted(
                style, BigDecimal.valueOf(opacity).stripTrailingZeros().toPlainString(), commands));
  }

  void text(String style, Anchor anchor, double x, double y, String text) {
    body.append(
        "<text class=\"%s\" text-anchor=\"%s\" x=\"%s\" y=\"%s\">%s</text>\n"
            .formatted(style, anchor.name().toLowerCase(Locale.ROOT), at(x), at(y), escaped(text)));
  }

  /// A text that reads upwards.
  void upward(double x, double y, String text) {
    body.append(
        "<text text-anchor=\"middle\" transform=\"translate(%s %s) rotate(-90)\">%s</text>\n"
            .formatted(at(x), at(y), escaped(text)));
  }

  /// A coordinate, to a tenth.
  static String at(double value) {
    BigDecimal tenth = BigDecimal.valueOf(value).setScale(1, RoundingMode.HALF_UP);
    return tenth.signum() == 0 ? "0" : tenth.stripTrailingZeros().toPlainString();
  }

  private static String escaped(String text) {
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
  }

  @Override
  public String toString() {
    String size = at(width) + " " + at(height);
    String open =
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 %s\" role=\"img\" aria-label=\"%s\">\n"
            .formatted(size, escaped(description).replace("\"", "&quot;"));
    String page = "<rect class=\"page\" width=\"100%\" height=\"100%\" rx=\"6\"/>\n";
    return open + STYLE + page + body + "</svg>\n";
  }
}
