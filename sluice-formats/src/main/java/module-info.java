/// Networks from other systems and to them.
module dev.sluice.formats {
  requires transitive dev.sluice.core;
  requires static org.jspecify;

  exports dev.sluice.formats;
  exports dev.sluice.formats.cell;
  exports dev.sluice.formats.explain;
  exports dev.sluice.formats.tensorflow;
  exports dev.sluice.formats.torch;
  exports dev.sluice.formats.wire;
  exports dev.sluice.formats.npy;
  exports dev.sluice.formats.zip;
  exports dev.sluice.formats.onnx;
  exports dev.sluice.formats.onnx.run;
  exports dev.sluice.formats.onnx.stack;
}
