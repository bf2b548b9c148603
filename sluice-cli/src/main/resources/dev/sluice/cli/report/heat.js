/* Heat maps of gates: steps from left to right, units from top to bottom, 0 dark and 1 light. */

/** Evenly rising lightness, readable without colour vision (viridis, CC0). */
const RAMP = [
  [68, 1, 84], [72, 40, 120], [62, 74, 137], [49, 104, 142], [38, 130, 142],
  [31, 158, 137], [53, 183, 121], [109, 205, 89], [180, 222, 44], [253, 231, 37],
];

function colour(share) {
  const place = Math.min(1, Math.max(0, share)) * (RAMP.length - 1);
  const below = Math.min(RAMP.length - 2, Math.floor(place));
  return RAMP[below].map((from, i) => Math.round(from + (place - below) * (RAMP[below + 1][i] - from)));
}

/** The scale beside the maps. */
function ramp() {
  const stops = RAMP.map((rgb) => `rgb(${rgb.join(" ")})`).join(", ");
  const bar = element("span", { class: "bar", "aria-hidden": "true" });
  bar.style.background = `linear-gradient(to right, ${stops})`;
  return element("p", { class: "ramp" }, "0", bar, "1");
}

/**
 * One map. `rows` are thousandths, one array of steps per unit; `move(step, unit)` hears where the
 * reader is, step null for nowhere.
 */
class HeatMap {
  constructor(label, rows, units, move) {
    this.rows = rows;
    this.steps = rows[0].length;
    this.unit = 0;
    this.moved = move;
    this.canvas = element("canvas", {
      width: this.steps,
      height: rows.length,
      role: "img",
      tabindex: 0,
      "aria-label": label + " Arrow keys read the values.",
    });
    this.canvas.style.height = Math.min(320, Math.max(96, 9 * rows.length)) + "px";
    this.cross = element("div", { class: "cross", hidden: "" });
    const edge = (text, place) => {
      const node = element("span", { class: "units", "aria-hidden": "true" }, text);
      node.style[place] = "2px";
      return node;
    };
    this.node = element(
      "div",
      { class: "heat" },
      this.canvas,
      this.cross,
      edge("unit " + units[0], "top"),
      units.length > 1 ? edge("unit " + units[units.length - 1], "bottom") : null,
    );
    this.paint();
    chooser(this.canvas, () => this.steps, (event) => this.under(event), (at) => this.move(at));
    this.canvas.addEventListener("keydown", (event) => this.upOrDown(event));
  }

  paint() {
    const context = this.canvas.getContext("2d");
    const image = context.createImageData(this.steps, this.rows.length);
    this.rows.forEach((row, u) =>
      row.forEach((value, t) => image.data.set([...colour(value / 1000), 255], 4 * (u * this.steps + t))),
    );
    context.putImageData(image, 0, 0);
  }

  under(event) {
    const box = this.canvas.getBoundingClientRect();
    const share = (at, from, size, count) => Math.min(count - 1, Math.max(0, Math.floor(((at - from) / size) * count)));
    this.unit = share(event.clientY, box.top, box.height, this.rows.length);
    return share(event.clientX, box.left, box.width, this.steps);
  }

  upOrDown(event) {
    const by = { ArrowUp: -1, ArrowDown: 1 }[event.key];
    if (by) {
      event.preventDefault();
      this.unit = Math.min(this.rows.length - 1, Math.max(0, this.unit + by));
      this.move(this.step ?? 0);
    }
  }

  move(step) {
    this.step = step;
    this.moved(step, this.unit);
  }

  /** Frames one cell; step null frames none. */
  show(step, unit) {
    this.cross.hidden = step === null;
    if (step !== null) {
      const { clientWidth, clientHeight } = this.canvas;
      const width = clientWidth / this.steps;
      const height = clientHeight / this.rows.length;
      Object.assign(this.cross.style, {
        left: 1 + step * width + "px",
        top: 1 + unit * height + "px",
        width: Math.max(4, width) + "px",
        height: Math.max(4, height) + "px",
      });
    }
  }
}
