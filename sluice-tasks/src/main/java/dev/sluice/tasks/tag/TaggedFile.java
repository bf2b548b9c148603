package dev.sluice.tasks.tag;

import dev.sluice.tasks.text.TextException;
import dev.sluice.tasks.text.TextFile;
import java.nio.charset.Charset;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// Reads files with a word and its tag in each line, a blank line behind each sentence.
public final class TaggedFile {
  private static final int CONLLU_COLUMNS = 10;
  private static final int UPOS = 3;

  private TaggedFile() {}

  /// How a line is divided.
  public enum Format {
    /// CoNLL-U (Universal Dependencies): ten columns between tabs, the word second, its universal
    /// part of speech fourth; comments behind `#`, ranges (`1-2`) and empty nodes (`1.1`) are
    /// passed over.
    CONLLU,
    /// Columns between blanks or tabs, the word first, its tag last, as in CoNLL-2003 (BIO) and in
    /// word segmentation (BMES); lines of `-DOCSTART-` are passed over.
    COLUMNS;

    /// What a file's name tells: `.conllu`, or columns.
    public static Format of(Path file) {
      String name = String.valueOf(file.getFileName());
      return name.endsWith(".conllu") || name.endsWith(".conllu.gz") ? CONLLU : COLUMNS;
    }
  }

  /// All sentences of a file.
  ///
  /// @throws TextException if it cannot be read, has no sentence, or has a line that is none of the
  ///   format: with file, line and column
  public static List<TaggedSentence> read(Path file, Charset encoding, Format format) {
    List<TaggedSentence> sentences = new ArrayList<>();
    List<String> words = new ArrayList<>();
    List<String> tags = new ArrayList<>();
    int number = 0;
    for (String line : TextFile.read(file, encoding).lines().toList()) {
      number++;
      if (line.isBlank()) {
        finish(sentences, words, tags);
        continue;
      }
      String[] pair =
          format == Format.CONLLU ? conllu(file, number, line) : columns(file, number, line);
      if (pair.length > 0) {
        words.add(pair[0]);
        tags.add(pair[1]);
      }
    }
    finish(sentences, words, tags);
    if (sentences.isEmpty()) {
      throw new TextException(file + " has no sentence; each line needs a word and its tag");
    }
    return sentences;
  }

  private static void finish(
      List<TaggedSentence> sentences, List<String> words, List<String> tags) {
    if (!words.isEmpty()) {
      sentences.add(new TaggedSentence(words, tags));
      words.clear();
      tags.clear();
    }
  }

  /// Word and tag; nothing for a line that has none.
  private static String[] conllu(Path file, int number, String line) {
    if (line.startsWith("#")) {
      return new String[0];
    }
    String[] cells = line.split("\t", -1);
    if (cells.length != CONLLU_COLUMNS) {
      throw new TextException(
          "%s: line %d has %d columns between tabs; CoNLL-U has %d (other files: --format columns)"
              .formatted(file, number, cells.length, CONLLU_COLUMNS));
    }
    if (cells[0].matches("[0-9]+[-.][0-9]+")) {
      return new String[0];
    }
    if (!cells[0].matches("[0-9]+")) {
      throw new TextException(
          "%s: line %d, column 1: \"%s\" is no number of a word".formatted(file, number, cells[0]));
    }
    if (cells[1].isEmpty()) {
      throw new TextException("%s: line %d, column 2: the word is missing".formatted(file, number));
    }
    if (cells[UPOS].isEmpty() || cells[UPOS].equals("_")) {
      throw new TextException(
          "%s: line %d, column 4: the word \"%s\" has no tag; tag it, or leave its sentence out"
              .formatted(file, number, cells[1]));
    }
    return new String[] {cells[1], cells[UPOS]};
  }

  private static String[] columns(Path file, int number, String line) {
    String[] cells = line.strip().split("[ \t]+");
    if (cells[0].equals("-DOCSTART-")) {
      return new String[0];
    }
    if (cells.length < 2) {
      throw new TextException(
          "%s: line %d has only \"%s\"; a word and its tag are needed, with a blank or tab between (CoNLL-U files: --format conllu)"
              .formatted(file, number, cells[0]));
    }
    return new String[] {cells[0], cells[cells.length - 1]};
  }
}
