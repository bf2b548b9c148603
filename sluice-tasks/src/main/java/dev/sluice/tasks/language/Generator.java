package dev.sluice.tasks.language;

/// Goes on with a text, symbol after symbol; for one thread. [Generators] goes on with many at
/// once.
public final class Generator {
  private final Generators one;

  /// @param one of one text
  Generator(Generators one) {
    this.one = one;
  }

  /// Reads a text, to be gone on with.
  public Generator read(String text) {
    one.read(text);
    return this;
  }

  /// The next symbol, which is taken as read: what it adds to the text, which is nothing while a
  /// character is not complete.
  ///
  /// @throws IllegalStateException if nothing was read yet
  public String next() {
    return one.next().getFirst();
  }

  /// The next `count` symbols as a text.
  public String next(int count) {
    return one.next(count).getFirst();
  }
}
