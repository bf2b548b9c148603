/// What is said in recordings: `train speech`, `transcribe`, and `evaluate` for its models.
@NullMarked
package dev.sluice.cli.speech;

import org.jspecify.annotations.NullMarked;
