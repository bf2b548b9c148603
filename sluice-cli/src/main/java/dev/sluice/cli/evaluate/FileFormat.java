package dev.sluice.cli.evaluate;

import dev.sluice.cli.classify.SampleKind;
import dev.sluice.tasks.tag.TaggedFile;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/// How the lines of a file are divided, of samples or of sentences.
///
/// @param samples null for files of sentences
/// @param sentences null for files of samples
record FileFormat(@Nullable SampleKind samples, TaggedFile.@Nullable Format sentences) {
  /// `csv`, `conllu`, …
  static final class Names implements ITypeConverter<FileFormat> {
    @Override
    public FileFormat convert(String name) {
      return switch (name) {
        case "csv" -> new FileFormat(SampleKind.CSV, null);
        case "tsv" -> new FileFormat(SampleKind.TSV, null);
        case "label-first" -> new FileFormat(SampleKind.LABEL_FIRST, null);
        case "ts" -> new FileFormat(SampleKind.TS, null);
        case "manifest" -> new FileFormat(SampleKind.MANIFEST, null);
        case "conllu" -> new FileFormat(null, TaggedFile.Format.CONLLU);
        case "columns" -> new FileFormat(null, TaggedFile.Format.COLUMNS);
        default ->
            throw new TypeConversionException(
                "'"
                    + name
                    + "' is none of csv, tsv, label-first, ts, manifest, conllu and columns");
      };
    }
  }
}
