package dev.sluice.tasks.translate.metric;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.sluice.core.model.json.JsonView;
import dev.sluice.tasks.translate.metric.Recorded.Corpus;
import java.util.Arrays;
import java.util.List;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// BLEU beside what sacreBLEU computed.
class BleuRecordedTest {
  /// Of numbers up to 100: logarithms and the exponential may differ in their last bits.
  static final Offset<Double> SAME = within(1e-11);

  static List<Corpus> corpora() {
    return Recorded.corpora();
  }

  @ParameterizedTest
  @MethodSource("corpora")
  void corpus(Corpus corpus) {
    for (JsonView wanted : corpus.view().member("bleu").elements()) {
      BleuScore score = metric(wanted).score(corpus.hypotheses(), corpus.references());
      String line = wanted.member("line").string();
      assertThat(score).as(line).hasToString(Recorded.line(wanted));
      assertThat(score.score()).as(line).isCloseTo(wanted.member("score").number(), SAME);
      List<JsonView> precisions = wanted.member("precisions").elements();
      for (int n = 0; n < 4; n++) {
        double precision = precisions.get(n).number();
        assertThat(score.precisions().get(n)).as(line).isCloseTo(precision, SAME);
      }
      double penalty = wanted.member("penalty").number();
      assertThat(score.brevityPenalty()).as(line).isCloseTo(penalty, SAME);
      assertThat(score.hypothesisLength()).isEqualTo(wanted.member("hypothesis").integer(0));
      assertThat(score.referenceLength()).isEqualTo(wanted.member("reference").integer(0));
    }
  }

  @ParameterizedTest
  @MethodSource("corpora")
  void sentences(Corpus corpus) {
    List<JsonView> wanted = corpus.view().member("sentences").elements();
    for (int t = 0; t < wanted.size(); t++) {
      BleuScore score =
          Bleu.standard().sentence(corpus.hypotheses().get(t), corpus.references().get(t));
      assertThat(score.score()).as("sentence %d", t).isCloseTo(wanted.get(t).number(), SAME);
    }
  }

  @Test
  void tokens() {
    for (JsonView wanted : Recorded.tokens()) {
      for (Tokeniser tokeniser : Tokeniser.values()) {
        assertThat(String.join(" ", tokeniser.tokens(wanted.member("text").string())))
            .as("%s of %s", tokeniser, wanted.member("text"))
            .isEqualTo(wanted.member(tokeniser.code()).string());
      }
    }
  }

  @Test
  void lowered() {
    for (JsonView wanted : Recorded.lowered()) {
      String text = wanted.member("text").string();
      assertThat(Casing.LOWER.apply(text)).as(text).isEqualTo(wanted.member("lower").string());
      assertThat(Casing.MIXED.apply(text)).isEqualTo(text);
    }
  }

  private static Bleu metric(JsonView view) {
    Tokeniser tokeniser =
        Arrays.stream(Tokeniser.values())
            .filter(each -> each.code().equals(view.member("tokeniser").string()))
            .findFirst()
            .orElseThrow();
    Bleu metric = Bleu.of(tokeniser, Recorded.casing(view));
    boolean none = view.member("smoothing").string().equals("none");
    return none ? metric.smoothing(Smoothing.NONE) : metric;
  }
}
