package dev.sluice.cli.options;

import dev.sluice.tasks.series.NumberCell;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/// Numbers in options, each with its range.
public final class Numbers {
  /// Steps that a model's file may hold.
  public static final int MOST_STEPS = 100_000;

  private Numbers() {}

  /// Steps of a window, as many as a model's file may hold.
  public static final class Steps extends WholeNumber.Bounded {
    Steps() {
      super(1, MOST_STEPS);
    }
  }

  /// Units of a layer.
  public static final class Units extends WholeNumber.Bounded {
    Units() {
      super(1, 16_384);
    }
  }

  /// Units of a layer that may be left out.
  public static final class UnitsOrNone extends WholeNumber.Bounded {
    UnitsOrNone() {
      super(0, 16_384);
    }
  }

  /// Layers of a stack.
  public static final class Layers extends WholeNumber.Bounded {
    Layers() {
      super(1, 64);
    }
  }

  /// Epochs and windows of a batch.
  public static final class Times extends WholeNumber.Bounded {
    Times() {
      super(1, 1_000_000);
    }
  }

  /// Folds of a cross-validation.
  public static final class Folds extends WholeNumber.Bounded {
    Folds() {
      super(2, 100);
    }
  }

  /// A share that can be dropped.
  public static final class Share implements ITypeConverter<Double> {
    @Override
    public Double convert(String text) {
      double value = number(text);
      if (!(value >= 0 && value < 1)) {
        throw new TypeConversionException("'" + text + "' is not from 0 to below 1");
      }
      return value;
    }
  }

  /// A learning rate.
  public static final class Rate implements ITypeConverter<Double> {
    @Override
    public Double convert(String text) {
      double value = number(text);
      if (!(value > 0 && value <= 1)) {
        throw new TypeConversionException("'" + text + "' is not above 0 and at most 1");
      }
      return value;
    }
  }

  /// Any number, of options whose range is looked at elsewhere.
  public static final class Any implements ITypeConverter<Double> {
    @Override
    public Double convert(String text) {
      return number(text);
    }
  }

  /// As numbers in files are read: `1d` and `0x1p3`, which the JDK takes, are refused.
  ///
  /// @throws TypeConversionException if it is no number
  public static double number(String text) {
    return switch (NumberCell.of(text)) {
      case NumberCell.Value value -> value.asDouble();
      case NumberCell.Missing _ -> throw refused(text, "is not a number");
      case NumberCell.Refused no ->
          throw refused(text, no.cure().isEmpty() ? no.reason() : no.sentence(""));
    };
  }

  private static TypeConversionException refused(String text, String why) {
    return new TypeConversionException("'" + text + "' " + why);
  }
}
