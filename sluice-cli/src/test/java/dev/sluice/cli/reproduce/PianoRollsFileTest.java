package dev.sluice.cli.reproduce;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.core.model.ModelException;
import dev.sluice.tasks.music.PianoRolls;
import dev.sluice.testing.SharedData;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Files of piano rolls, good and bad.
class PianoRollsFileTest {
  private static final String GOOD =
      """
      {"train": [[[1, 87], [], [0]], [[2]]],
       "test": [[[3]]], "valid": [[[4]], [[5]]]}
      """;

  @TempDir Path folder;

  @Test
  void pieces() throws IOException {
    PianoRolls rolls = PianoRollsFile.read(file(GOOD));
    assertThat(rolls).hasToString("PianoRolls of 2 + 2 + 1 pieces");
    assertThat(rolls.train().getFirst().length()).isEqualTo(3);
    assertThat(rolls.train().getFirst().keys(0)).containsExactly(1, 87);
    assertThat(rolls.train().getFirst().keys(1)).isEmpty();
    assertThat(rolls.validation().get(1).keys(0)).containsExactly(5);
    assertThat(rolls.test().getFirst().keys(0)).containsExactly(3);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        // what is replaced | by what | where and why
        "[4]      | [88]      | 2:31: has key 88; keys are 0 to 87",
        "[4]      | [-4]      | 2:31: has key -4; keys are 0 to 87",
        "[4]      | [99999999999999] | 2:31: has key 99999999999999; keys are 0 to 87",
        "[4]      | [4.0]     | 2:31: has 4.0 where a key should be",
        "[4]      | [null]    | 2:31: has null where a key should be",
        "[4]      | [4, 4]    | 2:34: has key 4 behind key 4; the keys of a step ascend, each once",
        "[1, 87]  | 1         | 1:13: has 1 where a list should be",
        "[[4]]    | []        | 2:29: has a piece without a step; leave it out",
        "[[[3]]]  | []        | 2:11: has an empty list of pieces",
        "test     | rest      | 2:2: has a \"rest\"",
        "test     | train     | 2:2: has a second \"train\"",
        "[[[3]]]  | 3         | 2:10: has 3 where a list of pieces should be",
      })
  void whatIsWrongIsNamedWithItsPlace(String what, String by, String sentence) throws IOException {
    refuses(GOOD.replace(what, by), ":" + sentence);
  }

  @Test
  void whatIsNoJson() throws IOException {
    refuses("{\"train\": [[[1]]]}", ":1:18: has no \"valid\"");
    refuses("[]", ":1:1: has [ where an object with \"train\", \"valid\" and \"test\" should be");
    refuses(
        "", ":1:1: has its end where an object with \"train\", \"valid\" and \"test\" should be");
    refuses(GOOD + "{}", ":3:1: goes on behind its end");
    Path cut = file(GOOD.substring(0, 30));
    assertThatThrownBy(() -> PianoRollsFile.read(cut))
        .isInstanceOf(ModelException.class)
        .hasMessageStartingWith(cut + ":1:31: ")
        .hasMessageNotContaining("\n");
  }

  @Test
  void whatIsNoWholeGzip() throws IOException {
    Path plain = Files.writeString(folder.resolve("plain.json.gz"), GOOD);
    assertThatThrownBy(() -> PianoRollsFile.read(plain))
        .hasMessage(plain + ": is no whole gzip file (Not in GZIP format); fetch it again");
    Path file = file(GOOD);
    byte[] bytes = Files.readAllBytes(file);
    Files.write(file, Arrays.copyOf(bytes, bytes.length - 12));
    assertThatThrownBy(() -> PianoRollsFile.read(file))
        .isInstanceOf(ModelException.class)
        .hasMessageStartingWith(file + ": is no whole gzip file (");
  }

  @Test
  void theSetsThemselves() throws IOException {
    Path music = SharedData.require("data/music");
    assertThat(PianoRollsFile.read(music.resolve("JSB_Chorales.json.gz")))
        .hasToString("PianoRolls of 229 + 76 + 77 pieces");
  }

  private void refuses(String json, String sentence) throws IOException {
    Path file = file(json);
    assertThatThrownBy(() -> PianoRollsFile.read(file))
        .isInstanceOf(ModelException.class)
        .hasMessage(file + sentence);
  }

  private Path file(String json) throws IOException {
    Path file = folder.resolve("rolls.json.gz");
    try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(file))) {
      out.write(json.getBytes(StandardCharsets.UTF_8));
    }
    return file;
  }
}
