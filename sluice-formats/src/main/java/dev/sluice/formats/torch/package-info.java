/// State dicts of PyTorch, stored as safetensors (pickles are never read).
@NullMarked
package dev.sluice.formats.torch;

import org.jspecify.annotations.NullMarked;
