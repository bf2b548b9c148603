/// The `sluice` command.
module dev.sluice.cli {
  requires dev.sluice.formats;
  requires dev.sluice.formats.keras;
  requires dev.sluice.tasks;
  requires info.picocli;
  requires tools.jackson.core;
  requires static org.jspecify;

  // The command line parser fills annotated fields by reflection.
  opens dev.sluice.cli to
      info.picocli;
  opens dev.sluice.cli.classify to
      info.picocli;
  opens dev.sluice.cli.evaluate to
      info.picocli;
  opens dev.sluice.cli.forecast to
      info.picocli;
  opens dev.sluice.cli.formats to
      info.picocli;
  opens dev.sluice.cli.language to
      info.picocli;
  opens dev.sluice.cli.options to
      info.picocli;
  opens dev.sluice.cli.predict to
      info.picocli;
  opens dev.sluice.cli.reproduce to
      info.picocli;
  opens dev.sluice.cli.speech to
      info.picocli;
  opens dev.sluice.cli.stream to
      info.picocli;
  opens dev.sluice.cli.tag to
      info.picocli;
  opens dev.sluice.cli.translate to
      info.picocli;
}
