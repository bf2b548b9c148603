/// Runs graphs of ONNX: recurrent nodes on sluice-core's kernels, the operators around them in
/// plain loops.
///
/// ```
/// OnnxModel ─ Step per node ─ Operator from Operators (elementwise, shapes, products, recurrent)
/// ```
@NullMarked
package dev.sluice.formats.onnx.run;

import org.jspecify.annotations.NullMarked;
