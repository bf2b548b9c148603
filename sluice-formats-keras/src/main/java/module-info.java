/// Networks of Keras.
module dev.sluice.formats.keras {
  requires transitive dev.sluice.formats;
  requires io.jhdf;
  requires static org.jspecify;

  exports dev.sluice.formats.keras;
}
