package dev.sluice.tasks.speech;

/// A word and when it was said. In a stream a word of a model of words is told at its first step,
/// so its end and confidence are what that step knows; behind the end of a sound both times may lie
/// in the silence that a model hears there.
///
/// @param start seconds from the beginning of the sound at which the first step that says it begins
/// @param end seconds at which the last such step ends; a model of words may say a word at once
///   near its end, so this is where it is sure of it, not where the voice stops
/// @param confidence the probability of its symbols where they are likeliest, the least of them
public record SpokenWord(String word, double start, double end, double confidence) {}
