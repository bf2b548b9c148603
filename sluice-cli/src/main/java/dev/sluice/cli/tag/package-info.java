/// Tags of words: `train tag`, and `predict` for its models.
@NullMarked
package dev.sluice.cli.tag;

import org.jspecify.annotations.NullMarked;
