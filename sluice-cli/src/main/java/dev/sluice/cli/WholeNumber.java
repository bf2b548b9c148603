package dev.sluice.cli;

import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/// Reads whole numbers, and says so in words if it cannot.
class WholeNumber implements ITypeConverter<Long> {
  @Override
  public Long convert(String text) {
    try {
      return Long.valueOf(text);
    } catch (NumberFormatException e) {
      throw new TypeConversionException("'" + text + "' is not a whole number");
    }
  }

  /// A number of threads.
  static final class Threads implements ITypeConverter<Integer> {
    /// More cannot help, and a million would exhaust the machine.
    private static final int MOST = 1024;

    @Override
    public Integer convert(String text) {
      long threads = new WholeNumber().convert(text);
      if (threads < 1 || threads > MOST) {
        throw new TypeConversionException("'" + text + "' is not in 1 to " + MOST);
      }
      return (int) threads;
    }
  }
}
