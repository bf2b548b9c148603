package dev.sluice.cli.options;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// Sequences of a file, which know where they stand in it.
///
/// @param items in the order of the file
/// @param places of them, for messages
/// @param <S> a sequence
public record FilePart<S>(Path file, List<S> items, List<String> places) {
  /// All of a file, by their numbers.
  ///
  /// @param kind what one is called in messages
  public static <S> FilePart<S> whole(Path file, String kind, List<S> items) {
    FilePart<S> whole = empty(file);
    items.forEach(item -> whole.add(item, "%s: %s %,d".formatted(file, kind, whole.size() + 1)));
    return whole;
  }

  /// None of a file yet.
  public static <S> FilePart<S> empty(Path file) {
    return new FilePart<>(file, new ArrayList<>(), new ArrayList<>());
  }

  /// None of the same file yet.
  public FilePart<S> none() {
    return empty(file);
  }

  /// Takes one more.
  public void add(S item, String place) {
    items.add(item);
    places.add(place);
  }

  /// How many.
  public int size() {
    return items.size();
  }

  /// Where item `i` stands.
  public String place(int i) {
    return places.get(i);
  }
}
