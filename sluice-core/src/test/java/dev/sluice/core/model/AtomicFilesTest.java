package dev.sluice.core.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class AtomicFilesTest {
  @TempDir Path folder;

  private static byte[] text(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private static AtomicFiles.Content content(String text) {
    return channel -> AtomicFiles.writeAll(channel, ByteBuffer.wrap(text(text)));
  }

  @Test
  void writesReplacesAndRefuses() {
    Path file = folder.resolve("a.json");
    AtomicFiles.write(file, Overwrite.REFUSE, text("one"));
    assertThatThrownBy(() -> AtomicFiles.write(file, Overwrite.REFUSE, text("two")))
        .isInstanceOf(ModelException.class)
        .hasMessage(file + " exists; choose another name or pass --force");
    assertThat(file).hasContent("one");
    AtomicFiles.write(file, Overwrite.REPLACE, text("two"));
    assertThat(file).hasContent("two");
    assertThat(Samples.names(folder)).containsExactly("a.json");
  }

  @Test
  void aTargetThatAppearsWhileWritingIsNotOverwritten() {
    Path file = folder.resolve("a");
    assertThatThrownBy(() ->
            AtomicFiles.write(
                file,
                Overwrite.REFUSE,
                channel -> {
                  content("mine").writeTo(channel);
                  Samples.write(file, text("theirs"));
                }))
        .hasMessageContaining("exists");
    assertThat(file).hasContent("theirs");
    assertThat(Samples.names(folder)).containsExactly("a");
  }

  @ParameterizedTest
  @EnumSource(FaultyDisk.Fault.class)
  void atEveryFaultOldOrNewStandsWhole(FaultyDisk.Fault fault) {
    Path file = folder.resolve("a");
    Samples.write(file, text("old"));
    FaultyDisk counting = FaultyDisk.counting();
    AtomicFiles.write(counting, file, Overwrite.REPLACE, content("new"));
    assertThat(counting.operations()).isGreaterThanOrEqualTo(5);
    for (int at = 1; at <= counting.operations(); at++) {
      Samples.write(file, text("old"));
      FaultyDisk disk = new FaultyDisk(fault, at);
      Throwable failure =
          catchThrowable(() -> AtomicFiles.write(disk, file, Overwrite.REPLACE, content("new")));
      String what = fault + " at " + at;
      boolean confirmed =
          failure == null || String.valueOf(failure.getMessage()).contains("is written");
      if (fault == FaultyDisk.Fault.CRASH) {
        assertThat(failure).as(what).isInstanceOf(FaultyDisk.Crash.class);
        assertThat(Files.exists(file)).as(what).isTrue();
      } else {
        assertThat(Samples.bytes(file)).as(what).isEqualTo(text(confirmed ? "new" : "old"));
      }
      if (fault == FaultyDisk.Fault.ONCE || fault == FaultyDisk.Fault.FULL) {
        assertThat(Samples.names(folder)).as(what).containsExactly("a");
      }
      AtomicFiles.write(file, Overwrite.REPLACE, text("next"));
      assertThat(file).hasContent("next");
      assertThat(Samples.names(folder)).as(what + ", then written").containsExactly("a");
    }
  }

  @Test
  void aFullDiskGivesOneSentence() {
    Path file = folder.resolve("a");
    assertThatThrownBy(() ->
            AtomicFiles.write(
                new FaultyDisk(FaultyDisk.Fault.FULL, 1), file, Overwrite.REFUSE, content("abc")))
        .isInstanceOf(ModelException.class)
        .hasMessage(
            "the disk is full: "
                + file
                + " was not written and what was there is unchanged; free some space or choose another place");
    assertThat(Samples.names(folder)).isEmpty();
  }

  /// What the platform itself says of a full disk, where it has a device for it.
  @Test
  void aFullDeviceGivesTheSameSentence() {
    Path full = Path.of("/dev/full");
    if (!Files.exists(full)) {
      return;
    }
    Path file = folder.resolve("a");
    assertThatThrownBy(() ->
            AtomicFiles.write(
                file,
                Overwrite.REFUSE,
                ignored -> {
                  try (FileChannel device = FileChannel.open(full, StandardOpenOption.WRITE)) {
                    content("abc").writeTo(device);
                  }
                }))
        .isInstanceOf(ModelException.class)
        .hasMessageStartingWith("the disk is full: " + file)
        .hasMessageNotContaining("\n");
    assertThat(Samples.names(folder)).isEmpty();
  }

  @Test
  void aFailingProducerLeavesNothing() {
    Path file = folder.resolve("a");
    assertThatThrownBy(() ->
            AtomicFiles.write(
                file,
                Overwrite.REFUSE,
                channel -> {
                  throw new IllegalStateException("own");
                }))
        .isInstanceOf(IllegalStateException.class);
    assertThat(Samples.names(folder)).isEmpty();
  }

  @Test
  void anInterruptIsNamedAndLeavesNothing() {
    Path file = folder.resolve("a");
    Thread.currentThread().interrupt();
    assertThatThrownBy(() -> AtomicFiles.write(file, Overwrite.REFUSE, text("x")))
        .isInstanceOf(ModelException.class)
        .hasMessageEndingWith("the thread was interrupted");
    assertThat(Thread.interrupted()).isTrue();
    assertThat(Samples.names(folder)).isEmpty();
  }

  @Test
  void aLiveProcessKeepsItsTemporary() throws IOException {
    Path file = folder.resolve("a");
    long parent = ProcessHandle.current().parent().orElseThrow().pid();
    Path theirs = Files.createFile(folder.resolve(".a.tmp-" + parent + "-1"));
    Files.createFile(folder.resolve(".a.tmp-999999999-1"));
    Path notOurs = Files.createFile(folder.resolve(".a.tmp-notes"));
    AtomicFiles.write(file, Overwrite.REFUSE, text("x"));
    assertThat(Samples.names(folder))
        .containsExactlyInAnyOrder(
            "a", theirs.getFileName().toString(), notOurs.getFileName().toString());
  }

  @Test
  void missingDirectoriesAndDirectoriesAreNamed() {
    Path nowhere = folder.resolve("no/such/a");
    assertThatThrownBy(() -> AtomicFiles.write(nowhere, Overwrite.REFUSE, text("x")))
        .isInstanceOf(ModelException.class)
        .hasMessage(
            nowhere
                + ": cannot be written, the directory "
                + nowhere.getParent()
                + " does not exist; create it");
    assertThatThrownBy(() -> AtomicFiles.write(folder, Overwrite.REPLACE, text("x")))
        .hasMessage(folder + " is a directory, not a file; choose another name");
  }

  @Test
  void behindALinkTheFileIsReplacedNotTheLink() throws IOException {
    Path real = Samples.write(folder.resolve("real"), text("old"));
    Path link = Files.createSymbolicLink(folder.resolve("link"), Path.of("real"));
    AtomicFiles.write(link, Overwrite.REPLACE, text("new"));
    assertThat(link).isSymbolicLink();
    assertThat(real).hasContent("new");
  }
}
