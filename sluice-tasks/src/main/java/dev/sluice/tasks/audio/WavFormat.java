package dev.sluice.tasks.audio;

import java.nio.ByteBuffer;
import java.util.Map;

/// What a `fmt ` chunk says.
///
/// @param floats whether samples are IEEE floats, else integers
/// @param channels at least 1
/// @param rate in Hz
/// @param bits of a sample
record WavFormat(boolean floats, int channels, int rate, int bits) {
  private static final int PLAIN_BYTES = 16;
  private static final int EXTENSIBLE_BYTES = 40;
  private static final int PCM = 1;
  private static final int IEEE_FLOAT = 3;
  private static final int EXTENSIBLE = 0xFFFE;

  /// Behind a codec's number in the extensible form: 0000-0010-8000-00AA00389B71.
  private static final long GUID_HIGH = 0x0010_0000_0000_0000L;

  private static final long GUID_LOW = 0x719B_3800_AA00_0080L;

  private static final Map<Integer, String> CODECS =
      Map.ofEntries(
          Map.entry(0x0002, "Microsoft ADPCM"),
          Map.entry(0x0006, "A-law"),
          Map.entry(0x0007, "µ-law"),
          Map.entry(0x0011, "IMA ADPCM"),
          Map.entry(0x0014, "G.723 ADPCM"),
          Map.entry(0x0031, "GSM 6.10"),
          Map.entry(0x0040, "G.721 ADPCM"),
          Map.entry(0x0050, "MPEG layer 1 or 2"),
          Map.entry(0x0055, "MP3"),
          Map.entry(0x0092, "AC-3"),
          Map.entry(0x00FF, "AAC"),
          Map.entry(0x0161, "Windows Media Audio"),
          Map.entry(0x1610, "AAC"),
          Map.entry(0x2000, "AC-3"),
          Map.entry(0x674F, "Ogg Vorbis"),
          Map.entry(0xF1AC, "FLAC"));

  static WavFormat of(ByteBuffer chunk, String name) {
    requireBytes(chunk, PLAIN_BYTES, name);
    int codec = Short.toUnsignedInt(chunk.getShort(0));
    int channels = Short.toUnsignedInt(chunk.getShort(2));
    long rate = Integer.toUnsignedLong(chunk.getInt(4));
    int frame = Short.toUnsignedInt(chunk.getShort(12));
    int bits = Short.toUnsignedInt(chunk.getShort(14));
    if (codec == EXTENSIBLE) {
      codec = extended(chunk, bits, name);
    }
    boolean floats = codec == IEEE_FLOAT;
    if (!floats && codec != PCM) {
      throw refuse(name, "%s is not read".formatted(codec(codec)));
    }
    boolean known = bits == 32 || (floats ? bits == 64 : bits == 8 || bits == 16 || bits == 24);
    if (!known) {
      throw refuse(name, "samples of %d bits (%s) are not read".formatted(bits, codec(codec)));
    }
    if (channels == 0) {
      throw refuse(name, "it has 0 channels");
    }
    if (!SampleRate.is(rate)) {
      throw refuse(
          name,
          "a rate of %d Hz; rates lie in [%d, %d]"
              .formatted(rate, SampleRate.LEAST, SampleRate.MOST));
    }
    if (frame != channels * (bits / 8)) {
      throw refuse(
          name,
          "frames of %d bytes do not hold %d channels of %d bits".formatted(frame, channels, bits));
    }
    return new WavFormat(floats, channels, (int) rate, bits);
  }

  /// Bytes of one sample of each channel.
  int frame() {
    return channels * (bits / 8);
  }

  /// The codec within the extensible form. Samples stand at the upper end of their bits, so how
  /// many of them count makes no difference.
  private static int extended(ByteBuffer chunk, int bits, String name) {
    requireBytes(chunk, EXTENSIBLE_BYTES, name);
    int valid = Short.toUnsignedInt(chunk.getShort(18));
    if (valid > bits) {
      throw refuse(name, "%d of %d bits count".formatted(valid, bits));
    }
    long high = chunk.getLong(24);
    if ((high & ~0xFFFFL) != GUID_HIGH || chunk.getLong(32) != GUID_LOW) {
      throw refuse(name, "a codec with an identifier of its own is not read");
    }
    return (int) (high & 0xFFFF);
  }

  private static String codec(int number) {
    return switch (number) {
      case PCM -> "PCM";
      case IEEE_FLOAT -> "IEEE floats";
      default -> CODECS.getOrDefault(number, "codec 0x%04X".formatted(number));
    };
  }

  private static void requireBytes(ByteBuffer chunk, int least, String name) {
    if (chunk.limit() < least) {
      throw refuse(
          name, "the `fmt ` chunk has %d bytes, %d are needed".formatted(chunk.limit(), least));
    }
  }

  private static AudioException refuse(String name, String reason) {
    return new AudioException(name + ": " + reason + "; save it as WAV with 16-bit PCM");
  }
}
