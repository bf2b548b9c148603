package dev.sluice.cli.classify;

import java.util.Locale;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/// What a file of samples is.
public enum SampleKind {
  /// Commas, with quotes.
  CSV,
  /// Tabs, without quotes.
  TSV,
  /// The class, a blank, the text.
  LABEL_FIRST,
  /// The series of the time series classification archive.
  TS,
  /// Recordings and their classes, a JSON object in each line.
  MANIFEST;

  /// What a file's name tells; the class first where it tells nothing.
  ///
  /// @param name of a file, which may be packed
  public static SampleKind of(String name) {
    String plain = name.toLowerCase(Locale.ROOT).replaceFirst("\\.gz$", "");
    if (plain.endsWith(".ts")) {
      return TS;
    }
    if (plain.endsWith(".jsonl")) {
      return MANIFEST;
    }
    if (plain.endsWith(".csv")) {
      return CSV;
    }
    return plain.endsWith(".tsv") ? TSV : LABEL_FIRST;
  }

  /// `csv`, `label-first`, …
  public static final class Names implements ITypeConverter<SampleKind> {
    @Override
    public SampleKind convert(String name) {
      return switch (name) {
        case "csv" -> CSV;
        case "tsv" -> TSV;
        case "label-first" -> LABEL_FIRST;
        case "ts" -> TS;
        case "manifest" -> MANIFEST;
        default ->
            throw new TypeConversionException(
                "'" + name + "' is none of csv, tsv, label-first, ts and manifest");
      };
    }
  }
}
