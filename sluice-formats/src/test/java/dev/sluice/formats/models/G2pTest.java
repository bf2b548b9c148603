package dev.sluice.formats.models;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.testing.SharedData;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.CRC32;
import org.junit.jupiter.api.Test;

/// A published encoder-decoder from its npz.
class G2pTest {
  private static G2p model() {
    return G2p.read(SharedData.require("models/g2p_en/checkpoint20.npz"));
  }

  @Test
  void theKnownWordsComeOut() {
    G2p g2p = model();
    assertThat(g2p.symbols()).hasSize(74);
    assertThat(said(g2p, "activationist")).isEqualTo("AE2 K T IH0 V EY1 SH AH0 N IH0 S T");
    assertThat(said(g2p, "recurrent")).isEqualTo("R IH0 K ER1 AH0 N T");
    assertThat(said(g2p, "transformer")).isEqualTo("T R AE0 N S F AO1 R M ER0");
    assertThat(said(g2p, "gated")).isEqualTo("G EY1 T IH0 D");
  }

  private static String said(G2p g2p, String word) {
    return String.join(" ", g2p.pronounce(word));
  }

  /// Words of CMUdict whose CRC32 is 19 modulo 20, about 6,300: right if any listed pronunciation
  /// comes out. `CmuDict` of sluice-tasks, which is above this module, splits by the same rule.
  @Test
  void errorRatesOfCmudict() throws IOException {
    G2p g2p = model();
    Map<String, List<List<String>>> words = new LinkedHashMap<>();
    for (String line : Files.readAllLines(SharedData.require("data/g2p-cmudict/cmudict.dict"))) {
      String[] parts = line.replaceAll("#.*", "").strip().split("\\s+");
      String word = parts[0].replaceAll("\\(\\d+\\)$", "");
      CRC32 crc = new CRC32();
      crc.update(word.getBytes(StandardCharsets.UTF_8));
      if (crc.getValue() % 20 == 19) {
        words
            .computeIfAbsent(word, w -> new ArrayList<>())
            .add(List.of(parts).subList(1, parts.length));
      }
    }
    int wrong = 0;
    int wrongWithoutStress = 0;
    long edits = 0;
    long phonemes = 0;
    for (Map.Entry<String, List<List<String>>> each : words.entrySet()) {
      List<String> said = g2p.pronounce(each.getKey());
      int fewest = Integer.MAX_VALUE;
      int length = 0;
      boolean plain = false;
      for (List<String> listed : each.getValue()) {
        int distance = distance(said, listed);
        if (distance < fewest) {
          fewest = distance;
          length = listed.size();
        }
        plain |= unstressed(said).equals(unstressed(listed));
      }
      wrong += fewest > 0 ? 1 : 0;
      wrongWithoutStress += plain ? 0 : 1;
      edits += fewest;
      phonemes += length;
    }
    System.out.printf(
        "g2p_en, %d words of CMUdict: word errors %.2f %% (without stress %.2f %%),"
            + " phoneme errors %.2f %%%n",
        words.size(),
        100.0 * wrong / words.size(),
        100.0 * wrongWithoutStress / words.size(),
        100.0 * edits / phonemes);
    assertThat(words).hasSizeGreaterThan(6000);
  }

  private static List<String> unstressed(List<String> phonemes) {
    return phonemes.stream().map(p -> p.replaceAll("\\d", "")).toList();
  }

  private static int distance(List<String> a, List<String> b) {
    int[] row = new int[b.size() + 1];
    for (int j = 0; j < row.length; j++) {
      row[j] = j;
    }
    for (int i = 1; i <= a.size(); i++) {
      int diagonal = row[0];
      row[0] = i;
      for (int j = 1; j < row.length; j++) {
        int replaced = diagonal + (a.get(i - 1).equals(b.get(j - 1)) ? 0 : 1);
        diagonal = row[j];
        row[j] = Math.min(replaced, 1 + Math.min(row[j], row[j - 1]));
      }
    }
    return row[b.size()];
  }
}
