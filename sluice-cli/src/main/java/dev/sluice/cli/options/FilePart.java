package dev.sluice.cli.options;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/// Sequences of a file, which know where they stand in it.
///
/// @param items in the order of the file
/// @param places of them, for messages; made when one is asked for, of a few among very many
/// @param <S> a sequence
public record FilePart<S>(Path file, List<S> items, List<Supplier<String>> places) {
  /// All of a file, by their numbers.
  ///
  /// @param kind what one is called in messages
  public static <S> FilePart<S> whole(Path file, String kind, List<S> items) {
    FilePart<S> whole = empty(file);
    for (S item : items) {
      int number = whole.size() + 1;
      whole.add(item, () -> "%s: %s %,d".formatted(file, kind, number));
    }
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
  public void add(S item, Supplier<String> place) {
    items.add(item);
    places.add(place);
  }

  /// How many.
  public int size() {
    return items.size();
  }

  /// Where item `i` stands.
  public String place(int i) {
    return places.get(i).get();
  }
}
