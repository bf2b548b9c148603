package dev.sluice.tasks.tag;

import java.util.ArrayList;
import java.util.List;

/// Names (or words) that tags of the schemes BIO and BMES mark, read as the scorer of CoNLL-2000
/// reads them: what is not begun properly begins all the same.
///
/// ```
/// BIO          B-PER I-PER O      B begins, I goes on, O is outside
/// BMES, BIOES  B M E S            E ends, S stands alone; without types for the words of Chinese
/// ```
public final class Spans {
  private Spans() {}

  /// Steps `from` to below `to` of a type.
  public record Span(String type, int from, int to) {}

  /// Whether tags look like marks of spans: each is `O`, or one of the letters B, I, M, E, S alone
  /// or before a type.
  public static boolean areMarkedBy(List<String> tags) {
    return tags.stream().allMatch(tag -> tag.matches("O|[BIMES](-.+)?"))
        && tags.stream().anyMatch(tag -> tag.startsWith("B"));
  }

  /// The spans of a sentence, first ones first.
  public static List<Span> of(List<String> tags) {
    List<Span> spans = new ArrayList<>();
    int begin = -1;
    String before = "O";
    for (int t = 0; t <= tags.size(); t++) {
      String tag = t < tags.size() ? tags.get(t) : "O";
      if (begin >= 0 && ends(before, tag)) {
        spans.add(new Span(type(before), begin, t));
        begin = -1;
      }
      if (begin < 0 && mark(tag) != 'O') {
        begin = t;
      }
      before = tag;
    }
    return spans;
  }

  /// Whether a span that `before` belongs to does not go on with `tag`.
  private static boolean ends(String before, String tag) {
    return switch (mark(tag)) {
      case 'O', 'B', 'S' -> true;
      default -> mark(before) == 'E' || mark(before) == 'S' || !type(before).equals(type(tag));
    };
  }

  private static char mark(String tag) {
    return tag.charAt(0);
  }

  private static String type(String tag) {
    return tag.length() > 2 ? tag.substring(2) : "";
  }
}
