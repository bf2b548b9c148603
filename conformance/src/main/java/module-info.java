/// The conformance kit.
module dev.sluice.conformance {
  requires transitive dev.sluice.formats;
  requires static org.jspecify;

  exports dev.sluice.conformance;
}
