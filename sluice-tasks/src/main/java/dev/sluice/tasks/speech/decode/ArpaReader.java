package dev.sluice.tasks.speech.decode;

import dev.sluice.tasks.text.TextException;
import dev.sluice.tasks.text.TextFile;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.StringTokenizer;

/// Reads ARPA text strictly: counts are those that are announced, words are among the 1-grams, each
/// n-gram comes once and behind its own beginning. Memory grows with what is there, never with what
/// is announced. What stands before `\data\` and behind `\end\` is passed over, as the format has
/// it.
final class ArpaReader {
  private final String source;
  private final Iterator<String> lines;
  private int number;

  private ArpaReader(String source, String text) {
    this.source = source;
    lines = text.lines().iterator();
  }

  static NgramModel read(Path file) {
    return new ArpaReader(file.toString(), TextFile.read(file, StandardCharsets.UTF_8)).model();
  }

  static NgramModel read(byte[] bytes, String source) {
    try (ByteArrayInputStream in = new ByteArrayInputStream(bytes)) {
      return new ArpaReader(source, TextFile.read(in, source, StandardCharsets.UTF_8)).model();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private NgramModel model() {
    String line = next();
    while (!line.equals("\\data\\")) {
      line = next();
    }
    List<Integer> counts = new ArrayList<>();
    line = filled();
    while (line.startsWith("ngram")) {
      counts.add(announced(line, counts.size() + 1));
      line = filled();
    }
    if (counts.isEmpty()) {
      throw wrong("\"ngram 1=…\" is missing behind \\data\\");
    }
    NgramTable table = new NgramTable(counts.size());
    for (int n = 1; n <= counts.size(); n++) {
      String title = "\\" + n + "-grams:";
      if (!line.equals(title)) {
        throw wrong("\"%s\" stands where \"%s\" is due".formatted(shown(line), title));
      }
      line = ngrams(table, n, counts.get(n - 1));
    }
    if (!line.equals("\\end\\")) {
      throw wrong("\"%s\" stands where \"\\end\\\" is due".formatted(shown(line)));
    }
    return new NgramModel(table);
  }

  private int announced(String line, int n) {
    String[] sides = line.substring("ngram".length()).split("=", -1);
    boolean isWhole =
        sides.length == 2
            && sides[0].strip().equals(Integer.toString(n))
            && sides[1].strip().matches("[0-9]{1,9}");
    if (!isWhole) {
      throw wrong("\"%s\" stands where \"ngram %d=…\" is due".formatted(shown(line), n));
    }
    if (n > NgramModel.LARGEST_ORDER) {
      throw wrong(
          "n-grams of %d words; at most %d are read".formatted(n, NgramModel.LARGEST_ORDER));
    }
    return Integer.parseInt(sides[1].strip());
  }

  /// @return the line behind them
  private String ngrams(NgramTable table, int n, int announced) {
    int before = table.size();
    String line = filled();
    while (!line.startsWith("\\")) {
      ngram(table, n, line);
      line = filled();
    }
    if (table.size() - before != announced) {
      throw wrong(
          "there are %,d %d-grams before, \"ngram %d=%d\" announces others; the file may be cut off"
              .formatted(table.size() - before, n, n, announced));
    }
    if (n == 1) {
      for (String needed : List.of(NgramModel.BEGIN, NgramModel.END)) {
        if (table.word(needed) < 0) {
          throw wrong(
              needed + " is not among the 1-grams before; train with the borders of sentences");
        }
      }
    }
    return line;
  }

  private void ngram(NgramTable table, int n, String line) {
    StringTokenizer fields = new StringTokenizer(line, " \t");
    int count = fields.countTokens();
    if (count != n + 1 && (count != n + 2 || n == table.order())) {
      throw wrong(
          "%d fields between blanks; a %d-gram has its log10 probability, %d word%s%s"
              .formatted(
                  count,
                  n,
                  n,
                  n == 1 ? "" : "s",
                  n == table.order() ? "" : ", and may have a back-off"));
    }
    double log10 = value(fields.nextToken(), "probability");
    if (log10 > 0) {
      throw wrong("a log10 probability of " + log10 + "; it is at most 0");
    }
    int context = NgramTable.ROOT;
    for (int i = 1; i < n; i++) {
      context = context(table, context, fields.nextToken(), line);
    }
    String last = fields.nextToken();
    int word = n == 1 && table.word(last) < 0 ? table.addWord(last) : word(table, last);
    if (table.find(context, word) != NgramTable.NOWHERE) {
      throw wrong("the %d-gram of \"%s\" comes a second time".formatted(n, shown(line)));
    }
    double backOff = fields.hasMoreTokens() ? value(fields.nextToken(), "back-off") : 0;
    table.add(n, context, word, log10, backOff);
  }

  private int context(NgramTable table, int context, String word, String line) {
    int next = table.find(context, word(table, word));
    if (next == NgramTable.NOWHERE) {
      throw wrong(
          "the n-gram \"%s\" stands there without its beginning up to \"%s\"; add that"
              .formatted(shown(line), word));
    }
    return next;
  }

  private int word(NgramTable table, String word) {
    int id = table.word(word);
    if (id < 0) {
      throw wrong("the word \"%s\" is not among the 1-grams; add it there".formatted(shown(word)));
    }
    return id;
  }

  private double value(String field, String what) {
    double value = Double.NaN;
    if (field.matches("[-+]?([0-9]+\\.?[0-9]*|\\.[0-9]+)([eE][-+]?[0-9]{1,3})?")) {
      value = Double.parseDouble(field);
    }
    if (!Double.isFinite(value)) {
      throw wrong("the log10 %s is \"%s\"; a finite number is due".formatted(what, shown(field)));
    }
    return value;
  }

  /// The next line with something in it.
  private String filled() {
    String line = next();
    while (line.isEmpty()) {
      line = next();
    }
    return line;
  }

  private String next() {
    if (!lines.hasNext()) {
      throw new TextException(
          source + ": ends in line " + number + ", before \\end\\; it is cut off or no ARPA file");
    }
    number++;
    return lines.next().trim();
  }

  private static String shown(String text) {
    return text.length() <= 60 ? text : text.substring(0, 60) + "…";
  }

  private TextException wrong(String what) {
    return new TextException("%s: line %d: %s".formatted(source, number, what));
  }
}
