package dev.sluice.tasks.translate;

import dev.sluice.tasks.text.TextException;
import dev.sluice.tasks.text.TextFile;
import java.nio.charset.Charset;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// Pairs of lines, read from two files or from the two columns of one.
///
/// @param empty what is done about pairs of which one side is empty
public record ParallelText(Empty empty) {
  /// What is done about pairs of which one side is empty.
  public enum Empty {
    /// The file is refused, naming the line.
    REFUSE,
    /// They are left out.
    SKIP
  }

  /// Line n of one file belongs to line n of the other.
  ///
  /// @param source a line for each text, may be packed (`.gz`)
  /// @throws TextException if a file cannot be read, they have unequally many lines, or a line is
  ///   empty: with file and line
  public PairLines read(Path source, Path target, Charset encoding) {
    List<String> sources = lines(source, encoding);
    List<String> targets = lines(target, encoding);
    if (sources.size() != targets.size()) {
      throw new TextException(
          "%s has %d lines and %s has %d; line n of one is the translation of line n of the other, so give equally many"
              .formatted(source, sources.size(), target, targets.size()));
    }
    Collector found = new Collector(source);
    for (int i = 0; i < sources.size(); i++) {
      boolean whole =
          isFilled(source, i, sources.get(i), "there is no text")
              && isFilled(target, i, targets.get(i), "there is no text");
      found.take(i, whole, sources.get(i), targets.get(i));
    }
    return found.done();
  }

  /// A pair on each line, a tab between.
  ///
  /// @throws TextException if the file cannot be read, or a line has not two columns that are
  ///   filled: with file, line and column
  public PairLines read(Path file, Charset encoding) {
    List<String> lines = lines(file, encoding);
    Collector found = new Collector(file);
    for (int i = 0; i < lines.size(); i++) {
      if (!isFilled(file, i, lines.get(i), "it is empty")) {
        found.take(i, false, "", "");
        continue;
      }
      String[] cells = lines.get(i).split("\t", -1);
      if (cells.length != 2) {
        throw new TextException(
            "%s: line %d has %d columns; a pair is a text, a tab and its translation, or two files are given"
                .formatted(file, i + 1, cells.length));
      }
      boolean whole =
          isFilled(file, i, cells[0], "column 1 is empty")
              && isFilled(file, i, cells[1], "column 2 is empty");
      found.take(i, whole, cells[0], cells[1]);
    }
    return found.done();
  }

  /// Puts pairs together.
  private static final class Collector {
    private final Path file;
    private final List<Pair> pairs = new ArrayList<>();
    private final List<Integer> lines = new ArrayList<>();
    private int skipped;

    Collector(Path file) {
      this.file = file;
    }

    void take(int line, boolean whole, String source, String target) {
      if (whole) {
        pairs.add(new Pair(source.strip(), target.strip()));
        lines.add(line + 1);
      } else {
        skipped++;
      }
    }

    PairLines done() {
      if (pairs.isEmpty()) {
        throw new TextException(file + " has no pair of texts; each line is one");
      }
      return new PairLines(pairs, lines, skipped);
    }
  }

  private static List<String> lines(Path file, Charset encoding) {
    return TextFile.read(file, encoding).lines().toList();
  }

  private boolean isFilled(Path file, int line, String text, String what) {
    if (text.isBlank() && empty == Empty.REFUSE) {
      throw new TextException(
          "%s: line %d: %s; fill it, or let such pairs be left out (--empty skip)"
              .formatted(file, line + 1, what));
    }
    return !text.isBlank();
  }
}
