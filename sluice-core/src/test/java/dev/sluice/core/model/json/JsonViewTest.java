package dev.sluice.core.model.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

class JsonViewTest {
  private enum Reset {
    BEFORE,
    AFTER
  }

  private static JsonView view(String text) {
    return JsonView.of("config.json", JsonReaderTest.read(text));
  }

  @Test
  void readsTypedValues() {
    JsonView view =
        view(
            """
            {"layers":[{"hidden":64}],"big":9007199254740993,"rate":1e-3,"mean":[0.1,-2],"reset":"after",
             "on":true,"nothing":null,"names":["a","b"],"dims":[3,4]}\
            """);
    assertThat(view.member("layers").elements().getFirst().member("hidden").integer(1))
        .isEqualTo(64);
    assertThat(view.member("big").integer(0, Long.MAX_VALUE)).isEqualTo(9007199254740993L);
    assertThat(view.member("rate").number()).isEqualTo(1e-3);
    assertThat(view.member("rate").float32()).isEqualTo(1e-3f);
    assertThat(view.member("mean").floats()).containsExactly(0.1f, -2f);
    assertThat(view.member("reset").choice(Reset.values())).isEqualTo(Reset.AFTER);
    assertThat(view.member("on").bool()).isTrue();
    assertThat(view.find("nothing")).isEmpty();
    assertThat(view.find("absent")).isEmpty();
    assertThat(view.find("names").orElseThrow().strings()).containsExactly("a", "b");
    assertThat(view.member("dims").integers(1)).containsExactly(3, 4);
  }

  @Test
  void namesPlaceExpectationAndFinding() {
    fails(
        "{\"layers\":[{\"hidden\":\"abc\"}]}",
        v -> v.member("layers").elements().getFirst().member("hidden").integer(1),
        "config.json: layers[0].hidden: expected an integer of at least 1, found \"abc\"");
    fails("3", v -> v.member("a"), "config.json: expected an object, found 3");
    fails(
        "[1]",
        v -> v.elements().getFirst().string(),
        "config.json: [0]: expected a string, found 1");
    fails("{\"a\":1}", v -> v.member("b"), "config.json: b: missing; the object has \"a\"");
    fails("{}", v -> v.member("b"), "config.json: b: missing; the object has no members");
    fails(
        "{\"gru.weight\":{}}",
        v -> v.member("gru.weight").member("x"),
        "config.json: [\"gru.weight\"].x: missing; the object has no members");
    fails(
        "{\"a\":1,\"b\":2}",
        v -> v.allowOnly("a", "c"),
        "config.json: b: unknown; expected only a, c");
    fails(
        "\"sideways\"",
        v -> v.choice(Reset.values()),
        "config.json: expected one of \"before\", \"after\", found \"sideways\"");
    fails("{}", JsonView::elements, "config.json: expected an array, found an object");
    fails("1", JsonView::bool, "config.json: expected true or false, found 1");
  }

  @Test
  void neverRoundsOrClampsAnInteger() {
    fails("0", v -> v.integer(1), "config.json: expected an integer of at least 1, found 0");
    fails("1.0", v -> v.integer(1), "config.json: expected an integer of at least 1, found 1.0");
    fails("1e3", v -> v.integer(1), "config.json: expected an integer of at least 1, found 1e3");
    fails(
        "2147483648",
        v -> v.integer(1),
        "config.json: expected an integer from 1 to 2147483647, found 2147483648");
    fails(
        "9223372036854775808",
        v -> v.integer(0, Long.MAX_VALUE),
        "config.json: expected an integer from 0 to 9223372036854775807, found 9223372036854775808");
    fails(
        "1e999",
        JsonView::number,
        "config.json: expected a number within the range of a double, found 1e999");
    fails(
        "1e39",
        JsonView::float32,
        "config.json: expected a number within the range of a float, found 1e39");
  }

  @Test
  void throwsTheCallersException() {
    JsonView view = JsonView.of("x", JsonNull.NULL, IllegalStateException::new);
    assertThatThrownBy(view::string)
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("x: expected a string, found null");
  }

  private static void fails(String text, Consumer<JsonView> use, String message) {
    assertThatThrownBy(() -> use.accept(view(text)))
        .isInstanceOf(JsonException.class)
        .hasMessage(message);
  }
}
