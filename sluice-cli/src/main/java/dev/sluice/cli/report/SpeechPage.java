package dev.sluice.cli.report;

import java.util.List;

/// A page of what a recogniser heard and thought: no script, and nothing from elsewhere.
final class SpeechPage {
  private static final String HEAD =
      """
      <html lang="en">
      <head>
      <meta charset="utf-8">
      <meta http-equiv="Content-Security-Policy" content="default-src 'none'; img-src data:; style-src 'unsafe-inline'">
      <title>%s</title>
      <style>
      body { font: 15px system-ui, sans-serif; margin: 2em auto; max-width: 64em; color: #24292f; background: #ffffff; }
      section { margin: 2em 0; overflow-x: auto; } figure { margin: 0.6em 0; } figcaption { font-size: 13px; opacity: 0.8; }
      img { image-rendering: pixelated; display: block; } svg { display: block; } svg text { fill: #24292f; font: 12px ui-monospace, monospace; }
      polyline { fill: none; stroke-width: 1.5; } .blank { stroke: #aab2bb; } .said { font-size: 18px; } .word { fill: #8a94a0; }
      .s0 { stroke: #2266bb; } .s1 { stroke: #c2410c; } .s2 { stroke: #15803d; } .s3 { stroke: #7c3aed; } .s4 { stroke: #be185d; } .s5 { stroke: #0e7490; }
      @media (prefers-color-scheme: dark) { body { color: #e6edf3; background: #161b22; } svg text { fill: #e6edf3; } .blank { stroke: #57606a; } }
      </style>
      </head>
      <body>
      <h1>%s</h1>
      <p>%s</p>
      """;

  private SpeechPage() {}

  /// @param note what else is to be said, in words
  static String html(String title, String note, List<SpeechPicture> pictures) {
    String name = Template.escaped(title);
    StringBuilder page =
        new StringBuilder(Template.MARK).append(HEAD.formatted(name, name, Template.escaped(note)));
    pictures.forEach(picture -> page.append(picture.html()));
    return page.append("</body>\n</html>\n").toString();
  }
}
