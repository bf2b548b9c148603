package dev.sluice.core.model;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.zip.CRC32C;

/// Reads little-endian numbers through a small buffer, knows how many bytes are left, and keeps a
/// CRC32C.
final class CheckedInput implements AutoCloseable {
  private final Path path;
  private final FileChannel channel;
  private final long size;
  private final ByteBuffer buffer = ByteBuffer.allocate(1 << 16).order(ByteOrder.LITTLE_ENDIAN);
  private CRC32C crc = new CRC32C();
  private long taken;

  private CheckedInput(Path path, FileChannel channel) throws IOException {
    this.path = path;
    this.channel = channel;
    this.size = channel.size();
    buffer.flip();
  }

  /// Opens a regular file.
  static CheckedInput open(Path path) {
    if (Files.exists(path) && !Files.isRegularFile(path)) {
      throw new ModelException(path + " is not a file");
    }
    try {
      return new CheckedInput(path, FileChannel.open(path, StandardOpenOption.READ));
    } catch (NoSuchFileException e) {
      throw new ModelException(path + " does not exist", e);
    } catch (IOException e) {
      throw IoErrors.reading(path, e);
    }
  }

  long size() {
    return size;
  }

  long remaining() {
    return size - taken;
  }

  int getInt() {
    int value = fill(4).getInt();
    took(4);
    return value;
  }

  long getLong() {
    long value = fill(8).getLong();
    took(8);
    return value;
  }

  /// The next `count` bytes; memory is taken only if the file has them.
  byte[] bytes(long count) {
    require(count);
    byte[] bytes = new byte[(int) count];
    for (int from = 0; from < bytes.length; ) {
      int part = Math.min(fill(1).remaining(), bytes.length - from);
      buffer.get(bytes, from, part);
      took(part);
      from += part;
    }
    return bytes;
  }

  /// The next `count` numbers; memory is taken only if the file has them.
  float[] floats(Dtype dtype, long count) {
    if (count > Integer.MAX_VALUE - 8) {
      throw new ModelException(path + ": an array of " + count + " numbers is too large to read");
    }
    require(count * dtype.bytes());
    float[] floats = new float[(int) count];
    for (int from = 0; from < floats.length; ) {
      int part = Math.min(fill(dtype.bytes()).remaining() / dtype.bytes(), floats.length - from);
      dtype.decode(buffer, floats, from, part);
      took(part * dtype.bytes());
      from += part;
    }
    return floats;
  }

  /// Forgets the bytes read so far in the checksum.
  void restartChecksum() {
    crc = new CRC32C();
  }

  /// The CRC32C of the bytes handed out since the last restart.
  int checksum() {
    return (int) crc.getValue();
  }

  private void require(long count) {
    if (count < 0 || count > remaining()) {
      throw truncated(count);
    }
  }

  private ModelException truncated(long count) {
    return new ModelException(
        path
            + ": truncated: the file has "
            + size
            + " bytes, "
            + count
            + " more are needed at offset "
            + taken
            + "; copy or write it again");
  }

  private void took(int count) {
    crc.update(buffer.array(), buffer.position() - count, count);
    taken += count;
  }

  private ByteBuffer fill(int least) {
    require(least);
    if (buffer.remaining() >= least) {
      return buffer;
    }
    try {
      buffer.compact();
      while (buffer.position() < least) {
        if (channel.read(buffer) < 0) {
          throw new ModelException(path + ": became shorter while it was read; read it again");
        }
      }
      buffer.flip();
      return buffer;
    } catch (IOException e) {
      throw IoErrors.reading(path, e);
    }
  }

  @Override
  public void close() {
    try {
      channel.close();
    } catch (IOException e) {
      throw IoErrors.reading(path, e);
    }
  }
}
