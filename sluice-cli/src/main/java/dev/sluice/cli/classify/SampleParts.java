package dev.sluice.cli.classify;

import dev.sluice.cli.options.FilePart;
import dev.sluice.tasks.classify.Sample;
import dev.sluice.tasks.text.TextException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// Samples for training, validation and test.
///
/// @param labels of the classes, in their order
record SampleParts(
    FilePart<Sample.Labelled> train,
    FilePart<Sample.Labelled> validation,
    Optional<FilePart<Sample.Labelled>> test,
    List<String> labels) {
  private static final int TENTH = 10;

  /// Checks that there are classes to tell apart, of which each has two samples at least, and that
  /// no part has another.
  ///
  /// @throws TextException naming the file and the class
  static SampleParts of(
      FilePart<Sample.Labelled> train,
      Optional<FilePart<Sample.Labelled>> validation,
      Optional<FilePart<Sample.Labelled>> test) {
    Map<String, Integer> counts = new TreeMap<>();
    train.items().forEach(each -> counts.merge(each.label(), 1, Integer::sum));
    if (counts.size() < 2) {
      throw new TextException(
          "%s has one class, %s; at least two are needed to tell apart"
              .formatted(train.file(), counts.keySet()));
    }
    counts.forEach((label, count) -> {
      if (count < 2) {
        throw new TextException(
            "%s: the class \"%s\" has one sample, from which nothing is learned; give more, or leave it out"
                .formatted(train.file(), label));
      }
    });
    List<String> labels = List.copyOf(counts.keySet());
    validation.ifPresent(part -> requireKnown(part, labels));
    test.ifPresent(part -> requireKnown(part, labels));
    return validation.isPresent()
        ? new SampleParts(train, validation.get(), test, labels)
        : split(train, test, labels);
  }

  private static void requireKnown(FilePart<Sample.Labelled> part, List<String> labels) {
    for (int i = 0; i < part.size(); i++) {
      String label = part.items().get(i).label();
      if (!labels.contains(label)) {
        throw new TextException(
            "%s: the class \"%s\" does not come in training, which has %s"
                .formatted(part.place(i), label, String.join(" ", labels)));
      }
    }
  }

  /// Every tenth sample of each class validates, at least one of each.
  private static SampleParts split(
      FilePart<Sample.Labelled> all,
      Optional<FilePart<Sample.Labelled>> test,
      List<String> labels) {
    FilePart<Sample.Labelled> train = all.none();
    FilePart<Sample.Labelled> held = all.none();
    Map<String, Integer> seen = new HashMap<>();
    for (int i = 0; i < all.size(); i++) {
      Sample.Labelled sample = all.items().get(i);
      int place = seen.merge(sample.label(), 1, Integer::sum);
      (place % TENTH == 2 ? held : train).add(sample, all.places().get(i));
    }
    return new SampleParts(train, held, test, labels);
  }
}
