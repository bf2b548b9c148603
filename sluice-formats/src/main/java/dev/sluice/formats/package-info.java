/// Networks from other systems and to them. What all readers share is here: the bytes of a file
/// with a bound on what they may allocate, and the one exception.
///
/// ```
/// file ─► Source ─► wire, npy ─► onnx, torch, tensorflow ─► core's stacks
/// ```
@NullMarked
package dev.sluice.formats;

import org.jspecify.annotations.NullMarked;
