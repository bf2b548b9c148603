/// Texts from files.
@NullMarked
package dev.sluice.tasks.text;

import org.jspecify.annotations.NullMarked;
