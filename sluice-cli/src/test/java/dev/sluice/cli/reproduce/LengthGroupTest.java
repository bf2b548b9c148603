package dev.sluice.cli.reproduce;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.tasks.translate.Pair;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class LengthGroupTest {
  /// A pair for each length.
  private static List<Pair> pairs(int... words) {
    return IntStream.of(words)
        .mapToObj(count -> new Pair("a" + " b".repeat(count - 1), "c" + count))
        .toList();
  }

  private static List<String> names(List<LengthGroup> groups) {
    return groups.stream().map(LengthGroup::name).toList();
  }

  @Test
  void groupsAreByLengthAndNoneIsTooSmall() {
    List<Pair> pairs = pairs(30, 3, 8, 9, 10, 11, 12, 13, 14, 15, 17, 18, 20, 21);
    List<LengthGroup> groups = LengthGroup.byLength(pairs, 2);
    assertThat(names(groups))
        .containsExactly(
            "3 to 8", "9 to 10", "11 to 12", "13 to 14", "15 to 17", "18 to 20", "21 to 30");
    assertThat(groups.getFirst().meanWords()).isEqualTo(5.5);
    assertThat(names(LengthGroup.byLength(pairs, 4)))
        .containsExactly("3 to 10", "11 to 14", "15 to 30");
    assertThat(names(LengthGroup.byLength(pairs, 100))).containsExactly("3 to 30");
  }

  @Test
  void pairsThatFollowEachOtherAreJoined() {
    List<LengthGroup> groups = LengthGroup.joined(pairs(1, 2, 3, 4, 5));
    assertThat(names(groups)).containsExactly("2 joined", "3 joined", "4 joined");
    assertThat(groups.getFirst().pairs())
        .containsExactly(new Pair("a a b", "c1 c2"), new Pair("a b b a b b b", "c3 c4"));
    assertThat(groups.get(1).pairs()).hasSize(1);
    assertThat(groups.getLast().meanWords()).isEqualTo(10);
  }
}
