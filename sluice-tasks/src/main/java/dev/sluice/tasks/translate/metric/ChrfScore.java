package dev.sluice.tasks.translate.metric;

/// chrF of a corpus; it prints itself as sacreBLEU does.
///
/// @param score 0 to 100
/// @param name `chrF2`, `chrF2++`
/// @param signature what to give beside the score, so that others know how it was computed
public record ChrfScore(double score, String name, String signature) {
  /// `chrF2|nrefs:1|… = 52.00`.
  @Override
  public String toString() {
    return name + '|' + signature + " = " + Signature.rounded(score, 2);
  }
}
