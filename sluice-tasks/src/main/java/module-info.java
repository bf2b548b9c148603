/// One package per application: the shape of its data, its network and its metric.
module dev.sluice.tasks {
  requires transitive dev.sluice.train;
  requires de.siegmar.fastcsv;
  requires static org.jspecify;

  exports dev.sluice.tasks.audio;
  exports dev.sluice.tasks.series;
  exports dev.sluice.tasks.forecast;
  exports dev.sluice.tasks.music;
  exports dev.sluice.tasks.language;
  exports dev.sluice.tasks.text;
  exports dev.sluice.tasks.words;
  exports dev.sluice.tasks.tag;
  exports dev.sluice.tasks.speech.decode;
  exports dev.sluice.tasks.memory;
  exports dev.sluice.tasks.speech;
  exports dev.sluice.tasks.speech.score;
  exports dev.sluice.tasks.classify;
  exports dev.sluice.tasks.translate;
  exports dev.sluice.tasks.translate.metric;
}
