package dev.sluice.core.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.core.autodiff.Parameters;
import dev.sluice.core.model.json.Json;
import dev.sluice.core.model.json.JsonObject;
import dev.sluice.core.nn.Direction;
import dev.sluice.core.nn.GruSpec;
import dev.sluice.core.nn.Recurrent;
import dev.sluice.core.nn.RecurrentSpec;
import dev.sluice.core.stream.NotStreamable;
import dev.sluice.core.stream.State;
import dev.sluice.core.stream.Stepper;
import dev.sluice.core.stream.Streaming;
import dev.sluice.core.tensor.Seed;
import dev.sluice.core.tensor.Seq;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// How a stack streams is part of its model: kept in the file, honoured by the stepper.
class RecurrentModelTest {
  private static final float[][] EVENTS = {
    {1, -1, 0.5f}, {0.3f, 2, -0.7f}, {-2, 0.1f, 1}, {0, 0.6f, -0.2f}, {0.9f, -0.4f, 0.8f}
  };

  @TempDir Path folder;

  private static RecurrentModel model(RecurrentSpec<?> spec) {
    Parameters parameters = Parameters.initialised(Seed.of(2));
    return RecurrentModel.freeze(Recurrent.create(spec, parameters.root()));
  }

  private static float[] last(RecurrentModel model, int from, int to) {
    float[][] window = Arrays.copyOfRange(EVENTS, from, to);
    return model.run(Seq.of(new float[][][] {window}, 3)).sequence(0)[to - from - 1];
  }

  private static void assertAnswers(RecurrentModel model, int context) {
    Stepper stepper = model.stepper();
    State state = stepper.zeroState();
    float[] out = new float[stepper.outputSize()];
    for (int t = 0; t < EVENTS.length; t++) {
      stepper.step(EVENTS[t], state, out);
      assertThat(out).isEqualTo(last(model, Math.max(0, t + 1 - context), t + 1));
    }
  }

  @Test
  void aFrozenStackCarriesItsState() {
    RecurrentModel model = model(GruSpec.of(3, 4));
    assertThat(model.streaming()).isEqualTo(Streaming.CARRIED);
    assertAnswers(model, EVENTS.length);
    RecurrentModel loaded = savedAndLoaded(model);
    assertThat(loaded.streaming()).isEqualTo(Streaming.CARRIED);
    assertThat(loaded.fingerprint()).isEqualTo(model.fingerprint());
    assertAnswers(loaded, EVENTS.length);
  }

  @Test
  void aSlidingModelAnswersFromItsWindow() {
    for (Direction direction : Direction.values()) {
      RecurrentModel carried = model(GruSpec.pytorch(3, 4).direction(direction).layers(2));
      RecurrentModel sliding = carried.sliding(3);
      assertThat(sliding.streaming()).isEqualTo(Streaming.sliding(3));
      assertThat(sliding.fingerprint())
          .isNotEqualTo(carried.fingerprint())
          .isNotEqualTo(carried.sliding(4).fingerprint());
      assertAnswers(sliding, 3);
      RecurrentModel loaded = savedAndLoaded(sliding);
      assertThat(loaded.streaming()).isEqualTo(Streaming.sliding(3));
      assertThat(loaded.fingerprint()).isEqualTo(sliding.fingerprint());
      assertAnswers(loaded, 3);
    }
  }

  @Test
  void whatCannotCarryItsStateSaysWhichLayer() {
    RecurrentModel both = model(GruSpec.of(3, 4).direction(Direction.BOTH).layers(2));
    assertThatThrownBy(both::stepper)
        .isInstanceOf(NotStreamable.class)
        .hasMessage(
            "layer 0 (gru, BOTH) needs the end of the stream before it can answer; stream a window of events with RecurrentModel.sliding(context), predict whole sequences, or train it FORWARD");
  }

  private RecurrentModel savedAndLoaded(RecurrentModel model) {
    Path target = folder.resolve("m.sluice");
    model.save(target, Overwrite.REPLACE);
    return RecurrentModel.load(target);
  }

  /// A saved sliding model whose configuration is written anew, changed.
  private Path changed(Consumer<Map<String, Json>> change) {
    Path target = folder.resolve("m.sluice");
    model(GruSpec.of(3, 4)).sliding(3).save(target, Overwrite.REPLACE);
    ModelFiles files = ModelDirectory.read(target).files();
    var members = new LinkedHashMap<>(files.config().members());
    change.accept(members);
    ModelDirectory.write(
        target,
        new ModelFiles(new JsonObject(members), files.weights(), files.extras(), files.card()),
        Overwrite.REPLACE);
    return target;
  }

  @Test
  void aModelWithoutTheMemberCarries() {
    Path old =
        changed(config -> {
          config.remove("streaming");
          config.remove("context");
        });
    RecurrentModel loaded = RecurrentModel.load(old);
    assertThat(loaded.streaming()).isEqualTo(Streaming.CARRIED);
    assertThat(loaded.fingerprint()).isEqualTo(model(GruSpec.of(3, 4)).fingerprint());
    assertAnswers(loaded, EVENTS.length);
  }

  @Test
  void wrongMembersAreRefusedByPlace() {
    refused(config -> config.put("context", number(0)), "context", "0");
    refused(config -> config.put("context", number(1 << 25)), "1 to 16777216", "33554432");
    refused(config -> config.remove("context"), "context", "missing");
    refused(config -> config.remove("streaming"), "context: unknown");
    refused(config -> config.put("streaming", number(1)), "streaming", "\"sliding\"");
    refused(config -> config.put("window", number(1)), "window: unknown");
  }

  private static Json number(long value) {
    return JsonObject.builder().put("n", value).build().members().get("n");
  }

  private void refused(Consumer<Map<String, Json>> change, String... words) {
    Path wrong = changed(change);
    assertThatThrownBy(() -> RecurrentModel.load(wrong))
        .isInstanceOf(ModelException.class)
        .hasMessageContainingAll(words);
  }
}
