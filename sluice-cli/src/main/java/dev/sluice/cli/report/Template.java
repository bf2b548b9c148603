package dev.sluice.cli.report;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The page around the data.
///
/// Its policy forbids every connection, and every script but the one whose hash it names.
final class Template {
  /// How a page begins; what begins otherwise is not replaced.
  static final String MARK = "<!doctype html>\n<!-- A report by Sluice. -->\n";

  private static final List<String> SCRIPTS =
      List.of("elements.js", "chart.js", "heat.js", "report.js");

  private static final Pattern PLACE = Pattern.compile("\\{\\{(\\w+)}}");

  private Template() {}

  /// @param title plain text
  /// @param json data
  static String fill(String title, String json) {
    StringBuilder script = new StringBuilder("\n\"use strict\";\n");
    SCRIPTS.forEach(name -> script.append(resource(name)));
    Map<String, String> parts =
        Map.of(
            "title", escaped(title),
            "hash", hash(script.toString()),
            "style", "\n" + resource("report.css"),
            "data", inScript(json),
            "script", script.toString());
    // In one go, so that nothing in a part is taken for a place.
    return PLACE
        .matcher(resource("report.html"))
        .replaceAll(place -> Matcher.quoteReplacement(part(parts, place.group(1))));
  }

  private static String part(Map<String, String> parts, String name) {
    String part = parts.get(name);
    if (part == null) {
      throw new IllegalStateException("report.html has a place for " + name + ", which is no part");
    }
    return part;
  }

  /// JSON that can stand in a `script` element: no tag or comment begins or ends in it, and no
  /// JavaScript of any age sees a line end in a string. All of these occur in strings only.
  static String inScript(String json) {
    return json.replace("<", "\\u003c")
        .replace(">", "\\u003e")
        .replace("&", "\\u0026")
        .replace("\u2028", "\\u2028")
        .replace("\u2029", "\\u2029");
  }

  static String escaped(String text) {
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
  }

  private static String hash(String script) {
    try {
      byte[] digest =
          MessageDigest.getInstance("SHA-256").digest(script.getBytes(StandardCharsets.UTF_8));
      return Base64.getEncoder().encodeToString(digest);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }

  private static String resource(String name) {
    try (InputStream in = Template.class.getResourceAsStream(name)) {
      if (in == null) {
        throw new IllegalStateException(
            name + " is missing from this build of sluice-cli; rebuild it");
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(name + ": " + e.getMessage(), e);
    }
  }
}
