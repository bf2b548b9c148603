package dev.sluice.tasks.translate.metric;

import dev.sluice.core.model.Version;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.List;

/// What a score depends on, and scores themselves, in sacreBLEU's words.
final class Signature {
  private Signature() {}

  /// @param settings the metric's own, `key:value|…`
  static String of(List<List<String>> references, Casing casing, String settings) {
    long counts = references.stream().mapToInt(List::size).distinct().count();
    String each = counts == 1 ? String.valueOf(references.getFirst().size()) : "var";
    String texts = "nrefs:%s|case:%s".formatted(each, casing.code());
    return texts + '|' + settings + "|version:sluice-" + Version.CURRENT;
  }

  /// A number with so many digits behind the point. The exact value is rounded, half to even.
  static String rounded(double value, int digits) {
    return new BigDecimal(value).setScale(digits, RoundingMode.HALF_EVEN).toPlainString();
  }
}
