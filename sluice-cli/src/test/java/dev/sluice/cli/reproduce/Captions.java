package dev.sluice.cli.reproduce;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/// A Multi30k of a few captions.
final class Captions {
  private static final List<String> ENGLISH = List.of("A dog", "Two men", "A small child");
  private static final List<String> GERMAN = List.of("Ein Hund", "Zwei Männer", "Ein kleines Kind");

  private Captions() {}

  static void write(Path folder) throws IOException {
    write(folder, "train", 20);
    write(folder, "val", 4);
    write(folder, "test_2016_flickr", 12);
  }

  /// Captions of 5 to 20 words.
  static void write(Path folder, String part, int count) throws IOException {
    StringBuilder english = new StringBuilder();
    StringBuilder german = new StringBuilder();
    for (int i = 0; i < count; i++) {
      english.append(ENGLISH.get(i % 3)).append(" play").append(" in the".repeat(i % 8));
      german.append(GERMAN.get(i % 3)).append(" spielt").append(" in dem".repeat(i % 8));
      english.append(" park now .\n");
      german.append(" Park .\n");
    }
    Files.writeString(folder.resolve(part + ".en"), english);
    Files.writeString(folder.resolve(part + ".de"), german);
  }
}
