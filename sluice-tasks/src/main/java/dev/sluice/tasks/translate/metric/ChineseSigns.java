package dev.sluice.tasks.translate.metric;

import java.util.List;
import java.util.regex.Pattern;

/// Cuts Chinese text as sacreBLEU's `zh` does: each Chinese character by itself, the rest by
/// [Mteval#cut].
final class ChineseSigns {
  /// Found by asking sacreBLEU for each code point. Not all that is Chinese is in it (U+20000 and
  /// above is not), and much that is not Chinese is (all signs from U+2001 to U+2A6D): scores are
  /// only comparable if this is kept.
  private static final Pattern CHINESE =
      Pattern.compile(
          "[\\u2001-\\u2a6d\\u2e80-\\u2fdf\\u2ff0-\\u303f\\u3100-\\u312f\\u31a0-\\u31ef"
              + "\\u3200-\\u4db5\\u4e00-\\u9fbb\\uf900-\\ufa2d\\ufa30-\\ufa6a\\ufa70-\\ufad9"
              + "\\ufe10-\\ufe1f\\ufe30-\\ufe4f\\uff00-\\uffef]");

  private ChineseSigns() {}

  static List<String> tokens(String text) {
    return Mteval.cut(CHINESE.matcher(Blanks.withoutLeading(text)).replaceAll(" $0 "));
  }
}
