package dev.sluice.cli.stream;

import static java.nio.charset.StandardCharsets.US_ASCII;

import dev.sluice.tasks.series.ColumnScale;
import dev.sluice.tasks.series.FeatureEncoder;
import java.util.List;
import java.util.stream.Stream;

/// Finds what training never saw: values of an event outside the range of the training rows.
final class UnusualValues {
  private static final byte[] BEGIN = ",\"unusual\":[".getBytes(US_ASCII);
  private static final byte[] COMMA = ",".getBytes(US_ASCII);

  private final int inputs;
  private final List<String> columns; // the inputs, then what is known of the steps ahead
  private final ColumnScale[][] scales; // [groups][columns]

  UnusualValues(FeatureEncoder encoder) {
    inputs = encoder.window().inputs().size();
    columns =
        Stream.concat(encoder.window().inputs().stream(), encoder.window().known().stream())
            .toList();
    scales =
        encoder.groups().stream()
            .map(group -> scales(encoder, group))
            .toArray(ColumnScale[][]::new);
  }

  private ColumnScale[] scales(FeatureEncoder encoder, String group) {
    return columns.stream()
        .map(column -> encoder.normaliser().scale(column, group))
        .toArray(ColumnScale[]::new);
  }

  /// Writes the names of the columns with such values, if there are any: `,"unusual":["wind"]`.
  ///
  /// @param values of the event, `[FeatureEncoder.eventSize]`
  void write(int group, double[] values, AnswerWriter out) {
    int found = 0;
    for (int i = 0; i < columns.size(); i++) {
      if (isUnusual(scales[group][i], i, values) && !isSaid(group, i, values)) {
        out.raw(found == 0 ? BEGIN : COMMA).string(columns.get(i));
        found++;
      }
    }
    if (found > 0) {
      out.raw(']');
    }
  }

  /// Whether a value of column `i` is: the only one of an input, one for each step of a known
  /// column.
  private boolean isUnusual(ColumnScale scale, int i, double[] values) {
    if (i < inputs) {
      return !scale.covers(values[i]);
    }
    for (int at = i; at < values.length; at += columns.size() - inputs) {
      if (!scale.covers(values[at])) {
        return true;
      }
    }
    return false;
  }

  /// Whether a known column is an input too, and was named as such.
  private boolean isSaid(int group, int i, double[] values) {
    int input = columns.indexOf(columns.get(i));
    return i >= inputs && input < inputs && isUnusual(scales[group][input], input, values);
  }
}
