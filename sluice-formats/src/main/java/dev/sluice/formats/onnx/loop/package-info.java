/// GRUs that exporters wrote out as `Loop` or `Scan`: the body is evaluated with symbols for the
/// step and the state; what it makes of them is a polynomial that is a GRU's or is not.
///
/// ```
/// LoopFusion ─ LoopWiring, ScanWiring ─ Body ─ Value ─ Form ─ Affine
///                                       GruMatch ─┘
/// ```
@NullMarked
package dev.sluice.formats.onnx.loop;

import org.jspecify.annotations.NullMarked;
