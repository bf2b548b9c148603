/// Cases for any runtime of ONNX's GRU, LSTM and RNN: random weights, all attributes, expected
/// values computed in double from the operators' definition. How to use it:
/// `conformance/README.md`.
@NullMarked
package dev.sluice.conformance;

import org.jspecify.annotations.NullMarked;
