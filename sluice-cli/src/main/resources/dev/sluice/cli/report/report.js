/* The page: one function for each of its parts, from the data that stand above. */

const DATA = JSON.parse(document.getElementById("data").textContent);
const DASHES = ["7 4", "2 4", "10 3 2 3", "4 3", "1 3"];

const { heading, methods, windows } = DATA;
const baselines = methods.slice(0, -1);
const model = methods[methods.length - 1];
const unit = heading.unit ? ` (${heading.unit})` : "";
const errorDecimals = decimalsOf(methods.map((method) => method.all.mae));

function styleOf(index) {
  return index === baselines.length ? { cls: "model" } : { cls: "method-" + (index % 5), dash: DASHES[index % 5] };
}

function section(title, note, ...children) {
  const id = title.toLowerCase().replace(/[^a-z]+/g, "-");
  const node = element("section", { "aria-labelledby": id }, element("h2", { id }, title));
  node.append(...(note ? [element("p", { class: "note" }, note)] : []), ...children);
  document.getElementById("main").append(node);
}

function figure(caption, ...children) {
  return element("figure", {}, element("figcaption", {}, caption), ...children);
}

function issued(window) {
  return (window.group ? window.group + ", " : "") + "issued " + window.origin;
}

function head() {
  const facts = heading.facts.flatMap(([term, text]) => [element("dt", {}, term), element("dd", {}, text)]);
  document.getElementById("heading").append(element("h1", {}, heading.title), element("dl", {}, ...facts));
}

function metrics() {
  const horizon = model.steps.length;
  const last = horizon > 1 ? [`MAE, ${heading.step} ${horizon}`] : [];
  const heads = ["Method", "MAE", "RMSE", "In 80 %", ...last];
  const cells = (method) => [
    method.name,
    number(method.all.mae, errorDecimals),
    number(method.all.rmse, errorDecimals),
    percent(method.all.coverage),
    ...(horizon > 1 ? [number(method.steps[horizon - 1].mae, errorDecimals)] : []),
  ];
  const all = table(`Errors of ${heading.target}${unit} over all test windows and steps ahead`, heads, methods.map(cells));
  all.querySelector("tbody").lastElementChild.classList.add("own");
  const groups = Object.keys(model.groups);
  section(
    "Errors",
    "MAE is the mean absolute error, RMSE the root of the mean squared error; lower is better. “In 80 %” is the share of outcomes inside the 80 % interval; near 80 % is better.",
    element("div", { class: "scroll whole", tabindex: 0, role: "region", "aria-label": "Errors" }, all),
    ...(groups.length > 1 ? [byGroup(groups)] : []),
  );
}

function byGroup(groups) {
  const rows = () =>
    groups.flatMap((group) =>
      methods.map((method) => {
        const score = method.groups[group];
        return [group, method.name, number(score.mae, errorDecimals), number(score.rmse, errorDecimals), percent(score.coverage)];
      }),
    );
  const details = numbers("Errors by group", ["Group", "Method", "MAE", "RMSE", "In 80 %"], rows);
  details.querySelector("summary").textContent = groups.length < heading.groups ? `By group (the first ${groups.length} of ${heading.groups})` : `By group (${groups.length})`;
  details.classList.add("groups");
  details.open = groups.length <= 4;
  return details;
}

function training() {
  const curve = DATA.training;
  if (curve === null || curve.epochs.length === 0) {
    return;
  }
  const validated = curve.validation.some((loss) => loss !== null);
  const decimals = decimalsOf([...curve.train, ...curve.validation]) + 1;
  const chart = new Chart(() => ({
    label: `Training${validated ? " and validation" : ""} loss over ${curve.outOf} epochs.`,
    xs: curve.epochs,
    xTitle: "epoch",
    yTitle: "loss",
    layers: [
      { kind: "line", name: "training", cls: "method-0", dash: DASHES[0], dots: true, values: curve.train },
      ...(validated ? [{ kind: "line", name: "validation", cls: "model", dots: true, values: curve.validation }] : []),
      ...(curve.bestEpoch ? [{ kind: "mark", x: curve.bestEpoch, name: `best: epoch ${curve.bestEpoch}` }] : []),
    ],
    read: (i) => [
      ["epoch", String(curve.epochs[i])],
      ["training", number(curve.train[i], decimals)],
      ...(validated ? [["validation", number(curve.validation[i], decimals)]] : []),
    ],
  }));
  const rows = () =>
    curve.epochs.map((epoch, i) => [
      epoch + (epoch === curve.bestEpoch ? " (best)" : ""),
      number(curve.train[i], decimals),
      ...(validated ? [number(curve.validation[i], decimals)] : []),
    ]);
  const thinned = curve.epochs.length < curve.outOf ? ` Shown are ${curve.epochs.length} of ${curve.outOf} epochs.` : "";
  section(
    "Training",
    (validated
      ? "The training loss is measured before each step, with dropout and other noise; the validation loss behind each epoch, without."
      : "The training loss is measured before each step, with dropout and other noise. There were no validation data.") + thinned,
    figure("Loss by epoch", ...chart.nodes),
    numbers("Loss by epoch", ["Epoch", "Training", ...(validated ? ["Validation"] : [])], rows),
  );
}

function forecasts() {
  let shown = windows.median;
  let beside = Math.max(0, baselines.findIndex((method) => method.name.startsWith("seasonal")));
  const decimals = decimalsOf(windows.shown.flatMap((window) => window.values));
  const now = () => windows.shown[shown];

  const parts = (window) => {
    const history = window.values.length - window.parts[0].length;
    const ahead = (values) => [...Array(history).fill(null), ...values];
    return { history, ahead };
  };
  const spec = () => {
    const window = now();
    const { history, ahead } = parts(window);
    const names = window.times;
    const joined = (values) => values.map((value, i) => (i >= history - 1 ? value : null));
    return {
      label: `Forecast of ${heading.target}, ${issued(window)}, with what came before and after.`,
      xs: names.map((_, i) => i),
      names,
      yTitle: heading.target + unit,
      layers: [
        { kind: "ribbon", name: "80 % interval", lower: ahead(window.parts[0]), upper: ahead(window.parts[2]) },
        ...(history > 0 ? [{ kind: "mark", x: history - 1, name: "issued" }] : []),
        { kind: "line", name: "history", cls: "history", values: window.values.map((value, i) => (i < history ? value : null)) },
        ...(baselines.length > 0
          ? [{ kind: "line", name: baselines[beside].name, ...styleOf(beside), values: ahead(window.parts[3 + beside]) }]
          : []),
        { kind: "line", name: "truth", cls: "truth", dots: true, values: joined(window.values) },
        { kind: "line", name: model.name, cls: "model", dots: true, values: ahead(window.parts[1]) },
      ],
      read: (i) => [["", names[i]], ...said(window, i)],
    };
  };
  const said = (window, i) => {
    const { history } = parts(window);
    const h = i - history;
    const value = (v) => number(v, decimals);
    return h < 0
      ? [["history", value(window.values[i])]]
      : [
          ["truth", value(window.values[i])],
          [model.name, `${value(window.parts[1][h])} (${value(window.parts[0][h])} to ${value(window.parts[2][h])})`],
          ...(baselines.length > 0 ? [[baselines[beside].name, value(window.parts[3 + beside][h])]] : []),
        ];
  };

  const chart = new Chart(spec);
  const title = element("p", { id: "window-title", "aria-live": "polite" });
  const slider = element("input", {
    type: "range",
    id: "window",
    min: 0,
    max: windows.shown.length - 1,
    step: 1,
    oninput: () => choose(Number(slider.value)),
  });
  const named = [
    ["Latest", windows.latest],
    ["Median error", windows.median],
    ["Worst", windows.worst],
  ].map(([name, at]) => [element("button", { type: "button", onclick: () => choose(at) }, name), at]);
  const heads = () => ["Time", "Truth", model.name, "Lower end", "Upper end", ...baselines.map((method) => method.name)];
  const rows = () => {
    const window = now();
    const { history } = parts(window);
    return window.times.map((at, i) => {
      const part = (values) => (i < history ? "" : number(values[i - history], decimals));
      const [lower, point, upper, ...others] = window.parts;
      return [at, number(window.values[i], decimals), ...[point, lower, upper, ...others].map(part)];
    });
  };
  const details = numbers("History and forecast", heads(), rows);
  const choose = (at) => {
    shown = at;
    const window = now();
    slider.value = at;
    const text = issued(window).replace(/^issued/, "Issued");
    slider.setAttribute("aria-valuetext", `${at + 1} of ${windows.shown.length}: ${text}`);
    say(title, [
      ["", text],
      ["mean absolute error", number(window.error, errorDecimals) + (heading.unit ? " " + heading.unit : "")],
    ]);
    named.forEach(([button, place]) => button.setAttribute("aria-pressed", String(place === at)));
    chart.draw();
    details.refresh();
  };
  const select = element(
    "select",
    { onchange: (event) => ((beside = Number(event.target.value)), choose(shown)) },
    ...baselines.map((method, i) => element("option", { value: i, ...(i === beside ? { selected: "" } : {}) }, method.name)),
  );
  const controls = element(
    "div",
    { class: "controls" },
    element("label", { for: "window" }, "Window", slider),
    ...named.map(([button]) => button),
    ...(baselines.length > 0 ? [element("label", {}, "Beside", select)] : []),
  );
  const count =
    windows.shown.length < windows.outOf
      ? `To keep the file small it holds ${windows.shown.length} of ${windows.outOf} test windows: the latest, those with the median and the largest error, and others at equal distances.`
      : `All ${windows.outOf} test windows can be chosen.`;
  section("Forecasts", count, controls, figure(title, ...chart.nodes), details);
  choose(shown);
}

/** A chart of one number of every method by step ahead. */
function bySteps(title, yTitle, pick, more) {
  const xs = model.steps.map((_, i) => i + 1);
  const decimals = more.decimals;
  const text = (value) => (more.text ? more.text(value) : number(value, decimals));
  const chart = new Chart(() => ({
    label: title + ", for each method.",
    xs,
    xTitle: `${heading.step}s ahead`,
    yTitle,
    ...more.axis,
    layers: [
      ...(more.layers ?? []),
      ...methods.map((method, m) => ({ kind: "line", name: method.name, ...styleOf(m), dots: true, values: method.steps.map(pick) })),
    ],
    read: (i) => [[heading.step, String(xs[i])], ...methods.map((method) => [method.name, text(pick(method.steps[i]))])],
  }));
  const rows = () => xs.map((x, i) => [String(x), ...methods.map((method) => text(pick(method.steps[i])))]);
  return element(
    "div",
    {},
    figure(title, ...chart.nodes),
    numbers(title, [`${heading.step}s ahead`, ...methods.map((method) => method.name)], rows),
  );
}

function errorBySteps() {
  section(
    "Error by step ahead",
    null,
    bySteps("Mean absolute error by step ahead", `MAE${unit}`, (score) => score.mae, { decimals: errorDecimals, axis: { low: 0 } }),
  );
}

function calibration() {
  const lowest = Math.min(...methods.flatMap((method) => method.steps.map((score) => score.coverage ?? 1)));
  const coverage = bySteps("Outcomes inside the 80 % interval", "share", (score) => score.coverage, {
    text: (value) => percent(value, 1),
    layers: [{ kind: "rule", name: "80 %", y: 0.8 }],
    axis: { low: Math.max(0, Math.floor(10 * Math.min(0.7, lowest)) / 10), high: 1, yText: (value) => percent(value) },
  });
  const promised = methods.filter((method) => method.quantiles.length > 0);
  section(
    "Calibration",
    "An interval is calibrated if it holds as many outcomes as it promises, at every step. The second chart: of all outcomes, how many lie at or below each quantile; on the diagonal promise and outcome agree.",
    element("div", { class: "pair" }, coverage, ...(promised.length > 0 ? [reliability(promised)] : [])),
  );
}

function reliability(promised) {
  const title = "Promised and observed shares";
  const nominal = [...new Set(promised.flatMap((method) => method.quantiles.map(([share]) => share)))].sort((a, b) => a - b);
  const xs = [0, ...nominal, 1];
  const observed = (method, share) => method.quantiles.find(([at]) => at === share)?.[1] ?? null;
  const chart = new Chart(() => ({
    label: "Observed share of outcomes at or below each promised quantile.",
    xs,
    xTitle: "promised",
    xText: (value) => percent(value),
    yTitle: "observed",
    yText: (value) => percent(value),
    low: 0,
    high: 1,
    layers: [
      { kind: "rule", name: "as promised", diagonal: true },
      ...promised.map((method) => ({
        kind: "line",
        name: method.name,
        ...styleOf(methods.indexOf(method)),
        dots: true,
        only: method === model,
        values: xs.map((share) => observed(method, share)),
      })),
    ],
    read: (i) => [["promised", percent(xs[i])], ...promised.map((method) => [method.name, percent(observed(method, xs[i]), 1)])],
  }));
  const rows = () => nominal.map((share) => [percent(share), ...promised.map((method) => percent(observed(method, share), 1))]);
  return element("div", {}, figure(title, ...chart.nodes), numbers(title, ["Promised", ...promised.map((method) => method.name)], rows));
}

function gates() {
  const strip = DATA.gates;
  if (strip === null) {
    return;
  }
  const names = strip.times;
  const LEFT = 64;
  const decimals = strip.inputs.map((input) => decimalsOf(input.values));
  const share = (thousandths) => number(thousandths / 1000, 3);
  const readout = element("p", { class: "readout", "aria-live": "polite" });
  const show = (step, place) => {
    inputs.forEach((chart) => chart.show(step));
    maps.forEach((map) => map.show(step, place));
    if (step === null) {
      readout.textContent = "Point at a map, or focus it and press the arrow keys, to read values.";
      return;
    }
    say(readout, [
      ["", names[step]],
      ...strip.inputs.map((input, i) => [input.name, number(input.values[step], decimals[i])]),
      ["unit", String(strip.units[place])],
      ["z", share(strip.update[place][step])],
      ["r", share(strip.reset[place][step])],
    ]);
  };
  const inputs = strip.inputs.map((input, i) => {
    const chart = new Chart(() => ({
      label: `${input.name} over the ${names.length} steps of the window.`,
      xs: names.map((_, t) => t),
      names,
      xTicks: i === strip.inputs.length - 1,
      yTitle: input.name + (input.name === heading.target ? unit : ""),
      left: LEFT,
      cells: true,
      height: 104,
      layers: [{ kind: "line", cls: "truth thin", values: input.values }],
      read: () => [],
    }));
    chart.readout.hidden = true;
    chart.legend.hidden = true;
    chart.listeners.push((at) => show(at, maps[0].unit));
    return chart;
  });
  const map = (letter, what, rows) => {
    const heat = new HeatMap(`${letter}, ${what}, of ${strip.units.length} units over ${names.length} steps.`, rows, strip.units, show);
    heat.node.style.marginLeft = LEFT + "px";
    heat.node.style.marginRight = "14px";
    return heat;
  };
  const maps = [map("z", "the update gate", strip.update), map("r", "the reset gate", strip.reset)];
  const average = (rows, t) => share(rows.reduce((sum, row) => sum + row[t], 0) / rows.length);
  const rows = () =>
    names.map((name, t) => [
      name,
      ...strip.inputs.map((input, i) => number(input.values[t], decimals[i])),
      average(strip.update, t),
      average(strip.reset, t),
    ]);
  section(
    "Gates",
    `What the last layer’s gates did while it read one window: ${strip.window}. The update gate z says how much of each unit’s memory is rewritten, the reset gate r how much of it the candidate may see. ${strip.left}`,
    figure("Inputs", ...inputs.flatMap((chart) => chart.nodes)),
    figure("z, how much is rewritten", maps[0].node),
    figure("r, how much is seen", maps[1].node),
    ramp(),
    readout,
    numbers("Inputs and gates, gates averaged over the units", ["Time", ...strip.inputs.map((input) => input.name), "z", "r"], rows),
  );
  show(null, 0);
}

/** Paper has a width of its own, which no observer of sizes hears of. */
function fitPaper() {
  const fit = (width) => {
    document.body.style.width = width;
    Chart.all.forEach((chart) => chart.draw());
  };
  window.addEventListener("beforeprint", () => fit("680px"));
  window.addEventListener("afterprint", () => fit(""));
}

head();
metrics();
forecasts();
errorBySteps();
calibration();
training();
gates();
fitPaper();
