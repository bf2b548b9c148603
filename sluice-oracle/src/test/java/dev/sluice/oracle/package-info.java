/// What is read and written, beside ONNX Runtime.
@NullMarked
package dev.sluice.oracle;

import org.jspecify.annotations.NullMarked;
