package dev.sluice.cli.report;

import java.util.List;

/// What a page is about.
///
/// @param title of the page
/// @param target the column that is forecast
/// @param unit of the target, "" if it is not known
/// @param step what one step is called: "day"
/// @param groups how many were tested; a page may name fewer
/// @param facts of data, network and training, in the order they are shown
public record Heading(
    String title, String target, String unit, String step, int groups, List<Fact> facts) {
  /// A line of the heading.
  ///
  /// @param term what is told
  /// @param text what it is
  public record Fact(String term, String text) {}

  /// Copies the list.
  public Heading {
    facts = List.copyOf(facts);
  }
}
