package dev.sluice.cli.classify;

import dev.sluice.tasks.audio.Manifest;
import dev.sluice.tasks.classify.Sample;
import java.nio.file.Path;
import java.util.List;

/// Recordings and their classes: a manifest whose lines have an `audio` and a `label`.
final class HeardFile {
  private HeardFile() {}

  /// All recordings, read into memory.
  ///
  /// @throws dev.sluice.tasks.text.TextException if a line or a recording cannot be read
  static List<Sample.Labelled> read(Path file) {
    return new Manifest("label")
        .read(file).stream()
            .map(each -> new Sample.Labelled(new Sample.Heard(each.sound().get()), each.text()))
            .toList();
  }
}
