package dev.sluice.cli.stream;

import static java.nio.charset.StandardCharsets.US_ASCII;

import dev.sluice.core.model.RecurrentModel;
import dev.sluice.core.nn.Precision;
import dev.sluice.core.stream.State;
import dev.sluice.core.stream.Stepper;
import java.util.List;
import java.util.function.IntConsumer;

/// A bare stack's: `{"key":"a","x":[…]}` → `{"key":"a","h":[…]}`.
final class RecurrentEvents implements Events {
  private static final int KEY = 0;
  private static final int X = 1;
  private static final byte[] BEGIN = "{\"key\":".getBytes(US_ASCII);
  private static final byte[] H = ",\"h\":".getBytes(US_ASCII);

  private final Stepper stepper;
  private final int keyLimit;
  private final EventParser parser = new EventParser(List.of("key", "x"));
  private final IntConsumer fields = this::field;
  private final float[] x;
  private final float[] h;
  private String key = "";

  /// @param keyLimit bytes of a key
  RecurrentEvents(RecurrentModel model, Precision precision, int keyLimit) {
    this.stepper = model.stepper(precision);
    this.keyLimit = keyLimit;
    x = new float[stepper.inputSize()];
    h = new float[stepper.outputSize()];
  }

  @Override
  public State zeroState() {
    return stepper.zeroState();
  }

  @Override
  public int longestLine() {
    return Events.longestLine(x.length);
  }

  @Override
  public void read(byte[] bytes, int from, int to) {
    parser.read(bytes, from, to, fields);
    parser.require(KEY);
    parser.require(X);
  }

  private void field(int field) {
    if (field == KEY) {
      key = parser.text(keyLimit, LONGER_KEYS);
    } else {
      parser.numbers(x);
    }
  }

  @Override
  public String key() {
    return key;
  }

  @Override
  public void answer(State state, AnswerWriter out) {
    stepper.step(x, state, h);
    out.raw(BEGIN).string(key).raw(H).array(h, 0, h.length).raw('}').endLine();
  }
}
