package dev.sluice.tasks.translate;

import dev.sluice.core.autodiff.Ops;
import dev.sluice.core.autodiff.Parameter;
import dev.sluice.core.autodiff.Parameters;
import dev.sluice.core.autodiff.Scope;
import dev.sluice.core.autodiff.SeqVar;
import dev.sluice.core.autodiff.Tape;
import dev.sluice.core.autodiff.Var;
import dev.sluice.core.nn.Dropout;
import dev.sluice.core.nn.Embedding;
import dev.sluice.core.nn.Init;
import dev.sluice.core.nn.Recurrent;
import dev.sluice.core.tensor.Lengths;
import dev.sluice.core.tensor.Seed;
import dev.sluice.core.tensor.SeqIds;
import dev.sluice.core.tensor.Shape;
import dev.sluice.tasks.translate.TranslatorSpec.Tables;
import dev.sluice.train.loop.Objective;
import java.util.Arrays;

/// An encoder and a decoder that looks back at what was read (Cho et al. 2014, arXiv 1406.1078;
/// Bahdanau et al. 2014, arXiv 1409.0473; fed outputs as in Luong et al. 2015, arXiv 1508.04025).
///
/// Its loss is the mean negative log-likelihood of a target symbol in nats, the border behind each
/// target counted.
public final class TranslatorNetwork implements Objective<PairBatch> {
  static final String ENCODER = "encoder";
  static final String DECODER = "decoder.recurrent";

  private final TranslatorSpec spec;
  private final Parameters parameters;
  private final Embedding source;
  private final Embedding target;
  private final Recurrent encoder;
  private final Decoder decoder;
  private final Parameter bias;

  private TranslatorNetwork(TranslatorSpec spec, Parameters parameters) {
    this.spec = spec;
    this.parameters = parameters;
    Scope root = parameters.root();
    boolean shared = spec.tables() == Tables.SHARED;
    target =
        Embedding.create(spec.target(), spec.vector(), root.scope(shared ? "embedding" : "target"));
    source =
        shared
            ? target
            : Embedding.create(spec.source(), spec.encoder().inputSize(), root.scope("source"));
    encoder = Recurrent.create(spec.encoder(), root.scope(ENCODER));
    decoder = new Decoder(spec, root.scope("decoder"));
    bias = root.scope("output").parameter("bias", Shape.of(spec.target()), Init.zeros());
    parameters.complete();
  }

  /// A new network; equal specs and seeds give equal bits.
  public static TranslatorNetwork create(TranslatorSpec spec, Seed seed) {
    return new TranslatorNetwork(spec, Parameters.initialised(seed));
  }

  /// A network of given parameters.
  static TranslatorNetwork of(TranslatorSpec spec, Parameters parameters) {
    return new TranslatorNetwork(spec, parameters);
  }

  /// What it computes.
  public TranslatorSpec spec() {
    return spec;
  }

  @Override
  public Parameters parameters() {
    return parameters;
  }

  Recurrent encoder() {
    return encoder;
  }

  Decoder decoder() {
    return decoder;
  }

  /// What the encoder reads, `[ΣS,E]`.
  SeqVar embedSource(Tape tape, SeqIds ids) {
    SeqVar vectors = new SeqVar(source.forward(tape, ids.toArray()), ids.lengths());
    return Dropout.of(spec.dropout()).forward(vectors);
  }

  /// What is remembered of sources, `[ΣS,M]`.
  SeqVar memory(Tape tape, SeqIds ids) {
    return Dropout.of(spec.dropout()).forward(encoder.forward(embedSource(tape, ids)));
  }

  /// The vectors of target symbols, `[R,E]`.
  Var embedTarget(Tape tape, int... ids) {
    return target.forward(tape, ids);
  }

  /// What comes next.
  ///
  /// @param said `[R,E]`
  /// @return logits `[R,V]`
  Var logits(Var said) {
    Tape tape = said.tape();
    return Ops.affine(said, tape.parameter(target.table()), tape.parameter(bias));
  }

  /// What the decoder says at each step of targets that it is told, `[ΣT,E]`.
  SeqVar decode(Tape tape, SeqIds targets, SeqVar memory) {
    Lengths lengths = targets.lengths();
    int[] before = targets.shiftedRight(border()).toArray();
    SeqVar embedded = new SeqVar(target.forward(tape, before), lengths);
    Var x = Dropout.of(spec.dropout()).forward(embedded).rows();
    int[] order = new int[lengths.batch()];
    Arrays.setAll(order, lengths::sequenceAt);
    Decoder.Reading reading = decoder.read(memory);
    Decoder.Carry carry = reading.begin(order);
    Var[] said = new Var[lengths.steps()];
    for (int t = 0; t < said.length; t++) {
      int alive = lengths.alive(t);
      int[] owners = Arrays.copyOf(order, alive);
      Decoder.Carry living =
          new Decoder.Carry(carry.state().slice(0, 0, alive), carry.said().slice(0, 0, alive));
      Var embeddedStep = x.slice(0, lengths.offset(t), lengths.offset(t) + alive);
      carry = reading.next(embeddedStep, living, owners).carry();
      said[t] = carry.said();
    }
    return new SeqVar(Ops.concat(0, said), lengths);
  }

  /// The id of what stands before and behind each target.
  int border() {
    return spec.target() - 1;
  }

  @Override
  public Var loss(Tape tape, PairBatch batch) {
    SeqVar said = decode(tape, batch.target(), memory(tape, batch.source()));
    Var dropped = Dropout.of(spec.dropout()).forward(said).rows();
    float smoothing = tape.isRecording() ? (float) spec.smoothing() : 0;
    return Ops.crossEntropy(logits(dropped), smoothing, batch.target().toArray());
  }

  @Override
  public double weight(PairBatch batch) {
    return batch.target().lengths().rows();
  }

  @Override
  public String toString() {
    return "TranslatorNetwork[" + spec + ", " + parameters + "]";
  }
}
