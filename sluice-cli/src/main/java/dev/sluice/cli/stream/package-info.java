/// Events as JSON lines: one answer for each, in order, with a state for each key.
///
/// ```
/// StreamCommand ─► EventStream:  LineReader ─► EventParser ─► Events ─► AnswerWriter
///                                                             │  ▲
///                                                     KeyStates  ForecastEvents, RecurrentEvents
/// ```
///
/// What is wrong with a line is a [BadEvent], answered in its place. An event is read whole before
/// its state is touched. Called by the command line; calls the steppers.
@NullMarked
package dev.sluice.cli.stream;

import org.jspecify.annotations.NullMarked;
