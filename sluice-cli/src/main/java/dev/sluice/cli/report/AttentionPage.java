package dev.sluice.cli.report;

import java.util.List;

/// A page of pictures of attention: no script, and nothing from elsewhere.
final class AttentionPage {
  private static final String HEAD =
      """
      <html lang="en">
      <head>
      <meta charset="utf-8">
      <meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
      <title>%s</title>
      <style>
      body { font: 15px system-ui, sans-serif; margin: 2em auto; max-width: 72em; color: #24292f; background: #ffffff; }
      section { margin: 2em 0; overflow-x: auto; } svg text { fill: #24292f; font: 13px ui-monospace, monospace; }
      .cell { fill: none; stroke: #d8dee4; } .look { fill: #2266bb; }
      @media (prefers-color-scheme: dark) { body { color: #e6edf3; background: #161b22; } svg text { fill: #e6edf3; } .cell { stroke: #30363d; } .look { fill: #6cb6ff; } }
      </style>
      </head>
      <body>
      <h1>%s</h1>
      <p>Each row is a symbol of the translation, each column one of the source; the darker a field, the more the decoder looked there. ∎ is the end of the source. %s</p>
      """;

  private AttentionPage() {}

  /// @param note what else is to be said, in words
  static String html(String title, String note, List<AttentionMap> maps) {
    String name = Template.escaped(title);
    StringBuilder page =
        new StringBuilder(Template.MARK).append(HEAD.formatted(name, name, Template.escaped(note)));
    for (AttentionMap map : maps) {
      page.append("<section>\n<p>")
          .append(Template.escaped(String.join("", map.source())))
          .append("<br>")
          .append(Template.escaped(String.join("", map.target())))
          .append("</p>\n")
          .append(map.svg())
          .append("\n</section>\n");
    }
    return page.append("</body>\n</html>\n").toString();
  }
}
