/// One recurrent layer as other systems' files have it: in the order, the polarity and with the
/// options of ONNX's `GRU`, `LSTM` and `RNN`, which hold all others.
///
/// ```
/// CellSpec + CellWeights per direction ─┬─► CoreStack: a stack of sluice-core, where it computes the same
///                                       └─► GeneralCell: any activation, clipping, peepholes, coupled gates
/// ```
@NullMarked
package dev.sluice.formats.cell;

import org.jspecify.annotations.NullMarked;
