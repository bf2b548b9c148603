/// Networks of Keras.
module dev.sluice.formats.keras {
  requires transitive dev.sluice.formats;
  requires io.jhdf;
  // What jHDF, an automatic module, needs and cannot say.
  requires org.apache.commons.lang3;
  requires org.slf4j;
  requires static org.jspecify;

  exports dev.sluice.formats.keras;
}
