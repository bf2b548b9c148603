package dev.sluice.cli.stream;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.sluice.cli.stream.AnswerWriter.TimeText;
import dev.sluice.core.model.json.JsonString;
import dev.sluice.core.model.json.JsonWriter;
import dev.sluice.core.nn.Precision;
import dev.sluice.core.stream.State;
import dev.sluice.tasks.forecast.ForecastModel;
import dev.sluice.tasks.forecast.ForecastStepper;
import dev.sluice.tasks.series.FeatureEncoder;
import dev.sluice.tasks.series.GroupCoding;
import dev.sluice.tasks.series.Scaling;
import dev.sluice.tasks.series.Window;
import java.time.LocalDateTime;
import java.util.List;
import java.util.function.IntConsumer;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// A forecaster's: `{"key":"a","time":"2015-12-31","temp_max":5.6}` →
/// `{"key":"a","time":"2015-12-31","forecast":[{"time":"2016-01-01","point":6.1,…}]}`.
///
/// `"group"` names a group of training; without it, it is the only one, or the one that is called
/// like the key. Columns whose future is known stand in `"known"`, an array for each.
final class ForecastEvents implements Events {
  private static final List<String> OWN = List.of("key", "time", "group", "known");
  private static final int KEY = 0;
  private static final int TIME = 1;
  private static final int GROUP = 2;
  private static final int KNOWN = 3;

  private static final byte[] BEGIN = ascii("{\"key\":");
  private static final byte[] AT = ascii(",\"time\":");
  private static final byte[] FORECAST = ascii(",\"forecast\":[");
  private static final byte[] STEP = ascii("{\"time\":");
  private static final byte[] POINT = ascii("\"point\":");
  private static final byte[] LOWER = ascii(",\"lower\":");
  private static final byte[] UPPER = ascii(",\"upper\":");

  private static final Pattern SEMICOLON = Pattern.compile(";");
  private static final String FOLLOW =
      "; the events of a key are of one group and follow each other without gaps: mend it, or begin with another key";

  private final FeatureEncoder encoder;
  private final ForecastStepper stepper;
  private final int keyLimit;
  private final int first; // number of the first input's field
  private final List<String> fields;
  private final EventParser parser;
  private final IntConsumer reader = this::field;
  private final TimeText style;
  private final byte[][] targets; // ,"temp_max":{
  private final UnusualValues unusual;
  private final double[] values;
  private final double[] answer;
  private String key = "";
  private @Nullable String named; // group of the event
  private String group = "";
  private LocalDateTime time = LocalDateTime.MIN;

  /// @param keyLimit bytes of a key
  /// @throws IllegalArgumentException if a column is called like one of an event's own fields, or
  ///   the model does not answer in this precision
  ForecastEvents(ForecastModel model, Precision precision, int keyLimit) {
    encoder = model.spec().encoder();
    stepper = model.stepper(precision);
    this.keyLimit = keyLimit;
    Window window = encoder.window();
    first = window.known().isEmpty() ? KNOWN : KNOWN + 1;
    List<String> own = OWN.subList(0, first);
    for (String input : window.inputs()) {
      if (own.contains(input)) {
        throw new IllegalArgumentException(
            "the model has an input called \"%s\", as is a field that events have anyway; train it with another name"
                .formatted(input));
      }
    }
    fields = Stream.concat(own.stream(), window.inputs().stream()).toList();
    parser = new EventParser(fields);
    style = TimeText.of(encoder.step());
    targets = window.targets().stream().map(ForecastEvents::member).toArray(byte[][]::new);
    unusual = new UnusualValues(encoder);
    values = new double[encoder.eventSize()];
    answer = new double[stepper.outputSize()];
  }

  private static byte[] ascii(String text) {
    return text.getBytes(UTF_8);
  }

  private static byte[] member(String name) {
    return ascii("," + JsonWriter.compact(new JsonString(name)) + ":{");
  }

  @Override
  public State zeroState() {
    return stepper.zeroState();
  }

  @Override
  public int longestLine() {
    return Events.longestLine(values.length);
  }

  @Override
  public void read(byte[] bytes, int from, int to) {
    named = null;
    parser.read(bytes, from, to, reader);
    for (int field = 0; field < fields.size(); field++) {
      if (field != GROUP) {
        parser.require(field);
      }
    }
    String given = named;
    group = given == null ? groupOfKey() : given;
    unusual.requireUsable(encoder.group(group), values);
  }

  private void field(int field) {
    if (field >= first) {
      values[field - first] = parser.number();
    } else if (field == KEY) {
      key = parser.text(keyLimit, LONGER_KEYS);
    } else if (field == TIME) {
      time = parser.time();
    } else if (field == GROUP) {
      named = knownGroup(parser.text(keyLimit, LONGER_KEYS));
    } else {
      Window window = encoder.window();
      parser.table(window.known(), window.horizon(), values, window.inputs().size());
    }
  }

  private String knownGroup(String name) {
    if (!encoder.groups().contains(name)) {
      throw parser.refuse(
          "\"group\" is \"%s\", which training did not see; it is one of %s"
              .formatted(name, encoder.groups()));
    }
    return name;
  }

  /// The group of an event that does not name it.
  private String groupOfKey() {
    List<String> groups = encoder.groups();
    Window window = encoder.window();
    boolean alike = window.groups() == GroupCoding.NONE && window.scaling() == Scaling.POOLED;
    if (groups.size() == 1 || alike) {
      return groups.getFirst();
    }
    int index = groups.indexOf(key);
    if (index < 0) {
      throw new BadEvent(
          BadEvent.WHOLE_LINE,
          "\"group\" is missing and the key, \"%s\", is no group of training; give one of %s"
              .formatted(key, groups));
    }
    return groups.get(index);
  }

  @Override
  public String key() {
    return key;
  }

  @Override
  public void answer(State state, AnswerWriter out) {
    try {
      stepper.step(group, time, values, state, answer);
    } catch (IllegalArgumentException e) {
      // The stepper's own cure is for programs.
      String reason = SEMICOLON.split(String.valueOf(e.getMessage()))[0];
      throw new BadEvent(BadEvent.WHOLE_LINE, reason + FOLLOW);
    }
    out.raw(BEGIN).string(key).raw(AT).time(time, style).raw(FORECAST);
    int horizon = encoder.window().horizon();
    for (int h = 0; h < horizon; h++) {
      if (h > 0) {
        out.raw(',');
      }
      out.raw(STEP).time(encoder.step().plus(time, h + 1L), style);
      for (int d = 0; d < targets.length; d++) {
        target(d, (h * targets.length + d) * 3, out);
      }
      out.raw('}');
    }
    out.raw(']');
    unusual.write(encoder.group(group), values, out);
    out.raw('}').endLine();
  }

  /// @param at where lower end, point and upper end stand in the answer
  private void target(int target, int at, AnswerWriter out) {
    if (targets.length == 1) {
      out.raw(',');
    } else {
      out.raw(targets[target]);
    }
    out.raw(POINT).number(answer[at + 1]);
    out.raw(LOWER).number(answer[at]);
    out.raw(UPPER).number(answer[at + 2]);
    if (targets.length > 1) {
      out.raw('}');
    }
  }
}
