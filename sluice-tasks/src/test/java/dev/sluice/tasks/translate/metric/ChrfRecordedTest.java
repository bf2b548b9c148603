package dev.sluice.tasks.translate.metric;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.core.model.json.JsonView;
import dev.sluice.tasks.translate.metric.Recorded.Corpus;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// chrF beside what sacreBLEU computed.
class ChrfRecordedTest {
  static List<Corpus> corpora() {
    return Recorded.corpora();
  }

  @ParameterizedTest
  @MethodSource("corpora")
  void corpus(Corpus corpus) {
    for (JsonView wanted : corpus.view().member("chrf").elements()) {
      Chrf plain = Chrf.of(Recorded.casing(wanted));
      Chrf metric = wanted.member("words").integer(0) == 2 ? plain.plusPlus() : plain;
      ChrfScore score = metric.score(corpus.hypotheses(), corpus.references());
      String line = wanted.member("line").string();
      assertThat(score.score())
          .as(line)
          .isCloseTo(wanted.member("score").number(), BleuRecordedTest.SAME);
      assertThat(score).hasToString(Recorded.line(wanted));
    }
  }
}
