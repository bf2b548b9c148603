package dev.sluice.tasks.translate;

/// A text and its translation.
public record Pair(String source, String target) {}
