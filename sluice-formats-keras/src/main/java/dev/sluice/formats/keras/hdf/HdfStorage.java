package dev.sluice.formats.keras.hdf;

import dev.sluice.formats.FormatException;
import dev.sluice.formats.Source;
import io.jhdf.ObjectHeader;
import io.jhdf.Superblock;
import io.jhdf.SymbolTableEntry;
import io.jhdf.storage.HdfBackingStorage;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.util.function.Supplier;

/// The bytes that jHDF reads a file from, and what makes its parts fit for strangers' files: no
/// read beyond the file, nothing allocated for a read, and a bound on the sum of all reads, which
/// ends trees that lead back to themselves.
///
/// jHDF's own storages read past these: one allocates whatever a file asks for, the other follows
/// circles until the stack or the memory ends.
final class HdfStorage implements HdfBackingStorage {
  /// How often a file may be read over; honest files are read twice.
  private static final int OVER = 16;

  /// What a slice and the message made of it take, about.
  private static final int SLICE_BYTES = 64;

  /// Sizes of offsets and lengths in bytes: what all writers use since 1998.
  private static final int WORD = 8;

  private final Source source;
  private final Superblock superblock;
  private long left;
  private long last;

  HdfStorage(Source source) {
    this.source = source;
    left = OVER * (long) source.bytes().length + (1 << 20);
    superblock =
        guarded(() ->
            Superblock.readSuperblock(
                ByteBuffer.wrap(source.bytes()).order(ByteOrder.LITTLE_ENDIAN)));
    if (superblock.getSizeOfOffsets() != WORD || superblock.getSizeOfLengths() != WORD) {
      throw source.error(0, "HDF5 with offsets or lengths of other than 8 bytes; write it anew");
    }
  }

  Source source() {
    return source;
  }

  /// Runs a part of jHDF; whatever it throws at damaged files is said as ours.
  <T> T guarded(Supplier<T> part) {
    try {
      return part.get();
    } catch (RuntimeException e) {
      for (Throwable cause = e; cause != null; cause = cause.getCause()) {
        if (cause instanceof FormatException ours) {
          throw ours;
        }
      }
      throw source.error(
          last, "damaged HDF5, or a kind that is not read here (" + e.getMessage() + ")");
    } catch (StackOverflowError e) {
      throw source.error(last, "HDF5 nested without end; the file is hostile");
    }
  }

  @Override
  public ByteBuffer readBufferFromAddress(long address, int length) {
    return map(address, length);
  }

  @Override
  public ByteBuffer map(long address, long length) {
    long base = superblock.getBaseAddressByte();
    if (base < 0 || address < 0 || address > Long.MAX_VALUE - base) {
      throw source.error(0, "an HDF5 address beyond all files; the file is damaged");
    }
    return mapNoOffset(address + base, length);
  }

  @Override
  public ByteBuffer mapNoOffset(long address, long length) {
    int size = source.bytes().length;
    if (address < 0 || length < 0 || address > size || length > size - address) {
      throw source.error(
          Math.clamp(address, 0, size),
          length + " bytes are said to stand here, more than there are; the file is damaged");
    }
    last = address;
    left -= length + 1;
    if (left < 0) {
      throw source.error(address, "HDF5 that leads back to itself; the file is hostile");
    }
    source.allocate(SLICE_BYTES, address, "HDF5 structure");
    return ByteBuffer.wrap(source.bytes(), (int) address, (int) length)
        .slice()
        .order(ByteOrder.LITTLE_ENDIAN);
  }

  @Override
  public long getUserBlockSize() {
    return superblock.getBaseAddressByte();
  }

  @Override
  public Superblock getSuperblock() {
    return superblock;
  }

  @Override
  public FileChannel getFileChannel() {
    throw new UnsupportedOperationException("in memory");
  }

  @Override
  public int getSizeOfOffsets() {
    return WORD;
  }

  @Override
  public int getSizeOfLengths() {
    return WORD;
  }

  @Override
  public void close() {}

  @Override
  public long size() {
    return source.bytes().length;
  }

  @Override
  public boolean inMemory() {
    return true;
  }

  /// The header of an object.
  ObjectHeader header(long address) {
    return guarded(() -> ObjectHeader.readObjectHeader(this, address));
  }

  /// The address of the root group's header.
  long root() {
    return guarded(() -> {
      if (superblock instanceof Superblock.SuperblockV0V1 old) {
        return new SymbolTableEntry(
                this, old.getRootGroupSymbolTableAddress() - superblock.getBaseAddressByte())
            .getObjectHeaderAddress();
      }
      return ((Superblock.SuperblockV2V3) superblock).getRootGroupObjectHeaderAddress();
    });
  }
}
