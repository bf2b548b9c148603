package guide;

import dev.sluice.core.autodiff.Parameters;
import dev.sluice.core.autodiff.Tape;
import dev.sluice.core.autodiff.Var;
import dev.sluice.core.autodiff.Workspace;
import dev.sluice.core.nn.Gru;
import dev.sluice.core.nn.GruSpec;
import dev.sluice.core.nn.Linear;
import dev.sluice.core.tensor.Seed;
import dev.sluice.core.tensor.Seq;
import dev.sluice.core.tensor.Tensor;
import dev.sluice.train.loss.Loss;
import dev.sluice.train.optim.Adam;
import java.util.List;

/// A GRU of 8 units that says from 60 days of temperature what the mean of the next 7 will be;
/// trained on 2012 to 2014 of both cities.
final class WeatherGru {
  static final int UNITS = 8;
  static final int CONTEXT = 60;
  static final int AHEAD = 7;
  private static final int BATCH = 32;
  private static final int STEPS = 500;
  private static final Seed SEED = Seed.of(1);

  private final List<Weather> cities = Weather.CITIES.stream().map(Weather::of).toList();
  private final Parameters parameters = Parameters.initialised(SEED);
  private final Gru gru = Gru.create(GruSpec.of(1, UNITS), parameters.scope("gru"));
  private final Linear head = Linear.create(UNITS, 1, parameters.scope("head"));

  WeatherGru() {
    parameters.complete();
    Adam adam = Adam.rate(5e-3);
    try (Workspace workspace = Workspace.threads(1)) {
      for (int step = 0; step < STEPS; step++) {
        try (Tape tape = workspace.record(SEED.at(step))) {
          Var loss = loss(tape, SEED.at(step));
          adam.step(parameters, tape.backward(loss).clipNorm(1));
        }
      }
    }
  }

  private Var loss(Tape tape, Seed seed) {
    float[][][] x = new float[BATCH][][];
    Tensor y = Tensor.zeros(BATCH, 1);
    for (int b = 0; b < BATCH; b++) {
      Weather city = cities.get(b % cities.size());
      int from = seed.below(Weather.day(2015) - CONTEXT - AHEAD, b);
      x[b] = city.steps(from, CONTEXT);
      y.data()[b] = (float) ((city.mean(from + CONTEXT, AHEAD) - city.mean()) / city.deviation());
    }
    Var said = head.forward(gru.forward(tape.seq(Seq.of(x, 1))).last());
    return Loss.mse().of(said, tape.constant(y));
  }

  Gru gru() {
    return gru;
  }

  List<Weather> cities() {
    return cities;
  }
}
