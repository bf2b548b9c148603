package dev.sluice.tasks.audio;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.sluice.core.model.json.JsonView;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/// Features beside what librosa computed; made by `src/test/python/record_audio_features.py`.
class FeaturesRecordedTest {
  /// A few roundings of a float; librosa's triangles are floats, too.
  private static final double CLOSE = 5e-7;

  @Test
  void theyAreThoseOfLibrosa() throws IOException {
    try (InputStream in = FeaturesRecordedTest.class.getResourceAsStream("recorded.json")) {
      byte[] bytes = Objects.requireNonNull(in).readAllBytes();
      JsonView file = JsonView.read("recorded.json", bytes, IllegalStateException::new);
      List<JsonView> cases = file.member("cases").elements();
      assertThat(cases).hasSize(2);
      for (JsonView one : cases) {
        FeatureSpec spec =
            FeatureSpec.of(one.member("rate").integer(1))
                .frames(one.member("window").integer(1), one.member("hop").integer(1))
                .bands(one.member("bands").integer(1))
                .range(one.member("lowest").number(), one.member("highest").number())
                .preEmphasis(one.member("preEmphasis").number())
                .floor(one.member("floor").number());
        compare(spec, one.member("logMel"));
        compare(spec.mfcc(one.member("coefficients").integer(1)), one.member("mfcc"));
      }
    }
  }

  private static void compare(FeatureSpec spec, JsonView wanted) {
    float[] frames = Features.of(spec).of(Signals.chirp(spec.rate() / 5, spec.rate()));
    List<JsonView> rows = wanted.elements();
    assertThat(frames).hasSize(rows.size() * spec.width());
    for (int t = 0; t < rows.size(); t++) {
      List<JsonView> row = rows.get(t).elements();
      for (int d = 0; d < row.size(); d++) {
        double value = row.get(d).number();
        assertThat((double) frames[t * spec.width() + d])
            .as("%s frame %d value %d", spec, t, d)
            .isCloseTo(value, within(CLOSE * Math.max(1, Math.abs(value))));
      }
    }
  }
}
