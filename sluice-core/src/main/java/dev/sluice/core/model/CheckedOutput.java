package dev.sluice.core.model;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.WritableByteChannel;
import java.util.zip.CRC32C;

/// Writes little-endian numbers through a small buffer and keeps the CRC32C of all bytes.
final class CheckedOutput {
  private final WritableByteChannel channel;
  private final CRC32C crc = new CRC32C();
  private final ByteBuffer buffer = ByteBuffer.allocate(1 << 16).order(ByteOrder.LITTLE_ENDIAN);

  CheckedOutput(WritableByteChannel channel) {
    this.channel = channel;
  }

  void putInt(int value) throws IOException {
    room(4);
    buffer.putInt(value);
  }

  void putLong(long value) throws IOException {
    room(8);
    buffer.putLong(value);
  }

  void putBytes(byte[] bytes) throws IOException {
    for (int from = 0; from < bytes.length; ) {
      room(1);
      int count = Math.min(buffer.remaining(), bytes.length - from);
      buffer.put(bytes, from, count);
      from += count;
    }
  }

  void putFloats(float[] values) throws IOException {
    for (int from = 0; from < values.length; ) {
      room(4);
      int count = Math.min(buffer.remaining() / 4, values.length - from);
      for (int i = from; i < from + count; i++) {
        // Raw bits: a NaN keeps its payload, so the same floats give the same bytes.
        buffer.putInt(Float.floatToRawIntBits(values[i]));
      }
      from += count;
    }
  }

  /// The CRC32C of everything put so far, which is handed on to the channel.
  int checksum() throws IOException {
    flush();
    return (int) crc.getValue();
  }

  void flush() throws IOException {
    crc.update(buffer.array(), 0, buffer.position());
    buffer.flip();
    AtomicFiles.writeAll(channel, buffer);
    buffer.clear();
  }

  private void room(int bytes) throws IOException {
    if (buffer.remaining() < bytes) {
      flush();
    }
  }
}
