package dev.sluice.it;

import dev.sluice.testing.SharedData;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;

/// A page of the documentation, as tests look at it.
///
/// @param path from the root of the repository
record Markdown(String path) {
  private static final Pattern LINK = Pattern.compile("\\]\\((?!https?://|#)([^)#]+)");

  String text() {
    return read(path);
  }

  /// Any file of the repository.
  static String read(String path) {
    try {
      return Files.readString(SharedData.root().resolve(path));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// What the pattern's first group finds, in order.
  List<String> all(Pattern pattern) {
    return pattern.matcher(text()).results().map(found -> found.group(1)).toList();
  }

  /// Where its links to files lead.
  List<Path> links() {
    Path file = SharedData.root().resolve(path);
    return all(LINK).stream().map(file::resolveSibling).toList();
  }

  /// The levels of its headings, in order.
  List<Integer> headings() {
    return text()
        .lines()
        .filter(line -> line.startsWith("#"))
        .map(line -> line.indexOf(' '))
        .toList();
  }
}
