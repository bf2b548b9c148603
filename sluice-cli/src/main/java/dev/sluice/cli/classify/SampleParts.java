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
import java.util.stream.IntStream;

/// Samples for training, validation and test.
///
/// @param labels of the classes, in their order
record SampleParts(Part train, Part validation, Optional<Part> test, List<String> labels) {
  private static final int TENTH = 10;

  /// Samples of a file.
  ///
  /// @param numbers of the samples in the file, from 1 on
  record Part(Path file, List<Sample.Labelled> samples, List<Integer> numbers) {
    static Part whole(Path file, List<Sample.Labelled> samples) {
      return new Part(file, samples, IntStream.rangeClosed(1, samples.size()).boxed().toList());
    }

    /// Where sample `i` of the part stands.
    String place(int i) {
      return "%s: sample %,d".formatted(file, numbers.get(i));
    }
  }

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
        ? new SampleParts(train, validation.get(), test, labels)
        : split(train, test, labels);
  }

  private static void requireKnown(Part part, List<String> labels) {
    for (int i = 0; i < part.samples.size(); i++) {
      String label = part.samples.get(i).label();
      if (!labels.contains(label)) {
        throw new TextException(
            "%s: the class \"%s\" does not come in training, which has %s"
                .formatted(part.place(i), label, String.join(" ", labels)));
      }
    }
  }

  /// Every tenth sample of each class validates, at least one of each.
  private static SampleParts split(Part all, Optional<Part> test, List<String> labels) {
    Part train = new Part(all.file, new ArrayList<>(), new ArrayList<>());
    Part held = new Part(all.file, new ArrayList<>(), new ArrayList<>());
    Map<String, Integer> seen = new HashMap<>();
    for (int i = 0; i < all.samples.size(); i++) {
      int place = seen.merge(all.samples.get(i).label(), 1, Integer::sum);
      Part part = place % TENTH == 2 ? held : train;
      part.samples.add(all.samples.get(i));
      part.numbers.add(i + 1);
    }
    return new SampleParts(train, held, test, labels);
  }
}
