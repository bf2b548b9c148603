package dev.sluice.cli.classify;

import dev.sluice.cli.options.FilePart;
import dev.sluice.tasks.audio.Manifest;
import dev.sluice.tasks.audio.Utterance;
import dev.sluice.tasks.classify.Sample;
import java.nio.file.Path;
import java.util.List;

/// Recordings and their classes: a manifest whose lines have an `audio` and a `label`.
final class HeardFile {
  private static final Manifest LABELS = new Manifest("label");

  private HeardFile() {}

  /// All recordings, read into memory.
  ///
  /// @throws dev.sluice.tasks.text.TextException if a line or a recording cannot be read
  static FilePart<Sample.Labelled> read(Path file) {
    FilePart<Sample.Labelled> all = FilePart.empty(file);
    LABELS.read(file).forEach(each -> all.add(sample(each), each::place));
    return all;
  }

  /// All recordings, also those that cannot be read: these say so when they are asked for.
  ///
  /// @throws dev.sluice.tasks.text.TextException if a line cannot be read
  static List<Utterance> listed(Path file) {
    return LABELS.listed(file);
  }

  static Sample.Labelled sample(Utterance recording) {
    return new Sample.Labelled(new Sample.Heard(recording.sound().get()), recording.text());
  }
}
