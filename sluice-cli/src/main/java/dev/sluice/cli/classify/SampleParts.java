package dev.sluice.cli.classify;

import dev.sluice.tasks.classify.Sample;
import dev.sluice.tasks.text.TextException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// Samples for training, validation and test.
///
/// @param labels of the classes, in their order
record SampleParts(
    List<Sample.Labelled> train, Part validation, Optional<Part> test, List<String> labels) {
  private static final int TENTH = 10;

  /// Samples of a file.
  record Part(Path file, List<Sample.Labelled> samples) {}

  /// Checks that there are classes to tell apart, of which each has two samples at least, and that
  /// no part has another.
  ///
  /// @throws TextException naming the file and the class
  static SampleParts of(Part train, Optional<Part> validation, Optional<Part> test) {
    Map<String, Integer> counts = new TreeMap<>();
    train.samples.forEach(each -> counts.merge(each.label(), 1, Integer::sum));
    if (counts.size() < 2) {
      throw new TextException(
          "%s has one class, %s; at least two are needed to tell apart"
              .formatted(train.file, counts.keySet()));
    }
    counts.forEach((label, count) -> {
      if (count < 2) {
        throw new TextException(
            "%s: the class \"%s\" has one sample, from which nothing is learned; give more, or leave it out"
                .formatted(train.file, label));
      }
    });
    List<String> labels = List.copyOf(counts.keySet());
    validation.ifPresent(part -> requireKnown(part, labels));
    test.ifPresent(part -> requireKnown(part, labels));
    return validation.isPresent()
        ? new SampleParts(train.samples, validation.get(), test, labels)
        : split(train, test, labels);
  }

  private static void requireKnown(Part part, List<String> labels) {
    for (int i = 0; i < part.samples.size(); i++) {
      String label = part.samples.get(i).label();
      if (!labels.contains(label)) {
        throw new TextException(
            "%s: sample %d: the class \"%s\" does not come in training, which has %s"
                .formatted(part.file, i + 1, label, String.join(" ", labels)));
      }
    }
  }

  /// Every tenth sample of each class validates, at least one of each.
  private static SampleParts split(Part all, Optional<Part> test, List<String> labels) {
    List<Sample.Labelled> train = new ArrayList<>();
    List<Sample.Labelled> held = new ArrayList<>();
    Map<String, Integer> seen = new HashMap<>();
    for (Sample.Labelled sample : all.samples) {
      int place = seen.merge(sample.label(), 1, Integer::sum);
      (place % TENTH == 2 ? held : train).add(sample);
    }
    return new SampleParts(train, new Part(all.file, held), test, labels);
  }
}
