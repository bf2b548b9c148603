package dev.sluice.tasks.music;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.sluice.core.tensor.Tensor;
import dev.sluice.train.data.Example;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/// What a piece is, and how it is laid before a network.
class PianoRollTest {
  private static final PianoRoll PIECE =
      PianoRoll.of(new int[] {0, 87}, new int[] {}, new int[] {5}, new int[] {6}, new int[] {7});

  @Test
  void whatIsNoPieceIsRefused() {
    refuses("step 1 has key 88; keys are 0 to 87 (MIDI note − 21)", new int[] {1}, new int[] {88});
    refuses("step 0 has key -1; keys are 0 to 87 (MIDI note − 21)", new int[] {-1});
    refuses("step 0 has key 4 behind key 4; keys ascend, each once", new int[] {4, 4});
    refuses("step 0 has key 3 behind key 4; keys ascend, each once", new int[] {4, 3});
    refuses("a piano roll has at least 1 step; this one has none");
  }

  private static void refuses(String sentence, int[]... steps) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> PianoRoll.of(steps))
        .withMessage(sentence);
  }

  @Test
  void emptyPartsOfASetAreRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new PianoRolls(List.of(PIECE), List.of(), List.of(PIECE)))
        .withMessage("validation has no piece; each of the three needs one");
  }

  @Test
  void aStepIsPredictedFromTheOneBeforeAndTheFirstFromNothing() {
    Example whole = PIECE.example();
    assertThat(keys(whole.x())).containsExactly("", "0 87", "", "5", "6");
    assertThat(keys(whole.y())).containsExactly("0 87", "", "5", "6", "7");
  }

  @Test
  void partsAreOfEqualLengthAndKeepTheStepBeforeThem() {
    List<Example> parts = PIECE.parts(2);
    assertThat(parts.stream().map(Example::length)).containsExactly(1, 2, 2);
    assertThat(parts.stream().flatMap(part -> keys(part.x()).stream()))
        .containsExactlyElementsOf(keys(PIECE.example().x()));
    assertThat(parts.stream().flatMap(part -> keys(part.y()).stream()))
        .containsExactlyElementsOf(keys(PIECE.example().y()));
    assertThat(PIECE.parts(5)).hasSize(1);
  }

  /// The keys of each row, as text.
  private static List<String> keys(Tensor roll) {
    return IntStream.range(0, roll.shape().dim(0))
        .mapToObj(t ->
            IntStream.range(0, PianoRoll.KEYS)
                .filter(key -> roll.get(t, key) == 1)
                .mapToObj(Integer::toString)
                .collect(Collectors.joining(" ")))
        .toList();
  }
}
