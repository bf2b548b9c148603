package dev.sluice.tasks.series;

/// What a file lacked and what was done about it.
///
/// @param policy what was done
/// @param rows how many times between two rows of a group had none
/// @param cells how many cells of the rows that are there were blank, `NaN` or infinite
/// @param first where the first of them is, and what; empty if nothing is missing
public record MissingReport(MissingPolicy policy, long rows, long cells, String first) {
  /// Nothing is missing.
  public static final MissingReport NONE = new MissingReport(MissingPolicy.FAIL, 0, 0, "");

  /// Whether anything was missing.
  public boolean isEmpty() {
    return rows == 0 && cells == 0;
  }

  /// One sentence for people.
  @Override
  public String toString() {
    if (isEmpty()) {
      return "nothing is missing";
    }
    String done =
        switch (policy) {
          case FAIL -> "refused";
          case SKIP -> "windows that touch them are left out";
          case IMPUTE -> "the last value before them holds";
        };
    return "missing: "
        + rows
        + " rows and "
        + cells
        + " single values, first "
        + first
        + "; "
        + done;
  }
}
