package dev.sluice.tasks.tag;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.tasks.tag.TaggedFile.Format;
import dev.sluice.tasks.text.TextException;
import java.io.OutputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TaggedFileTest {
  private static final String REST = "\t_\t_\t_\t_\t_\t_\n";
  private static final String CONLLU =
      "# text = can't\n1-2\tcan't\t_\t_"
          + REST
          + "1\tca\tcan\tAUX"
          + REST
          + "2\tn't\tnot\tPART"
          + REST
          + "2.1\tgo\tgo\tVERB"
          + REST
          + "\n\n1\tYes\tyes\tINTJ"
          + REST;

  @TempDir private Path folder;

  private Path file(String name, String text) throws Exception {
    return Files.writeString(folder.resolve(name), text);
  }

  private static List<TaggedSentence> read(Path file) {
    return TaggedFile.read(file, StandardCharsets.UTF_8, Format.of(file));
  }

  @Test
  void conlluKeepsWordsOnly() throws Exception {
    assertThat(read(file("a.conllu", CONLLU)))
        .containsExactly(
            new TaggedSentence(List.of("ca", "n't"), List.of("AUX", "PART")),
            new TaggedSentence(List.of("Yes"), List.of("INTJ")));
  }

  @Test
  void packedFilesAreRead() throws Exception {
    Path file = folder.resolve("a.conllu.gz");
    try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(file))) {
      out.write(CONLLU.getBytes(StandardCharsets.UTF_8));
    }
    assertThat(read(file)).hasSize(2);
  }

  @Test
  void columnsTakeTheFirstAndTheLast() throws Exception {
    Path file = file("a.txt", "-DOCSTART- -X- O\n\nJane NNP B-PER\r\nruns VBZ O\r\n\r\n# NN O\n");
    assertThat(read(file))
        .containsExactly(
            new TaggedSentence(List.of("Jane", "runs"), List.of("B-PER", "O")),
            new TaggedSentence(List.of("#"), List.of("O")));
  }

  @Test
  void otherEncodingsAreRead() throws Exception {
    Charset encoding = Charset.forName("GB18030");
    Path file = Files.write(folder.resolve("a.txt"), "房\tB\n间\tE\n".getBytes(encoding));
    assertThat(TaggedFile.read(file, encoding, Format.COLUMNS).getFirst().words())
        .containsExactly("房", "间");
    assertThatThrownBy(() -> read(file))
        .isInstanceOf(TextException.class)
        .hasMessageContaining("line 1, byte 0");
  }

  private void refused(String name, String text, String... parts) throws Exception {
    Path file = file(name, text);
    assertThatThrownBy(() -> read(file))
        .isInstanceOf(TextException.class)
        .hasMessageContaining(file.toString())
        .hasMessageContainingAll(parts);
  }

  @Test
  void brokenRowsAreNamed() throws Exception {
    refused("a.conllu", "1\tYes\tyes\n", "line 1 has 3 columns", "--format columns");
    refused("b.conllu", "\nx\tYes\tyes\tINTJ" + REST, "line 2, column 1", "\"x\" is no number");
    refused("c.conllu", "1\t\tyes\tINTJ" + REST, "line 1, column 2", "the word is missing");
    refused("d.conllu", "1\tYes\tyes\t_" + REST, "line 1, column 4", "\"Yes\" has no tag");
    refused("e.txt", "a B\nb\n", "line 2 has only \"b\"");
    refused("f.txt", "\n\n", "has no sentence");
  }
}
