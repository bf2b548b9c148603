/// Streaming: one step at a time, with the hidden state in the caller's hands.
@NullMarked
package dev.sluice.core.stream;

import org.jspecify.annotations.NullMarked;
