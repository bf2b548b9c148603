package dev.sluice.core.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// A fault at every step of writing a model directory: a whole model stands, and the next write
/// leaves no trace.
class CrashTest {
  @TempDir Path folder;

  private void write(ModelFiles files, Overwrite overwrite) {
    ModelDirectory.write(FaultyDisk.counting(), model(), files, overwrite);
  }

  private Path model() {
    return folder.resolve("m.sluice");
  }

  @ParameterizedTest
  @EnumSource(FaultyDisk.Fault.class)
  void whileReplacing(FaultyDisk.Fault fault) {
    write(Samples.model("old"), Overwrite.REFUSE);
    FaultyDisk counting = FaultyDisk.counting();
    ModelDirectory.write(counting, model(), Samples.model("new"), Overwrite.REPLACE);
    assertThat(counting.operations()).isGreaterThan(20);
    boolean sawOld = false;
    boolean sawNew = false;
    for (int at = 1; at <= counting.operations(); at++) {
      write(Samples.model("old"), Overwrite.REPLACE);
      FaultyDisk disk = new FaultyDisk(fault, at);
      Throwable failure =
          catchThrowable(
              () -> ModelDirectory.write(disk, model(), Samples.model("new"), Overwrite.REPLACE));
      String what = fault + " at " + at;
      String which = which(what);
      checkFailure(fault, failure, which, what);
      sawOld |= which.equals("old");
      sawNew |= which.equals("new");
      write(Samples.model("next"), Overwrite.REPLACE);
      assertThat(which(what)).isEqualTo("next");
      assertThat(Samples.names(folder)).as(what).containsExactly("m.sluice");
    }
    assertThat(sawOld && sawNew).isTrue();
  }

  private String which(String what) {
    ModelFiles files = ModelDirectory.read(model()).files();
    String which = files.card().substring(2).strip();
    // Not a mixture of two models.
    assertThat(files.config()).as(what).isEqualTo(Samples.model(which).config());
    assertThat(files.extras().get("vocab.txt"))
        .as(what)
        .isEqualTo(Samples.model(which).extras().get("vocab.txt"));
    return which;
  }

  private void checkFailure(FaultyDisk.Fault fault, Throwable failure, String which, String what) {
    if (fault == FaultyDisk.Fault.CRASH) {
      assertThat(failure).as(what).isInstanceOf(FaultyDisk.Crash.class);
      return;
    }
    if (failure != null) {
      assertThat(failure).as(what).isInstanceOf(ModelException.class);
      boolean written = failure.getMessage().contains("is written and whole");
      assertThat(which).as(what + ": " + failure.getMessage()).isEqualTo(written ? "new" : "old");
      if (!written && fault != FaultyDisk.Fault.DEAD) {
        assertThat(Samples.names(folder)).as(what).containsExactly("m.sluice");
      }
    }
  }

  @ParameterizedTest
  @EnumSource(FaultyDisk.Fault.class)
  void whileWritingTheFirst(FaultyDisk.Fault fault) throws IOException {
    FaultyDisk counting = FaultyDisk.counting();
    ModelDirectory.write(counting, model(), Samples.model("new"), Overwrite.REFUSE);
    for (int at = 1; at <= counting.operations(); at++) {
      Siblings.deleteTree(Disk.LOCAL, model());
      FaultyDisk disk = new FaultyDisk(fault, at);
      Throwable failure =
          catchThrowable(
              () -> ModelDirectory.write(disk, model(), Samples.model("new"), Overwrite.REFUSE));
      String what = fault + " at " + at;
      if (Files.exists(model())) {
        assertThat(which(what)).isEqualTo("new");
      } else {
        assertThat(failure).as(what).isNotNull();
        write(Samples.model("next"), Overwrite.REFUSE);
      }
      write(Samples.model("next"), Overwrite.REPLACE);
      assertThat(Samples.names(folder)).as(what).containsExactly("m.sluice");
    }
  }

  @Test
  void betweenTheTwoRenamesTheOldOneIsReadAndThenRefusedToBeOverwritten() throws IOException {
    write(Samples.model("old"), Overwrite.REFUSE);
    Path aside = folder.resolve(".m.sluice.old");
    Files.move(model(), aside);
    StoredModel read = ModelDirectory.read(model());
    assertThat(read.directory().toRealPath()).isEqualTo(aside.toRealPath());
    assertThat(catchThrowable(() -> write(Samples.model("new"), Overwrite.REFUSE)))
        .hasMessageContaining("exists; choose another name");
    assertThat(Samples.names(folder)).containsExactly("m.sluice");
    assertThat(which("recovered")).isEqualTo("old");
  }

  @Test
  void behindALinkTheDirectoryIsReplacedNotTheLink() throws IOException {
    Path link = Files.createSymbolicLink(folder.resolve("link"), Path.of("m.sluice"));
    write(Samples.model("old"), Overwrite.REFUSE);
    ModelDirectory.write(link, Samples.model("new"), Overwrite.REPLACE);
    assertThat(link).isSymbolicLink();
    assertThat(which("linked")).isEqualTo("new");
    Files.move(model(), folder.resolve(".m.sluice.old"));
    assertThat(ModelDirectory.read(link).files().card()).isEqualTo("# new\n");
  }
}
