package dev.sluice.core.compute;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.core.tensor.Floats;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class ArenaTest {
  private static List<Floats> step(Arena arena) {
    Random random = new Random(1);
    List<Floats> windows = new ArrayList<>();
    for (int i = 0; i < 200; i++) {
      windows.add(arena.floats(random.nextInt(30_000)));
      Arena.Mark mark = arena.mark();
      arena.floats(random.nextInt(300_000));
      arena.release(mark);
    }
    return windows;
  }

  @Test
  void windowsDoNotOverlap() {
    List<Floats> windows = step(new Arena());
    for (int i = 0; i < windows.size(); i++) {
      windows.get(i).fill(i);
    }
    for (int i = 0; i < windows.size(); i++) {
      for (float value : windows.get(i).toArray()) {
        assertThat(value).isEqualTo(i);
      }
    }
  }

  @Test
  void theSecondStepAllocatesNothing() {
    Arena arena = new Arena();
    step(arena);
    long held = arena.bytes();
    for (int i = 0; i < 3; i++) {
      arena.reset();
      step(arena);
      assertThat(arena.bytes()).isEqualTo(held);
    }
  }

  @Test
  void releaseTakesBackWhatCameAfterTheMark() {
    Arena arena = new Arena();
    arena.floats(100);
    Arena.Mark mark = arena.mark();
    Floats scratch = arena.floats(1000);
    arena.release(mark);
    Floats again = arena.floats(10);
    assertThat(again.array()).isSameAs(scratch.array());
    assertThat(again.offset()).isEqualTo(scratch.offset());
  }

  @Test
  void poisonMarksWhatNobodyWrote() {
    Arena arena = new Arena();
    arena.poison();
    assertThat(arena.floats(3).toArray()).containsOnly(Float.NaN);
    assertThat(arena.zeros(3).toArray()).containsOnly(0);
  }

  @Test
  void emptyWindowsAreFine() {
    Arena arena = new Arena();
    assertThat(arena.floats(0).length()).isZero();
    arena.floats(1 << 16);
    assertThat(arena.floats(0).length()).isZero();
  }

  @Test
  void impossibleSizesAreRefused() {
    Arena arena = new Arena();
    assertThatThrownBy(() -> arena.floats(-1)).hasMessageContaining("-1");
    assertThatThrownBy(() -> arena.floats(Integer.MAX_VALUE)).hasMessageContaining("split");
  }
}
