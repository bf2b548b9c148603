/* Line charts in SVG, drawn at the width there is, so that text keeps its size; no library. */

/**
 * A chart. `spec()` is asked again at every drawing:
 *   label     what it shows, for those who do not see it
 *   xs        positions; with `names`, 0 … n−1
 *   names     of positions, for ticks (optional)
 *   xTitle, yTitle
 *   low, high ends of the y axis (optional)
 *   layers    { kind: "line" | "ribbon" | "rule" | "mark", name, cls, … }, the first below the others
 *   read(i)   what to say of position i: [[term, text] …]
 *   left      of the y axis, height: in pixels (optional)
 *   cells     positions are the middles of cells, as in a heat map (optional)
 */
class Chart {
  static all = [];

  constructor(spec) {
    this.spec = spec;
    this.plot = element("div", { class: "plot" });
    this.legend = element("ul", { class: "legend" });
    this.readout = element("p", { class: "readout", "aria-live": "polite" });
    this.listeners = [];
    Chart.all.push(this);
    new ResizeObserver(() => this.plot.clientWidth === this.width || this.draw()).observe(this.plot);
  }

  /** The nodes, to be put into a figure. */
  get nodes() {
    return [this.plot, this.legend, this.readout];
  }

  draw() {
    const width = Math.floor(this.plot.clientWidth);
    if (width === 0) {
      return;
    }
    this.width = this.plot.clientWidth;
    const spec = this.spec();
    const frame = new Frame(spec, width);
    const focused = document.activeElement === this.svg;
    this.frame = frame;
    this.svg = drawn("svg", {
      width,
      height: frame.height,
      viewBox: `0 0 ${width} ${frame.height}`,
      role: "img",
      tabindex: 0,
      "aria-label": spec.label + " Left and right arrow keys read the values.",
    });
    frame.axes(this.svg);
    spec.layers.forEach((layer) => this.svg.append(...(frame[layer.kind]?.(layer) ?? [])));
    this.cursor = drawn("line", { class: "cursor", y1: frame.top, y2: frame.bottom, visibility: "hidden" });
    this.svg.append(this.cursor);
    this.plot.replaceChildren(this.svg);
    this.legend.replaceChildren(...spec.layers.filter((layer) => layer.name && layer.kind !== "mark").map(legendItem));
    chooser(this.svg, () => this.frame.spec.xs.length, (event) => this.nearest(event), (at) => this.move(at));
    if (focused) {
      this.svg.focus();
    }
    this.show(null);
  }

  nearest(event) {
    const x = event.clientX - this.svg.getBoundingClientRect().left;
    const { xs } = this.frame.spec;
    let best = 0;
    xs.forEach((value, i) => {
      best = Math.abs(this.frame.x(value) - x) < Math.abs(this.frame.x(xs[best]) - x) ? i : best;
    });
    return best;
  }

  move(at) {
    this.show(at);
    this.listeners.forEach((listener) => listener(at));
  }

  /** Puts the cursor at position `at` and says its values; null takes it away. */
  show(at) {
    if (!this.frame) {
      return;
    }
    const { spec } = this.frame;
    this.cursor.setAttribute("visibility", at === null ? "hidden" : "visible");
    if (at === null) {
      this.readout.textContent = "Point at the chart, or focus it and press ← →, to read values.";
      return;
    }
    this.cursor.setAttribute("x1", this.frame.x(spec.xs[at]));
    this.cursor.setAttribute("x2", this.frame.x(spec.xs[at]));
    say(this.readout, spec.read(at));
  }
}

/** Terms and texts on one line. */
function say(node, parts) {
  node.replaceChildren(
    ...parts.flatMap(([term, text], i) => [i > 0 ? " · " : "", term ? term + " " : "", element("strong", {}, text)]),
  );
}

function legendItem(layer) {
  const sample = drawn("svg", { width: 28, height: 12, "aria-hidden": "true", class: layer.cls });
  if (layer.kind === "ribbon") {
    sample.append(drawn("rect", { class: "ribbon", width: 28, height: 12 }));
  } else if (layer.kind === "rule") {
    sample.append(drawn("line", { class: "rule", x1: 0, x2: 28, y1: 6, y2: 6 }));
  } else {
    if (!layer.only) {
      sample.append(drawn("line", { class: "series", x1: 1, x2: 27, y1: 6, y2: 6, "stroke-dasharray": layer.dash }));
    }
    if (layer.dots) {
      sample.append(drawn("circle", { class: "dot", cx: 14, cy: 6, r: 3.5 }));
    }
  }
  return element("li", {}, sample, element("span", { class: "name" }, layer.name));
}

/** The frame of one drawing: scales, axes, and how layers look in it. */
class Frame {
  constructor(spec, width) {
    this.spec = spec;
    this.width = width;
    this.height = spec.height ?? Math.round(Math.min(340, Math.max(220, width * 0.42)));
    this.top = spec.yTitle ? 26 : 10;
    this.bottom = this.height - (spec.xTitle ? 44 : spec.xTicks === false ? 8 : 26);
    this.range();
    const { ticks, decimals } = niceTicks(this.low, this.high, (this.bottom - this.top) / (this.bottom - this.top < 100 ? 18 : 34));
    this.yTicks = ticks.map((value) => ({ value, text: spec.yText ? spec.yText(value) : number(value, decimals) }));
    const longest = Math.max(...this.yTicks.map((tick) => tick.text.length));
    this.left = spec.left ?? Math.max(34, 10 + 7.2 * longest);
    this.right = width - 14;
    const pad = spec.cells ? 0.5 : 0;
    const first = spec.xs[0] - pad;
    const last = spec.xs[spec.xs.length - 1] + pad;
    this.x = (value) => (last === first ? (this.left + this.right) / 2 : this.left + ((value - first) / (last - first)) * (this.right - this.left));
    this.y = (value) => this.bottom - ((value - this.low) / (this.high - this.low)) * (this.bottom - this.top);
  }

  range() {
    const values = this.spec.layers
      .flatMap((layer) => [...(layer.values ?? []), ...(layer.lower ?? []), ...(layer.upper ?? []), layer.y ?? null])
      .filter((value) => value !== null);
    let low = Math.min(...values);
    let high = Math.max(...values);
    if (values.length === 0 || high === low) {
      low = (values[0] ?? 0) - 1;
      high = (values[0] ?? 0) + 1;
    }
    const margin = 0.05 * (high - low);
    this.low = this.spec.low ?? low - margin;
    this.high = this.spec.high ?? high + margin;
    if (this.high <= this.low) {
      this.high = this.low + 1;
    }
  }

  axes(svg) {
    const { spec } = this;
    for (const tick of this.yTicks) {
      const y = this.y(tick.value);
      svg.append(drawn("line", { class: "grid", x1: this.left, x2: this.right, y1: y, y2: y }));
      svg.append(drawn("text", { x: this.left - 8, y: y + 4, "text-anchor": "end" }, tick.text));
    }
    svg.append(drawn("line", { class: "axis", x1: this.left, x2: this.right, y1: this.bottom, y2: this.bottom }));
    if (spec.yTitle) {
      svg.append(drawn("text", { class: "title", x: 0, y: 13 }, spec.yTitle));
    }
    if (spec.xTitle) {
      svg.append(drawn("text", { class: "title", x: this.right, y: this.height - 6, "text-anchor": "end" }, spec.xTitle));
    }
    if (spec.xTicks !== false) {
      this.xTicks().forEach(({ value, text }) => this.xTick(svg, value, text));
    }
  }

  xTick(svg, value, text) {
    const x = this.x(value);
    const half = 3.6 * text.length;
    const anchor = x + half > this.width ? "end" : x - half < 0 ? "start" : "middle";
    const at = anchor === "end" ? Math.min(x + half, this.width) : anchor === "start" ? Math.max(0, x - half) : x;
    svg.append(drawn("line", { class: "axis", x1: x, x2: x, y1: this.bottom, y2: this.bottom + 4 }));
    svg.append(drawn("text", { x: at, y: this.bottom + 18, "text-anchor": anchor }, text));
  }

  /** As many as fit; named positions only where they are, numbers at round ones. */
  xTicks() {
    const { xs, names } = this.spec;
    const first = xs[0];
    const last = xs[xs.length - 1];
    const longest = names ? Math.max(...names.map((name) => name.length)) : 4;
    const most = Math.max(1, Math.floor((this.right - this.left) / (7.2 * longest + 34)));
    if (last === first) {
      return [{ value: first, text: names ? names[0] : String(first) }];
    }
    if (!names && !Number.isInteger(last)) {
      const { ticks, decimals } = niceTicks(first, last, most);
      return ticks.map((value) => ({ value, text: number(value, decimals) }));
    }
    if (this.spec.xText) {
      return niceTicks(first, last, Math.min(most, 5)).ticks.map((value) => ({ value, text: this.spec.xText(value) }));
    }
    const midnights = names ? xs.filter((x) => names[x - first].endsWith(" 00:00")) : [];
    if (midnights.length > 1) {
      const every = Math.ceil(midnights.length / (1.3 * most));
      return midnights.filter((_, i) => i % every === 0).map((value) => ({ value, text: names[value - first].slice(0, 10) }));
    }
    const step = Math.max(1, niceStep((last - first) / most));
    const begin = names ? first : Math.ceil(first / step) * step;
    const ticks = [];
    for (let value = begin; value <= last; value += step) {
      ticks.push({ value, text: names ? names[value - first] : String(value) });
    }
    return ticks;
  }

  points(values) {
    return values.map((value, i) => (value === null ? null : [this.x(this.spec.xs[i]), this.y(value)]));
  }

  line({ values, cls, dash, dots, only }) {
    const points = this.points(values);
    let path = "";
    points.forEach((point, i) => {
      path += point ? `${i > 0 && points[i - 1] ? "L" : "M"}${point.map((p) => p.toFixed(1)).join(" ")}` : "";
    });
    const nodes = only ? [] : [drawn("path", { class: "series " + cls, d: path, "stroke-dasharray": dash })];
    const room = (this.right - this.left) / Math.max(1, points.length);
    if (dots && (only || room > 9)) {
      points.forEach((point) => point && nodes.push(drawn("circle", { class: "dot " + cls, cx: point[0].toFixed(1), cy: point[1].toFixed(1), r: only ? 5 : 3.2 })));
    }
    return nodes;
  }

  ribbon({ lower, upper }) {
    const there = (points) => points.filter((point) => point).map((point) => point.map((p) => p.toFixed(1)).join(" "));
    const edge = [...there(this.points(upper)), ...there(this.points(lower)).reverse()];
    return edge.length > 0 ? [drawn("path", { class: "ribbon", d: "M" + edge.join("L") + "Z" })] : [];
  }

  /** A level across, or the diagonal. */
  rule({ y, diagonal }) {
    const [from, to] = diagonal ? [this.low, this.high] : [y, y];
    return [drawn("line", { class: "rule", x1: this.left, x2: this.right, y1: this.y(from), y2: this.y(to) })];
  }

  /** A place on the x axis with a word at its top. */
  mark({ x, name }) {
    const at = this.x(x);
    const end = at > (this.left + this.right) / 2;
    return [
      drawn("line", { class: "mark", x1: at, x2: at, y1: this.top, y2: this.bottom }),
      drawn("text", { x: at + (end ? -6 : 6), y: this.top + 12, "text-anchor": end ? "end" : "start" }, name),
    ];
  }
}
