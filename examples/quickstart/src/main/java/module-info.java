/// A program on Sluice; leave this file out to stay on the class path.
module quickstart {
  requires dev.sluice.tasks;
}
