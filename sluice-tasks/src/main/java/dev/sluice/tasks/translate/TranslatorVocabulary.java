package dev.sluice.tasks.translate;

import dev.sluice.core.model.ModelException;
import dev.sluice.tasks.text.Symbols;
import dev.sluice.tasks.translate.TranslatorSpec.Tables;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/// The symbols of both languages. Each has one more: the border, which stands behind every text and
/// before what a decoder writes.
///
/// @param source what is read
/// @param target what is written; with [Tables#SHARED] the same
public record TranslatorVocabulary(Symbols source, Symbols target, Tables tables) {
  private static final String SOURCE = "source-";
  private static final String TARGET = "target-";

  /// Checks that shared symbols are the same.
  public TranslatorVocabulary {
    if (tables == Tables.SHARED && !source.equals(target)) {
      throw new IllegalArgumentException("shared symbols are the same in source and target");
    }
  }

  /// Makes symbols of a text.
  @FunctionalInterface
  public interface Maker {
    /// @param text lines
    Symbols make(String text);
  }

  /// The symbols of pairs: of both sides together where they are shared.
  public static TranslatorVocabulary of(List<Pair> pairs, Tables tables, Maker maker) {
    return of(pairs, tables, maker, maker);
  }

  /// The same with other symbols in the target, where they are not shared.
  public static TranslatorVocabulary of(
      List<Pair> pairs, Tables tables, Maker maker, Maker targetMaker) {
    String sources = pairs.stream().map(Pair::source).collect(Collectors.joining("\n"));
    String targets = pairs.stream().map(Pair::target).collect(Collectors.joining("\n"));
    if (tables == Tables.SHARED) {
      Symbols both = maker.make(sources + "\n" + targets);
      return new TranslatorVocabulary(both, both, tables);
    }
    return new TranslatorVocabulary(maker.make(sources), targetMaker.make(targets), tables);
  }

  /// Ids of the source, the border counted.
  public int sourceSize() {
    return source.size() + 1;
  }

  /// Ids of the target, the border counted.
  public int targetSize() {
    return target.size() + 1;
  }

  /// A text to read, the border behind it.
  public int[] encodeSource(String text) {
    return withBorder(source, text);
  }

  /// A text to write, the border behind it.
  public int[] encodeTarget(String text) {
    return withBorder(target, text);
  }

  private static int[] withBorder(Symbols symbols, String text) {
    int[] ids = symbols.encode(text);
    int[] with = Arrays.copyOf(ids, ids.length + 1);
    with[ids.length] = symbols.size();
    return with;
  }

  /// The files of a model's directory that hold them.
  Map<String, byte[]> files() {
    if (tables == Tables.SHARED) {
      return Map.of(source.fileName(), source.file());
    }
    Map<String, byte[]> files = new TreeMap<>();
    files.put(SOURCE + source.fileName(), source.file());
    files.put(TARGET + target.fileName(), target.file());
    return files;
  }

  /// Reads them from the files of a model's directory.
  ///
  /// @throws ModelException if one is missing or damaged
  static TranslatorVocabulary read(Map<String, byte[]> files, Tables tables, Path directory) {
    if (tables == Tables.SHARED) {
      Symbols both = Symbols.read(files, directory);
      return new TranslatorVocabulary(both, both, tables);
    }
    return new TranslatorVocabulary(
        Symbols.read(part(files, SOURCE), directory),
        Symbols.read(part(files, TARGET), directory),
        tables);
  }

  private static Map<String, byte[]> part(Map<String, byte[]> files, String prefix) {
    Map<String, byte[]> part = new HashMap<>();
    files.forEach((name, bytes) -> {
      if (name.startsWith(prefix)) {
        part.put(name.substring(prefix.length()), bytes);
      }
    });
    return part;
  }
}
