package dev.sluice.tasks.audio;

import static dev.sluice.tasks.audio.Signals.chunk;
import static dev.sluice.tasks.audio.Signals.extensible;
import static dev.sluice.tasks.audio.Signals.format;
import static dev.sluice.tasks.audio.Signals.little;
import static dev.sluice.tasks.audio.Signals.riff;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WavTest {
  private static final byte[] TWO = {0, 0x40, 0, (byte) 0xE0}; // 0.5, −0.25 in 16 bits

  @TempDir private Path folder;

  private static Sound read(byte[]... chunks) {
    return Wav.read(riff(chunks), "a.wav");
  }

  @Test
  void everyKindOfSampleIsRead() {
    float[] wanted = {0.5f, -0.25f};
    byte[] bytes24 = {0, 0, 0x40, 0, 0, (byte) 0xE0};
    byte[] bytes32 = {0, 0, 0, 0x40, 0, 0, 0, (byte) 0xE0};
    byte[] floats = little(8).putFloat(0.5f).putFloat(-0.25f).array();
    byte[] doubles = little(16).putDouble(0.5).putDouble(-0.25).array();
    assertThat(read(format(1, 1, 11025, 8), chunk("data", (byte) 0xC0, (byte) 0x60)))
        .isEqualTo(Sound.of(wanted, 11025));
    assertThat(read(format(1, 1, 8000, 16), chunk("data", TWO)).samples()).containsExactly(wanted);
    assertThat(read(format(1, 1, 8000, 24), chunk("data", bytes24)).samples())
        .containsExactly(wanted);
    assertThat(read(format(1, 1, 8000, 32), chunk("data", bytes32)).samples())
        .containsExactly(wanted);
    assertThat(read(format(3, 1, 8000, 32), chunk("data", floats)).samples())
        .containsExactly(wanted);
    assertThat(read(format(3, 1, 8000, 64), chunk("data", doubles)).samples())
        .containsExactly(wanted);
    assertThat(read(extensible(1, 1, 48000, 24), chunk("data", bytes24)))
        .isEqualTo(Sound.of(wanted, 48000));
    assertThat(read(extensible(3, 1, 48000, 32), chunk("data", floats)).samples())
        .containsExactly(wanted);
    byte[] low24 = {1, 2, 3, (byte) 0xFF, (byte) 0xFF, (byte) 0xFF};
    assertThat(read(format(1, 1, 8000, 24), chunk("data", low24)).samples())
        .containsExactly(0x030201 * 0x1p-23f, -0x1p-23f);
  }

  @Test
  void channelsBecomeTheirMean() {
    assertThat(read(format(1, 2, 8000, 16), chunk("data", TWO)).samples()).containsExactly(0.125f);
    byte[] three = {0, 0x10, 0, 0x20, 0, 0x60, 3, 0, 3, 0, 0, 0};
    assertThat(read(format(1, 3, 8000, 16), chunk("data", three)).samples())
        .containsExactly((0.125f + 0.25f + 0.75f) / 3, 2 * 0x1p-15f);
  }

  @Test
  void otherChunksAreSkipped() {
    byte[] odd = chunk("LIST", (byte) 'd', (byte) 'a', (byte) 't', (byte) 'a', (byte) 9);
    byte[] format = format(1, 1, 8000, 16);
    byte[] data = chunk("data", TWO);
    Sound wanted = Sound.of(new float[] {0.5f, -0.25f}, 8000);
    assertThat(read(odd, format, odd, data, odd)).isEqualTo(wanted);
    assertThat(read(data, odd, format)).isEqualTo(wanted);
    assertThat(read(format, data, chunk("data", new byte[6]))).isEqualTo(wanted);
    byte[] single = riff(format(1, 1, 8000, 8), chunk("data", (byte) 0xC0));
    byte[] bare = Arrays.copyOf(single, single.length - 1); // without the even byte
    assertThat(Wav.read(bare, "a.wav").samples()).containsExactly(0.5f);
  }

  /// What programs write that cannot go back to the header.
  @Test
  void placeholdersMeanToTheEnd() {
    byte[] file =
        riff(format(1, 1, 8000, 16), chunk("data", new byte[] {0, 0x40, 0, (byte) 0xE0, 7, 0}));
    byte[] cut = Arrays.copyOf(file, file.length - 1);
    for (int[] sizes : new int[][] {{-1, -1}, {0, 0}, {36, 0}, {0, -1}, {-1, 0}}) {
      byte[] open = little(cut.length).put(cut).putInt(4, sizes[0]).putInt(40, sizes[1]).array();
      assertThat(Wav.read(open, "a.wav").samples()).containsExactly(0.5f, -0.25f);
    }
    // No samples, but another chunk, which is no sound.
    assertRefused("has no samples", format(1, 1, 8000, 16), chunk("data"), chunk("LIST", TWO));
  }

  private static void assertRefused(String message, byte[]... chunks) {
    assertFileRefused(message, riff(chunks));
  }

  private static void assertFileRefused(String message, byte[] file) {
    assertThatThrownBy(() -> Wav.read(file, "a.wav"))
        .isInstanceOf(AudioException.class)
        .hasMessageStartingWith("a.wav")
        .hasMessageContaining(message);
  }

  @Test
  void wrongHeadersAreNamed() {
    byte[] data = chunk("data", TWO);
    assertRefused("A-law is not read; save it as WAV", format(6, 1, 8000, 8), data);
    assertRefused("µ-law is not read", extensible(7, 1, 8000, 8), data);
    assertRefused("IMA ADPCM is not read", format(0x11, 1, 8000, 8), data);
    assertRefused("Microsoft ADPCM is not read", format(2, 1, 8000, 8), data);
    assertRefused("MP3 is not read", format(0x55, 1, 8000, 8), data);
    assertRefused("codec 0x0BAD is not read", format(0xBAD, 1, 8000, 8), data);
    assertRefused("samples of 12 bits (PCM)", format(1, 1, 8000, 12), data);
    assertRefused("samples of 16 bits (IEEE floats)", format(3, 1, 8000, 16), data);
    assertRefused("0 channels", format(1, 0, 8000, 16), data);
    assertRefused("a rate of 0 Hz", format(1, 1, 0, 16), data);
    assertRefused("a rate of 4294967295 Hz", format(1, 1, -1, 16), data);
    assertRefused("a rate of 999 Hz", format(1, 1, 999, 16), data);
    byte[] align = little(24).put(format(1, 2, 8000, 16)).putShort(20, (short) 3).array();
    assertRefused("frames of 3 bytes do not hold 2 channels of 16 bits", align, data);
    assertRefused("`fmt ` chunk has 4 bytes", chunk("fmt ", TWO), data);
    assertRefused("no `fmt ` chunk", data);
    assertRefused("no `data` chunk", format(1, 1, 8000, 16));
    byte[] own = extensible(1, 1, 8000, 16);
    own[47] = 0;
    assertRefused("identifier of its own", own, data);
    byte[] valid = little(48).put(extensible(1, 1, 8000, 16)).putShort(26, (short) 17).array();
    assertRefused("17 of 16 bits count", valid, data);
  }

  @Test
  void wrongSamplesAreNamed() {
    byte[] nan = little(8).putFloat(0.5f).putFloat(Float.NaN).array();
    byte[] huge = little(8).putDouble(1e300).array();
    assertRefused("sample 1 is NaN", format(3, 1, 8000, 32), chunk("data", nan));
    assertRefused("sample 0 is Infinity", format(3, 1, 8000, 64), chunk("data", huge));
    assertRefused("has no samples", format(1, 1, 8000, 16), chunk("data"));
    assertRefused(
        "3 bytes of samples are not whole frames of 2",
        format(1, 1, 8000, 16),
        chunk("data", (byte) 1, (byte) 2, (byte) 3));
  }

  @Test
  void cutFilesAreNamed() {
    byte[] file = riff(format(1, 1, 8000, 16), chunk("data", TWO));
    assertFileRefused("is empty", new byte[0]);
    for (int length = 1; length < file.length - 1; length++) {
      assertFileRefused(length < 12 ? "not a WAV file" : "truncated", Arrays.copyOf(file, length));
    }
    byte[] longer = little(file.length).put(file).putInt(40, 6).array();
    assertFileRefused("the `data` chunk at byte 36 says 6 bytes, the file has 4 more", longer);
    byte[] negative = little(file.length).put(file).putInt(16, 0x80000000).array();
    assertFileRefused("says 2147483648 bytes", negative);
  }

  @Test
  void otherFilesAreNamed() {
    for (String[] other :
        new String[][] {
          {"fLaC0000", "a FLAC file"},
          {"ID3\u0003", "an MP3 file"},
          {"OggS0000", "an Ogg file"},
          {"RF64----WAVE", "a 64-bit WAV file"},
          {"RIFX----WAVE", "a big-endian WAV file"},
          {"RIFF----AVI ", "another kind than WAVE"},
          {"hello, world", "does not begin with RIFF"}
        }) {
      assertFileRefused(other[1], other[0].getBytes(StandardCharsets.US_ASCII));
    }
    assertThatThrownBy(() -> Wav.read(folder.resolve("none.wav")))
        .isInstanceOf(AudioException.class)
        .hasMessageContaining("there is no such file");
    assertThatThrownBy(() -> Wav.read(folder))
        .isInstanceOf(AudioException.class)
        .hasMessageContaining("cannot be read");
  }

  @Test
  void whatIsWrittenIsRead() throws IOException {
    Path path = folder.resolve("out.wav");
    Files.writeString(path, "older");
    Sound sound = Sound.of(new float[] {0.5f, -1, 1, 0x1p-15f, 0.4f * 0x1p-15f}, 22050);
    Wav.write(path, sound);
    assertThat(Wav.read(path))
        .isEqualTo(Sound.of(new float[] {0.5f, -1, 32767 * 0x1p-15f, 0x1p-15f, 0}, 22050));
    byte[] wanted = riff(format(1, 1, 8000, 16), chunk("data", TWO));
    Wav.write(path, Wav.read(wanted, "a.wav"));
    assertThat(Files.readAllBytes(path)).isEqualTo(wanted);
    Sound noise = Signals.noise(100_001, 8000, 3);
    Wav.write(path, noise);
    assertThat(Wav.read(path).length()).isEqualTo(100_001);
    assertThat(Wav.read(path).raw()[99_999]).isCloseTo(noise.raw()[99_999], rounding());
    try (var files = Files.list(folder)) {
      assertThat(files).containsExactly(path);
    }
  }

  @Test
  void whatIsNoPathIsRefused() {
    Wav.write(folder.resolve("named.wav"), Sound.silence(0.1, 8000));
    assertThat(Wav.read(folder.resolve("named.wav").toString()).length()).isEqualTo(800);
    assertThatThrownBy(() -> Wav.read("a\0b"))
        .isInstanceOf(AudioException.class)
        .hasMessageStartingWith("\"a?b\" is no path of a file: ")
        .hasMessageEndingWith("; correct it");
  }

  private static Offset<Float> rounding() {
    return Offset.offset(0x1p-16f);
  }

  @Test
  void whatCannotBeWrittenLeavesNothing() throws IOException {
    Path path = folder.resolve("out.wav");
    assertThatThrownBy(() -> Wav.write(path, Sound.of(new float[] {0, 1.5f}, 8000)))
        .isInstanceOf(AudioException.class)
        .hasMessageContaining("sample 1 is 1.5");
    assertThatThrownBy(() -> Wav.write(path, Sound.silence(0, 8000)))
        .isInstanceOf(AudioException.class)
        .hasMessageContaining("without samples");
    assertThatThrownBy(() -> WavWriter.write(path, Sound.silence(1, 8000), 16_043))
        .hasMessageContaining("more than the 16043 bytes");
    Path inside = folder.resolve("folder.wav");
    Files.createDirectories(inside.resolve("full"));
    assertThatThrownBy(() -> Wav.write(inside, Sound.silence(1, 8000)))
        .isInstanceOf(AudioException.class)
        .hasMessageContaining("cannot be written");
    assertThatThrownBy(() -> Wav.write(folder.resolve("no/out.wav"), Sound.silence(1, 8000)))
        .isInstanceOf(AudioException.class)
        .hasMessageContaining("cannot be written");
    try (var files = Files.list(folder)) {
      assertThat(files).containsExactly(inside);
    }
  }
}
