package dev.sluice.cli.classify;

import dev.sluice.cli.options.CharsetOption;
import dev.sluice.tasks.classify.LabelledTexts;
import dev.sluice.tasks.classify.Sample;
import dev.sluice.tasks.classify.SeriesTable;
import dev.sluice.tasks.classify.TsFile;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// Files of samples with their classes.
final class SampleFiles {
  private static final String TEXT = "text";

  @Option(
      names = "--format",
      paramLabel = "csv|tsv|label-first|ts",
      converter = Names.class,
      description =
          "How lines are divided; label-first is the class, a blank, the text; ts are series. Default: by the file's name.")
  private @Nullable Kind format;

  @Option(
      names = "--text",
      paramLabel = "COLUMN",
      description =
          "The column of the text, by its name in the first line, or by number from 1 on if there is no such line. Default: text.")
  private String text = TEXT;

  @Option(
      names = "--label",
      paramLabel = "COLUMN",
      description = "The column of the class, named the same way. Default: label.")
  private String label = "label";

  @Option(
      names = "--series",
      paramLabel = "COLUMN",
      description =
          "Of numbers in CSV with a row for each step: the column that says which series a row belongs to.")
  private @Nullable String series;

  @Option(
      names = "--values",
      paramLabel = "COLUMN",
      split = ",",
      description = "With --series: the columns of numbers. Default: all others.")
  private List<String> values = List.of();

  @Option(
      names = "--empty",
      paramLabel = "refuse|skip",
      description = "What is done about rows without a text. Default: refuse.")
  private LabelledTexts.Empty empty = LabelledTexts.Empty.REFUSE;

  @Mixin private CharsetOption encoding = new CharsetOption();

  /// What a file is.
  enum Kind {
    CSV,
    TSV,
    LABEL_FIRST,
    TS
  }

  /// `csv`, `label-first`, …
  static final class Names implements picocli.CommandLine.ITypeConverter<Kind> {
    @Override
    public Kind convert(String name) {
      return switch (name) {
        case "csv" -> Kind.CSV;
        case "tsv" -> Kind.TSV;
        case "label-first" -> Kind.LABEL_FIRST;
        case "ts" -> Kind.TS;
        default ->
            throw new picocli.CommandLine.TypeConversionException(
                "'" + name + "' is none of csv, tsv, label-first and ts");
      };
    }
  }

  /// Refuses what does not go together.
  void check(CommandLine command) {
    if (series == null && !values.isEmpty()) {
      throw new CommandLine.ParameterException(command, "--values needs --series");
    }
    boolean numbers = series != null || format == Kind.TS;
    if (numbers && (!text.equals(TEXT) || empty == LabelledTexts.Empty.SKIP)) {
      throw new CommandLine.ParameterException(
          command, "--text and --empty are for texts; series have numbers");
    }
    if (series != null && format != null && format != Kind.CSV) {
      throw new CommandLine.ParameterException(command, "--series is for CSV");
    }
  }

  /// All samples of a file.
  List<Sample.Labelled> read(Path file) {
    if (series != null) {
      return new SeriesTable(series, values, label).read(file, encoding.charset());
    }
    return switch (kind(file)) {
      case TS -> TsFile.read(file);
      case CSV -> texts(LabelledTexts.Format.CSV, file);
      case TSV -> texts(LabelledTexts.Format.TSV, file);
      case LABEL_FIRST -> texts(LabelledTexts.Format.LABEL_FIRST, file);
    };
  }

  private List<Sample.Labelled> texts(LabelledTexts.Format kind, Path file) {
    return new LabelledTexts(kind, text, label, empty).read(file, encoding.charset());
  }

  private Kind kind(Path file) {
    if (format != null) {
      return format;
    }
    String name = file.toString().toLowerCase(Locale.ROOT).replaceFirst("\\.gz$", "");
    if (name.endsWith(".ts")) {
      return Kind.TS;
    }
    if (name.endsWith(".csv")) {
      return Kind.CSV;
    }
    return name.endsWith(".tsv") ? Kind.TSV : Kind.LABEL_FIRST;
  }
}
