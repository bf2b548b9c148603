package dev.sluice.cli.classify;

import dev.sluice.cli.options.CharsetOption;
import dev.sluice.cli.options.FilePart;
import dev.sluice.tasks.classify.LabelledTexts;
import dev.sluice.tasks.classify.Sample;
import dev.sluice.tasks.classify.TsFile;
import dev.sluice.tasks.text.TextFile;
import java.nio.charset.Charset;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// Files of samples with their classes.
public final class SampleFiles {
  @Option(
      names = "--text",
      paramLabel = "COLUMN",
      description =
          "The column of the text, by its name in the first line, or by number from 1 on if there is no such line. Default: text; for a model, as in its training.")
  private @Nullable String text;

  @Option(
      names = "--label",
      paramLabel = "COLUMN",
      description =
          "The column of the class, named the same way. Default: label; for a model, as in its training.")
  private @Nullable String label;

  @Option(
      names = "--empty",
      paramLabel = "refuse|skip",
      description = "What is done about rows without a text. Default: refuse.")
  private LabelledTexts.@Nullable Empty empty;

  @Mixin private SeriesColumns columns = new SeriesColumns();
  @Mixin private CharsetOption encoding = new CharsetOption();

  /// In which encoding files are.
  public Charset charset() {
    return encoding.charset();
  }

  /// How files are read.
  ///
  /// @param before what is so where nothing is said
  /// @param format of the files; null where their names tell it
  /// @throws CommandLine.ParameterException if what was said does not go together
  public SampleSource source(
      CommandLine command, SampleSource before, @Nullable SampleKind format) {
    columns.check(command, before, format);
    boolean numbers = columns.isGiven() || format == SampleKind.TS;
    if (numbers && (text != null || empty != null)) {
      throw new CommandLine.ParameterException(
          command, "--text and --empty are for texts; series have numbers");
    }
    return columns.in(
        new SampleSource(
            format == null ? before.format() : format,
            text == null ? before.text() : text,
            label == null ? before.label() : label,
            before.series(),
            before.values()));
  }

  /// The same with the columns of numbers named as a file has them, so that others are read alike.
  SampleSource named(SampleSource source, Path file) {
    if (source.series() == null) {
      return source;
    }
    List<String> values =
        source
            .table(source.series())
            .named(file.toString(), TextFile.read(file, charset()))
            .values();
    return new SampleSource(
        source.format(), source.text(), source.label(), source.series(), values);
  }

  /// All samples of a file.
  FilePart<Sample.Labelled> read(SampleSource source, Path file) {
    if (source.series() != null) {
      return numbered(file, source.table(source.series()).read(file, charset()));
    }
    return switch (source.kind(file.toString())) {
      case TS -> numbered(file, TsFile.read(file));
      case MANIFEST -> HeardFile.read(file);
      case CSV -> texts(source, LabelledTexts.Format.CSV, file);
      case TSV -> texts(source, LabelledTexts.Format.TSV, file);
      case LABEL_FIRST -> texts(source, LabelledTexts.Format.LABEL_FIRST, file);
    };
  }

  private FilePart<Sample.Labelled> texts(
      SampleSource source, LabelledTexts.Format kind, Path file) {
    return numbered(
        file,
        new LabelledTexts(kind, source.text(), source.label(), empty()).read(file, charset()));
  }

  private static FilePart<Sample.Labelled> numbered(Path file, List<Sample.Labelled> samples) {
    return FilePart.whole(file, "sample", samples);
  }

  /// What is done about rows without a text.
  public LabelledTexts.Empty empty() {
    return empty == null ? LabelledTexts.Empty.REFUSE : empty;
  }
}
