package dev.sluice.cli.predict;

import dev.sluice.cli.terminal.Terminal;
import dev.sluice.core.model.json.JsonObject;
import dev.sluice.core.model.json.JsonWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// Questions that wait to be answered together, as lines of JSON in their order; those that cannot
/// be answered wait among them with what is wrong.
///
/// @param <Q> a question as the model takes it
public final class Answers<Q> {
  private static final int TOGETHER = 256;

  /// What a model says.
  ///
  /// @param <Q> a question as it takes it
  public interface Model<Q> {
    /// An answer for each.
    List<JsonObject> answer(List<Q> asked);

    /// An answer, or `{"error":…}`, as a line of output.
    default String line(JsonObject answer) {
      return JsonWriter.compact(answer);
    }
  }

  private final Model<Q> model;
  private final Terminal terminal;
  private final List<Place<Q>> waiting = new ArrayList<>();
  private final long start = System.nanoTime();
  private long good;
  private long bad;

  /// A question that is not answered yet.
  private sealed interface Place<Q> {
    record Asked<Q>(JsonObject head, Q question) implements Place<Q> {}

    record Bad<Q>(JsonObject head, String why) implements Place<Q> {}
  }

  Answers(Model<Q> model, Terminal terminal) {
    this.model = model;
    this.terminal = terminal;
  }

  /// Takes a question; it is answered when many wait, or with [#flush].
  ///
  /// @param head what the answer begins with
  void ask(JsonObject head, Q question) {
    good++;
    add(new Place.Asked<>(head, question));
  }

  /// Takes what is no question.
  ///
  /// @param head what the answer begins with
  /// @param why what is wrong with it
  void refuse(JsonObject head, String why) {
    bad++;
    add(new Place.Bad<>(head, why));
  }

  private void add(Place<Q> place) {
    waiting.add(place);
    if (waiting.size() == TOGETHER) {
      flush();
    }
  }

  /// Answers all that wait.
  void flush() {
    List<Q> asked = new ArrayList<>();
    for (Place<Q> place : waiting) {
      if (place instanceof Place.Asked<Q>(JsonObject head, Q question)) {
        asked.add(question);
      }
    }
    List<JsonObject> answers = model.answer(asked);
    int next = 0;
    for (Place<Q> place : waiting) {
      JsonObject.Builder line = JsonObject.builder();
      switch (place) {
        case Place.Asked<Q>(JsonObject head, Q question) ->
            line.putAll(head).putAll(answers.get(next++));
        case Place.Bad<Q>(JsonObject head, String why) -> line.putAll(head).put("error", why);
      }
      terminal.data(model.line(line.build()));
    }
    waiting.clear();
  }

  /// How many are answered.
  int answered() {
    return (int) Math.min(Integer.MAX_VALUE, good + bad - waiting.size());
  }

  /// Tells how many there were, and how fast they were answered.
  ///
  /// @param what they are called
  void tell(String what) {
    double seconds = Math.max(1, System.nanoTime() - start) * 1e-9;
    terminal.say(
        String.format(
            Locale.ROOT,
            "%,d %s, %,.0f a second%s",
            good + bad,
            what,
            (good + bad) / seconds,
            bad == 0 ? "" : String.format(Locale.ROOT, "; %,d of them could not be read", bad)));
  }
}
