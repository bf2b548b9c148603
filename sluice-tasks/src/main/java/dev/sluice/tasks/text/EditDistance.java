package dev.sluice.tasks.text;

import java.util.List;

/// How far two sequences are from each other: the fewest elements to replace, leave out or put in
/// (Levenshtein 1966), each counting 1.
///
/// ```
/// D(i,0) = i, D(0,j) = j
/// D(i,j) = min( D(i−1,j−1) + [aᵢ ≠ bⱼ], D(i−1,j) + 1, D(i,j−1) + 1 )
/// ```
public final class EditDistance {
  private EditDistance() {}

  /// From one sequence to the other; the same both ways.
  public static int of(List<?> a, List<?> b) {
    return table(a, b)[a.size()][b.size()];
  }

  /// D `[M+1,N+1]`: from the first i elements of one to the first j of the other.
  public static int[][] table(List<?> a, List<?> b) {
    int[][] distance = new int[a.size() + 1][b.size() + 1];
    for (int i = 0; i <= a.size(); i++) {
      for (int j = 0; j <= b.size(); j++) {
        if (i == 0 || j == 0) {
          distance[i][j] = i + j;
        } else {
          int replaced = distance[i - 1][j - 1] + (a.get(i - 1).equals(b.get(j - 1)) ? 0 : 1);
          int moved = 1 + Math.min(distance[i - 1][j], distance[i][j - 1]);
          distance[i][j] = Math.min(replaced, moved);
        }
      }
    }
    return distance;
  }
}
