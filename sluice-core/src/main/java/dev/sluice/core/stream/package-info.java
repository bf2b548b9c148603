/// Streaming: one step at a time, with the hidden state in the caller's hands.
///
/// ```
/// Streaming  CARRIED ─► StackStepper    state = the stack's own, one step an event
///            SLIDING ─► SlidingStepper  state = SlidingMemory, the last C events, re-run an event
/// ```
///
/// Called by the models; calls the packed stacks of `nn`.
@NullMarked
package dev.sluice.core.stream;

import org.jspecify.annotations.NullMarked;
