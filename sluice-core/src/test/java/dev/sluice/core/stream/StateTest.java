package dev.sluice.core.stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.sluice.core.nn.GruSpec;
import dev.sluice.core.nn.LstmSpec;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

/// The state as a value: copies, rows, bytes; and what is refused.
class StateTest {
  private final Stepper stepper = Streams.stepper(GruSpec.pytorch(3, 4).layers(2));

  /// Three streams after two events.
  private State some() {
    State state = stepper.zeroState(3);
    float[] out = new float[12];
    stepper.step(Streams.event(1, 0, 9), state, out);
    stepper.step(Streams.event(1, 1, 9), state, out);
    return state;
  }

  private static float[] row(State state, int row) {
    return Arrays.copyOfRange(state.values(), row * state.width(), (row + 1) * state.width());
  }

  @Test
  void copiesAreIndependent() {
    State state = some();
    State copy = state.copy();
    float[] before = copy.values().clone();
    stepper.step(Streams.event(1, 2, 9), state, new float[12]);
    assertThat(copy.values()).isEqualTo(before).isNotEqualTo(state.values());
    assertThat(copy.fingerprint()).isEqualTo(Streams.FINGERPRINT);
  }

  @Test
  void rowsAreSelectedAndJoined() {
    State state = some();
    State selected = state.select(2, 0, 2);
    assertThat(selected.rows()).isEqualTo(3);
    assertThat(row(selected, 0)).isEqualTo(row(state, 2)).isEqualTo(row(selected, 2));
    assertThat(row(selected, 1)).isEqualTo(row(state, 0));
    State joined = State.concat(state.select(0), state.select(1, 2));
    assertThat(joined.values()).isEqualTo(state.values());
    assertThat(state.select().rows()).isZero();
    assertThatIllegalArgumentException()
        .isThrownBy(() -> state.select(0, 3))
        .withMessage("there is no stream 3 in a state of 3; streams count from 0");
    assertThatIllegalArgumentException()
        .isThrownBy(() ->
            State.concat(
                state,
                Streams.stepper(LstmSpec.of(3, 4)).zeroState().copy(),
                otherModel().zeroState()))
        .withMessageContaining("another model");
  }

  private static Stepper otherModel() {
    return StackStepper.hidden(0x99, Streams.packed(GruSpec.pytorch(3, 4).layers(2)));
  }

  @Test
  void bytesRoundTrip() {
    State state = some();
    byte[] bytes = state.toBytes();
    assertThat(bytes).hasSize(20 + 4 * 3 * 8 + 4);
    State back = State.fromBytes(bytes, stepper);
    assertThat(back.values()).isEqualTo(state.values());
    assertThat(back.toBytes()).isEqualTo(bytes);
    assertThat(stepper.next(Streams.event(1, 2, 9), back).output().toArray())
        .isEqualTo(stepper.next(Streams.event(1, 2, 9), state).output().toArray());
  }

  @Test
  void foreignAndDamagedBytesAreRefused() {
    byte[] bytes = some().toBytes();
    for (int length = 0; length < bytes.length; length++) {
      byte[] cut = Arrays.copyOf(bytes, length);
      assertThatIllegalArgumentException()
          .isThrownBy(() -> State.fromBytes(cut, stepper))
          .withMessageContainingAll(
              length < 20 ? "no Sluice state" : "cut off or damaged", length + "");
    }
    byte[] longer = Arrays.copyOf(bytes, bytes.length + 1);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> State.fromBytes(longer, stepper))
        .withMessageContaining("cut off or damaged");
    for (int bit = 0; bit < 8 * bytes.length; bit++) {
      byte[] flipped = bytes.clone();
      flipped[bit / 8] ^= (byte) (1 << bit % 8);
      assertThatIllegalArgumentException().isThrownBy(() -> State.fromBytes(flipped, stepper));
    }
    assertThatIllegalArgumentException()
        .isThrownBy(() -> State.fromBytes(bytes, otherModel()))
        .withMessage(
            "the state belongs to another model (fingerprint 0000000000001234, 8 floats a stream; this model: 0000000000000099, 8); begin with zeroState()");
  }

  @Test
  void aStateOfAnotherModelIsRefusedAndLeftAlone() {
    State state = some();
    float[] before = state.values().clone();
    assertThatIllegalArgumentException()
        .isThrownBy(() -> otherModel().step(Streams.event(1, 2, 9), state, new float[12]))
        .withMessageContaining("another model");
    assertThat(state.values()).isEqualTo(before);
  }
}
