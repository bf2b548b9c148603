package dev.sluice.cli.stream;

import static java.nio.charset.StandardCharsets.US_ASCII;

import dev.sluice.core.nn.GruTrace;

/// A line for each unit of each layer at each step. The columns `target` and `time` are there if
/// the sequences have them.
final class CsvTrace extends TraceWriter {
  private final AnswerWriter out;
  private boolean begun;

  CsvTrace(AnswerWriter out) {
    this.out = out;
  }

  @Override
  void write(Sequence sequence, Place place) {
    if (!begun) {
      begun = true;
      String header =
          "key"
              + (sequence.target() == null ? "" : ",target")
              + (sequence.times().isEmpty() ? "" : ",time")
              + ",step,layer,direction,unit,update,reset,candidate,hidden";
      out.raw(header.getBytes(US_ASCII)).endLine();
    }
    GruTrace.Layer layer = place.layer();
    for (int unit = 0; unit < place.hidden(); unit++) {
      out.cell(sequence.key());
      if (sequence.target() != null) {
        out.raw(',').cell(sequence.target());
      }
      if (!sequence.times().isEmpty()) {
        out.raw(',').cell(sequence.times().get(place.step()));
      }
      out.raw(',').number(place.step() + 1L).raw(',').number((long) place.number());
      out.raw(',').cell(place.direction()).raw(',').number((long) unit);
      int at = place.row() * place.hidden() + unit;
      out.raw(',').number(layer.update().rows().data()[at]);
      out.raw(',').number(layer.reset().rows().data()[at]);
      out.raw(',').number(layer.candidate().rows().data()[at]);
      out.raw(',').number(layer.hidden().rows().data()[at]);
      out.endLine();
    }
  }
}
