package dev.sluice.core.compute;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicIntegerArray;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(120)
class TeamTest {
  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 4, 7})
  void everyTaskRunsOnceAndIsSeenByTheCaller(int size) {
    try (Team team = new Team(size)) {
      assertThat(team.size()).isEqualTo(size);
      int[] written = new int[11]; // plain memory: visible only if run() orders it
      for (int round = 1; round <= 20_000; round++) {
        int tasks = round % written.length + 1;
        int number = round;
        team.run(tasks, task -> written[task] += number);
        for (int task = 0; task < tasks; task++) {
          assertThat(written[task]).isEqualTo(number);
          written[task] = 0;
        }
      }
      team.run(
          0,
          task -> {
            throw new AssertionError("no task");
          });
    }
  }

  @Test
  void helpersWakeAfterSleeping() throws InterruptedException {
    try (Team team = new Team(3)) {
      for (int round = 0; round < 20; round++) {
        Thread.sleep(10); // longer than helpers spin
        CountDownLatch together = new CountDownLatch(3);
        // passes only if three threads take part
        team.run(3, task -> meet(together));
      }
    }
  }

  private static void meet(CountDownLatch together) {
    together.countDown();
    try {
      together.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 4})
  void theFailureOfTheFirstTaskIsThrown(int size) {
    try (Team team = new Team(size)) {
      for (int round = 0; round < 500; round++) {
        assertThatThrownBy(() ->
                team.run(
                    8,
                    task -> {
                      if (task % 3 == 2) {
                        throw new IllegalArgumentException("task " + task);
                      }
                    }))
            .isInstanceOf(IllegalArgumentException.class)
            .hasMessage("task 2");
        assertThatThrownBy(() ->
                team.run(
                    8,
                    task -> {
                      throw new AssertionError("error " + task);
                    }))
            .isInstanceOf(AssertionError.class)
            .hasMessage("error 0");
        AtomicInteger after = new AtomicInteger();
        team.run(8, task -> after.incrementAndGet());
        assertThat(after).hasValue(8);
      }
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 4})
  void tasksMayCallTheTeam(int size) {
    try (Team team = new Team(size)) {
      for (int round = 0; round < 200; round++) {
        AtomicIntegerArray counts = new AtomicIntegerArray(20);
        team.run(4, outer -> team.run(5, inner -> counts.incrementAndGet(outer * 5 + inner)));
        for (int i = 0; i < counts.length(); i++) {
          assertThat(counts.get(i)).isOne();
        }
      }
    }
  }

  @Test
  void anotherThreadIsRefusedWhileBusy() {
    try (Team team = new Team(2)) {
      CountDownLatch both = new CountDownLatch(2);
      team.run(
          2,
          task -> {
            meet(both); // both threads are inside
            if (task == 0) {
              assertThatThrownBy(
                      () -> CompletableFuture.runAsync(() -> team.run(2, other -> {})).join())
                  .hasMessageContaining("one workspace per thread");
            }
          });
      CompletableFuture.runAsync(() -> team.run(2, other -> {})).join();
    }
  }

  @Test
  void aClosedTeamIsRefusedAndItsThreadsEnd() throws InterruptedException {
    Team team = new Team(3);
    Thread[] seen = new Thread[3];
    CountDownLatch together = new CountDownLatch(3);
    team.run(
        3,
        task -> {
          meet(together);
          seen[task] = Thread.currentThread();
        });
    team.close();
    team.close();
    assertThatThrownBy(() -> team.run(2, task -> {})).hasMessageContaining("closed");
    for (Thread thread : seen) {
      if (thread != Thread.currentThread()) {
        thread.join(10_000);
        assertThat(thread.isAlive()).isFalse();
      }
    }
  }

  @Test
  void aTeamHasAThread() {
    assertThatThrownBy(() -> new Team(0)).hasMessageContaining("at least 1");
  }
}
