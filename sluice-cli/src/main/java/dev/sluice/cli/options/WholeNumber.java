package dev.sluice.cli.options;

import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/// Reads whole numbers, and says so in words if it cannot.
public class WholeNumber implements ITypeConverter<Long> {
  @Override
  public Long convert(String text) {
    try {
      return Long.valueOf(text);
    } catch (NumberFormatException e) {
      throw new TypeConversionException("'" + text + "' is not a whole number");
    }
  }

  /// A number of threads: more cannot help, and a million would exhaust the machine.
  static final class Threads extends Bounded {
    Threads() {
      super(1, 1024);
    }
  }

  /// How often something long is done.
  public static final class Times extends Bounded {
    Times() {
      super(1, 1000);
    }
  }

  /// A whole number from `least` to `most`.
  public abstract static class Bounded implements ITypeConverter<Integer> {
    private final int least;
    private final int most;

    /// Both ends belong to the range.
    protected Bounded(int least, int most) {
      this.least = least;
      this.most = most;
    }

    @Override
    public Integer convert(String text) {
      long number = new WholeNumber().convert(text);
      if (number < least || number > most) {
        throw new TypeConversionException("'" + text + "' is not in " + least + " to " + most);
      }
      return (int) number;
    }
  }
}
