package dev.sluice.core.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class CheckpointStoreTest {
  @TempDir Path folder;
  private CheckpointStore store;

  @BeforeEach
  void open() {
    store = CheckpointStore.in(folder);
  }

  private void write(long... steps) {
    for (long step : steps) {
      store.write(step, Samples.checkpoint(step));
    }
  }

  private void damage(String name) {
    byte[] bytes = Samples.bytes(folder.resolve(name));
    Samples.write(folder.resolve(name), Arrays.copyOf(bytes, bytes.length / 2));
  }

  @Test
  void keepsTheLastTwoByStepNotByName() {
    assertThat(store.newest()).isEmpty();
    write(9, 10, 100);
    assertThat(Samples.names(folder))
        .containsExactly("checkpoint-10.sluice", "checkpoint-100.sluice");
    CheckpointStore.Found found = store.newest().orElseThrow();
    assertThat(found.step()).isEqualTo(100);
    assertThat(found.checkpoint().counters()).containsEntry("step", 100L);
    assertThat(found.skipped()).isEmpty();
  }

  @Test
  void takesTheNewestWholeOneAndSaysWhatItSkipped() {
    write(10, 20);
    damage("checkpoint-20.sluice");
    CheckpointStore.Found found = store.newest().orElseThrow();
    assertThat(found.step()).isEqualTo(10);
    assertThat(found.skipped()).hasSize(1);
    assertThat(found.skipped().getFirst())
        .startsWith(folder.resolve("checkpoint-20.sluice").toString());
    // Going on from 10 with other steps: the damaged one does not count as one of the two.
    write(15);
    assertThat(Samples.names(folder))
        .containsExactly(
            "checkpoint-10.sluice", "checkpoint-15.sluice", "checkpoint-20.sluice.damaged");
  }

  @Test
  void saysSoIfNoneIsWhole() {
    write(10, 20);
    damage("checkpoint-10.sluice");
    damage("checkpoint-20.sluice");
    assertThatThrownBy(() -> store.newest())
        .isInstanceOf(ModelException.class)
        .hasMessageContaining("no checkpoint is whole")
        .hasMessageContaining("checkpoint-10.sluice")
        .hasMessageContaining("checkpoint-20.sluice");
  }

  @Test
  void doesNotMixTwoRuns() {
    write(100);
    assertThatThrownBy(() -> write(1))
        .isInstanceOf(ModelException.class)
        .hasMessageContaining("checkpoint-100.sluice is later than step 1");
    assertThat(Samples.names(folder)).containsExactly("checkpoint-100.sluice");
  }

  @Test
  void otherFilesAreLeftAlone() throws IOException {
    for (String name : new String[] {"notes.txt", "checkpoint-007.sluice", "checkpoint-x.sluice"}) {
      Files.createFile(folder.resolve(name));
    }
    write(1, 2, 3);
    assertThat(Samples.names(folder))
        .containsExactly(
            "checkpoint-007.sluice",
            "checkpoint-2.sluice",
            "checkpoint-3.sluice",
            "checkpoint-x.sluice",
            "notes.txt");
  }

  @ParameterizedTest
  @EnumSource(FaultyDisk.Fault.class)
  void atEveryFaultAWholeCheckpointStands(FaultyDisk.Fault fault) {
    write(1, 2);
    FaultyDisk counting = FaultyDisk.counting();
    new CheckpointStore(counting, folder).write(3, Samples.checkpoint(3));
    long step = 3;
    for (int at = 1; at <= counting.operations(); at++) {
      long next = step + 1;
      CheckpointStore faulty = new CheckpointStore(new FaultyDisk(fault, at), folder);
      Throwable failure = catchThrowable(() -> faulty.write(next, Samples.checkpoint(next)));
      String what = fault + " at " + at;
      if (fault != FaultyDisk.Fault.CRASH && failure != null) {
        assertThat(failure).as(what).isInstanceOf(ModelException.class);
      }
      CheckpointStore.Found found = store.newest().orElseThrow();
      assertThat(found.skipped()).as(what).isEmpty();
      assertThat(found.step()).as(what).isBetween(step, next);
      assertThat(found.checkpoint().counters()).containsEntry("step", found.step());
      // A later step than the one that crashed cleans up after it.
      step = next + 1;
      write(step);
      assertThat(Samples.names(folder))
          .as(what)
          .hasSize(2)
          .allMatch(n -> n.startsWith("checkpoint-"));
    }
  }
}
