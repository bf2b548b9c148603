/// Sluice beside libraries for the JVM: Deeplearning4j's LSTM (it has no GRU) and DJL's GRU.
@NullMarked
package dev.sluice.bench.jvm;

import org.jspecify.annotations.NullMarked;
