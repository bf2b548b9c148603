/// Frozen graphs of TensorFlow 1: their constants, and the recurrent cells among them by name.
@NullMarked
package dev.sluice.formats.tensorflow;

import org.jspecify.annotations.NullMarked;
