package dev.sluice.cli.options;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// Sequences of a file, which know where they stand in it.
///
/// @param kind what one is called in messages
/// @param items in the order of the file
/// @param numbers of them in the file, from 1 on
/// @param <S> a sequence
public record FilePart<S>(Path file, String kind, List<S> items, List<Integer> numbers) {
  /// All of a file.
  public static <S> FilePart<S> whole(Path file, String kind, List<S> items) {
    FilePart<S> whole = new FilePart<>(file, kind, new ArrayList<>(), new ArrayList<>());
    items.forEach(item -> whole.add(item, whole.size() + 1));
    return whole;
  }

  /// None of the same file yet.
  public FilePart<S> none() {
    return new FilePart<>(file, kind, new ArrayList<>(), new ArrayList<>());
  }

  /// Takes one more.
  ///
  /// @param number in the file
  public void add(S item, int number) {
    items.add(item);
    numbers.add(number);
  }

  /// How many.
  public int size() {
    return items.size();
  }

  /// Where item `i` stands.
  public String place(int i) {
    return "%s: %s %,d".formatted(file, kind, numbers.get(i));
  }
}
