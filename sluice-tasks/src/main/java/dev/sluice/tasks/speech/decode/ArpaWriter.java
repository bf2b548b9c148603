package dev.sluice.tasks.speech.decode;

import dev.sluice.core.model.AtomicFiles;
import dev.sluice.core.model.Overwrite;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/// Writes n-grams as ARPA text; the numbers have all their digits.
///
/// ```
/// \data\
/// ngram 1=4
///
/// \1-grams:
/// -0.6931471805599453⇥the⇥-0.30102999566398114        log10 P, words, log10 of the back-off unless 0
///
/// \end\
/// ```
final class ArpaWriter {
  private ArpaWriter() {}

  static void write(NgramTable table, Path file, Overwrite overwrite) {
    AtomicFiles.write(file, overwrite, bytes(table));
  }

  static byte[] bytes(NgramTable table) {
    StringBuilder out = new StringBuilder("\\data\\\n");
    for (int n = 1; n <= table.order(); n++) {
      out.append("ngram ").append(n).append('=').append(table.to(n) - table.from(n)).append('\n');
    }
    for (int n = 1; n <= table.order(); n++) {
      out.append("\n\\").append(n).append("-grams:\n");
      for (int node = table.from(n); node < table.to(n); node++) {
        out.append(table.log10(node)).append('\t').append(table.text(node));
        if (table.backOff(node) != 0) {
          out.append('\t').append(table.backOff(node));
        }
        out.append('\n');
      }
    }
    return out.append("\n\\end\\\n").toString().getBytes(StandardCharsets.UTF_8);
  }
}
