package dev.sluice.formats;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/// The bytes of a stranger's file, their name for messages, and how much may be allocated on their
/// account: at most four times their number and 1 MiB, so that a small file cannot ask for much.
public final class Source {
  private static final int MAX_BYTES = Integer.MAX_VALUE - 8;

  private final String name;
  private final byte[] bytes;
  private final Budget budget;
  private final long anchor;

  /// What may still be allocated, of `size` bytes of file.
  private static final class Budget {
    private final int size;
    private long left;

    Budget(int size) {
      this.size = size;
      left = 4L * size + (1 << 20);
    }
  }

  /// @param anchor the byte of the file that all errors are at, or [FormatException#NOWHERE] for a
  ///   whole file, whose bytes are those of the file
  private Source(String name, byte[] bytes, Budget budget, long anchor) {
    this.name = name;
    this.bytes = bytes;
    this.budget = budget;
    this.anchor = anchor;
  }

  private Source(String name, byte[] bytes) {
    this(name, bytes, new Budget(bytes.length), FormatException.NOWHERE);
  }

  /// Bytes that are in memory already; not copied.
  public static Source of(String name, byte[] bytes) {
    return new Source(name, bytes);
  }

  /// Bytes that were made of a part of this file, such as an inflated entry of a zip: allocations
  /// are on this file's account, and errors are at the part's own byte, with the byte within in
  /// words.
  ///
  /// @param offset the byte where the part begins
  public Source part(String what, byte[] made, long offset) {
    return new Source(name + ", " + what, made, budget, place(offset));
  }

  /// Reads a whole file.
  ///
  /// @throws FormatException if it cannot be read or has 2 GiB or more
  public static Source read(Path path) {
    try {
      long size = Files.size(path);
      if (size > MAX_BYTES) {
        throw new FormatException(
            path + ": " + size + " bytes; files of 2 GiB and more cannot be read");
      }
      return new Source(path.toString(), Files.readAllBytes(path));
    } catch (NoSuchFileException e) {
      throw new FormatException(path + ": there is no such file; check the path", e);
    } catch (IOException e) {
      throw new FormatException(path + ": cannot be read: " + e.getMessage(), e);
    }
  }

  /// The name in messages.
  public String name() {
    return name;
  }

  /// All bytes; not a copy.
  public byte[] bytes() {
    return bytes;
  }

  /// Announces an allocation before it is made.
  ///
  /// @param size in bytes, 0 or more
  /// @param what for the message, such as `tensor "W"`
  /// @throws FormatException if it is more than the file's size allows
  public void allocate(long size, long offset, String what) {
    if (size < 0 || size > budget.left) {
      throw error(
          offset,
          what
              + (" asks for " + (size < 0 ? "more than 2^63" : size) + " bytes of memory")
              + (", more than a file of " + budget.size + " bytes may take")
              + "; the file is damaged or hostile");
    }
    budget.left -= size;
  }

  /// An error at a byte of this file.
  public FormatException error(long offset, String message) {
    return new FormatException(
        "%s: at byte %d: %s".formatted(name, offset, message), place(offset));
  }

  private long place(long offset) {
    return anchor == FormatException.NOWHERE ? offset : anchor;
  }
}
