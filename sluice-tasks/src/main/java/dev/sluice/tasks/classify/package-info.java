/// One class for a whole sequence: texts and numeric series.
///
/// ```
/// Classifier ─ Temperature, ClassScore ─ ClassifiedData ─ ClassifierNetwork ─ ClassifierSpec ─ SampleEncoder ─ Sample
/// ```
@NullMarked
package dev.sluice.tasks.classify;

import org.jspecify.annotations.NullMarked;
