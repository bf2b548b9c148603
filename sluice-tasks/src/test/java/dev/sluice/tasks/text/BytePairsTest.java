package dev.sluice.tasks.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.core.model.ModelException;
import dev.sluice.testing.RandomSeed;
import java.nio.charset.StandardCharsets;
import java.time.DayOfWeek;
import java.time.Month;
import java.time.format.TextStyle;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import org.junit.jupiter.api.Test;

class BytePairsTest {
  private static final String TEXT = text();
  private static final BytePairs PAIRS = BytePairs.train(TEXT, 500);

  /// Days and months in the JDK's languages.
  private static String text() {
    StringBuilder text = new StringBuilder();
    for (String tag : new String[] {"en", "de", "fr", "zh", "ru", "ja", "ar", "el"}) {
      Locale locale = Locale.forLanguageTag(tag);
      for (int i = 0; i < 84; i++) {
        text.append(DayOfWeek.of(1 + i % 7).getDisplayName(TextStyle.FULL, locale))
            .append(", ")
            .append(1 + i % 31)
            .append(' ')
            .append(Month.of(1 + i % 12).getDisplayName(TextStyle.FULL, locale))
            .append('\n');
      }
    }
    return text.toString();
  }

  /// The example of Sennrich et al. 2016, with counts of words by repetition.
  @Test
  void theMostFrequentPairsAreJoined() {
    String text = " low".repeat(5) + " lower".repeat(2) + " newest".repeat(6) + " widest".repeat(3);
    BytePairs pairs = BytePairs.train(text, 256 + 3);
    // e s: 9, es t: 9, then " l": 7, "l o": 7, "o w": 7; equal counts by ascending ids.
    assertThat(token(pairs, 256)).isEqualTo("es");
    assertThat(token(pairs, 257)).isEqualTo("est");
    assertThat(token(pairs, 258)).isEqualTo(" l");
  }

  private static String token(BytePairs pairs, int id) {
    return new String(pairs.bytes(id), StandardCharsets.UTF_8);
  }

  @Test
  void textsComeBackAsTheyWere() {
    Random random = new Random(RandomSeed.forClass(BytePairsTest.class));
    List<String> texts = new ArrayList<>(List.of("", " ", "\r\n\t  x", TEXT, "it's they'll 12ab"));
    for (int i = 0; i < 200; i++) {
      texts.add(
          random
              .ints(random.nextInt(40), 0, 0x11000)
              .filter(c -> c < 0xD800 || c > 0xDFFF)
              .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
              .toString());
    }
    for (String text : texts) {
      assertThat(PAIRS.decode(PAIRS.encode(text))).isEqualTo(text);
    }
    assertThat(PAIRS.encode(TEXT).length)
        .isLessThan(TEXT.getBytes(StandardCharsets.UTF_8).length / 2);
  }

  /// The definition: of all pairs in the word, the one learned first, the leftmost, again and
  /// again.
  @Test
  void encodesAsTheDefinitionDoes() {
    for (String word : new String[] {" Montag", " Dezember", "星期一", " понедельник", "aaaaaaa"}) {
      List<Integer> ids = new ArrayList<>();
      for (byte b : word.getBytes(StandardCharsets.UTF_8)) {
        ids.add(b & 0xFF);
      }
      for (boolean joined = true; joined; ) {
        int best = Integer.MAX_VALUE;
        int at = -1;
        for (int i = 0; i + 1 < ids.size(); i++) {
          int rank = PAIRS.merges().indexOf(new BytePairs.Merge(ids.get(i), ids.get(i + 1)));
          if (rank >= 0 && rank < best) {
            best = rank;
            at = i;
          }
        }
        joined = at >= 0;
        if (joined) {
          ids.set(at, 256 + best);
          ids.remove(at + 1);
        }
      }
      assertThat(PAIRS.encode(word))
          .as(word)
          .isEqualTo(ids.stream().mapToInt(Integer::intValue).toArray());
    }
  }

  @Test
  void equalTextsGiveEqualPairs() {
    assertThat(TokenizerJson.write(BytePairs.train(TEXT, 500)))
        .isEqualTo(TokenizerJson.write(PAIRS));
    assertThat(BytePairs.train("ab", 300).size()).isEqualTo(256);
    assertThatThrownBy(() -> BytePairs.train("ab", 255)).hasMessageContaining("256 bytes already");
  }

  /// What Hugging Face's tokenizers 0.23.2 makes of this text with our file.
  @Test
  void idsAreThoseOfHuggingFace() {
    String text =
        "the low tide, the lower tides; it's the newest, the widest: 2026 2027. 星期一 星期二 星期三\n"
            .repeat(3);
    assertThat(BytePairs.train(text, 300).encode("The lowest  tide's 2028:\n 星期四\u3000it'd"))
        .containsExactly(
            84, 257, 276, 283, 32, 273, 280, 275, 56, 58, 10, 265, 263, 229, 155, 155, 227, 128,
            128, 105, 116, 39, 100);
  }

  @Test
  void longRunsAreEncodedAtOnce() {
    String run = "星".repeat(200_000) + " ".repeat(200_000) + "a".repeat(200_000);
    assertThat(PAIRS.decode(PAIRS.encode(run))).isEqualTo(run);
  }

  @Test
  void comesBackFromJson() {
    byte[] json = TokenizerJson.write(PAIRS);
    BytePairs back = TokenizerJson.read(json, "tokenizer.json");
    assertThat(back.encode(TEXT)).isEqualTo(PAIRS.encode(TEXT));
    assertThat(TokenizerJson.write(back)).isEqualTo(json);
  }

  @Test
  void otherTokenizersAreRefused() {
    String json =
        new String(TokenizerJson.write(BytePairs.train(TEXT, 258)), StandardCharsets.UTF_8);
    refused(json.replace("\"BPE\"", "\"Unigram\""), "expected \"BPE\", the only kind");
    refused(json.replaceFirst("ByteLevel", "Whitespace"), "expected \"ByteLevel\"");
    refused(
        json.replaceFirst("\"merges\":\\[\\[\"..?.?\",", "\"merges\":[[\"xyzzy\","),
        "a byte, or a token");
    refused(json.replaceFirst("\"!\":33", "\"!\":34"), "the token's place");
    refused(json.replaceFirst("\"!\":33,", ""), "expected 258 tokens");
    refused(json.substring(0, json.length() / 2), "tokenizer.json");
  }

  private static void refused(String json, String message) {
    assertThatThrownBy(
            () -> TokenizerJson.read(json.getBytes(StandardCharsets.UTF_8), "tokenizer.json"))
        .isInstanceOfAny(ModelException.class, dev.sluice.core.model.json.JsonException.class)
        .hasMessageContaining(message);
  }
}
