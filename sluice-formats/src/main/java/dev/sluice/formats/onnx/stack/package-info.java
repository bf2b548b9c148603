/// Stacks of sluice-core to ONNX files and back, to the bit.
@NullMarked
package dev.sluice.formats.onnx.stack;

import org.jspecify.annotations.NullMarked;
