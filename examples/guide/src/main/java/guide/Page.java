package guide;

import guide.Words.Language;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The guide on disk: `guide.en.md`, `guide.zh.md` and their figures, of which the program writes
/// every measured number.
///
/// A block stands between `<!-- begin NAME -->` and `<!-- end NAME -->` in both files.
///
/// @param docs the directory of the guides
record Page(Path docs) {
  /// Replaces a block in both guides.
  void block(String name, Words text) {
    for (Language language : Language.values()) {
      Path file = docs.resolve("guide." + suffix(language) + ".md");
      try {
        Files.writeString(file, replaced(Files.readString(file), name, text.in(language), file));
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }

  private static String replaced(String guide, String name, String text, Path file) {
    String begin = "<!-- begin " + name + " -->\n";
    String end = "\n<!-- end " + name + " -->";
    Matcher block =
        Pattern.compile(Pattern.quote(begin) + ".*?" + Pattern.quote(end), Pattern.DOTALL)
            .matcher(guide);
    if (!block.find()) {
      throw new IllegalStateException(file + " has no block " + name + "; write its two marks");
    }
    return guide.substring(0, block.start()) + begin + text + end + guide.substring(block.end());
  }

  /// Writes a figure in both languages.
  void figure(String name, Figure figure) {
    for (Language language : Language.values()) {
      Path file = docs.resolve("images/guide/" + name + "." + suffix(language) + ".svg");
      try {
        Files.createDirectories(file.getParent());
        Files.writeString(file, figure.svg(language));
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }

  private static String suffix(Language language) {
    return language == Language.EN ? "en" : "zh";
  }
}
