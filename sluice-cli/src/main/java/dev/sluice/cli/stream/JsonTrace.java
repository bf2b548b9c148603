package dev.sluice.cli.stream;

import static java.nio.charset.StandardCharsets.US_ASCII;

import dev.sluice.core.tensor.Seq;

/// A line for each layer at each step:
/// `{"key":"a","step":1,"layer":0,"direction":"forward","update":[…],"reset":[…],"candidate":[…],"hidden":[…]}`.
final class JsonTrace extends TraceWriter {
  private static final byte[] STEP = ascii("step");
  private static final byte[] LAYER = ascii("layer");
  private static final byte[] DIRECTION = ascii("direction");
  private static final byte[] UPDATE = ascii("update");
  private static final byte[] RESET = ascii("reset");
  private static final byte[] CANDIDATE = ascii("candidate");
  private static final byte[] HIDDEN = ascii("hidden");

  private final AnswerWriter out;

  JsonTrace(AnswerWriter out) {
    this.out = out;
  }

  private static byte[] ascii(String name) {
    return (",\"" + name + "\":").getBytes(US_ASCII);
  }

  @Override
  void write(Sequence sequence, Place place) {
    SequenceHead.write(sequence, place.step(), out);
    out.raw(STEP).number(place.step() + 1L).raw(LAYER).number((long) place.number());
    out.raw(DIRECTION).string(place.direction());
    values(UPDATE, place.layer().update(), place);
    values(RESET, place.layer().reset(), place);
    values(CANDIDATE, place.layer().candidate(), place);
    values(HIDDEN, place.layer().hidden(), place);
    out.raw('}').endLine();
  }

  private void values(byte[] name, Seq values, Place place) {
    int hidden = place.hidden();
    out.raw(name).array(values.rows().data(), place.row() * hidden, hidden);
  }
}
