/* Small things all charts need: elements, numbers, tables, scales. Text becomes text, never markup. */

const SVG = "http://www.w3.org/2000/svg";

/** An element of HTML. Attributes of the form onNAME are listeners; children are nodes or text. */
function element(name, attributes = {}, ...children) {
  return fill(document.createElement(name), attributes, children);
}

/** An element of SVG. */
function drawn(name, attributes = {}, ...children) {
  return fill(document.createElementNS(SVG, name), attributes, children);
}

function fill(node, attributes, children) {
  for (const [key, value] of Object.entries(attributes)) {
    if (typeof value === "function") {
      node.addEventListener(key.slice(2), value);
    } else if (value !== null && value !== undefined) {
      node.setAttribute(key, value);
    }
  }
  node.append(...children.filter((child) => child !== null));
  return node;
}

/** A value for people: as many decimals as the size of its fellows asks for. */
function number(value, decimals = 2) {
  return value === null ? "–" : value.toFixed(decimals).replace(/^-(0(\.0*)?)$/, "$1").replace("-", "−");
}

function percent(share, decimals = 0) {
  return share === null ? "–" : number(100 * share, decimals) + " %";
}

/** Decimals that show three digits of the largest of some values. */
function decimalsOf(values) {
  const largest = Math.max(...values.filter((value) => value !== null).map(Math.abs), 0);
  return largest === 0 ? 2 : Math.min(8, Math.max(0, 2 - Math.floor(Math.log10(largest))));
}

/** The details below a figure: its numbers as a table, made when they are opened. */
function numbers(caption, heads, rows) {
  const box = element("div", { class: "scroll", tabindex: 0, role: "region", "aria-label": caption });
  const details = element("details", {}, element("summary", {}, "Numbers"), box);
  details.update = () => box.replaceChildren(table(caption, heads, rows()));
  details.addEventListener("toggle", () => details.open && details.update());
  details.refresh = () => details.open && details.update();
  return details;
}

function table(caption, heads, rows) {
  return element(
    "table",
    {},
    element("caption", {}, caption),
    element("thead", {}, element("tr", {}, ...heads.map((head) => element("th", { scope: "col" }, head)))),
    element("tbody", {}, ...rows.map(row)),
  );
}

function row(cells) {
  const [first, ...others] = cells;
  return element("tr", {}, element("th", { scope: "row" }, first), ...others.map((cell) => element("td", {}, cell)));
}

/** Round numbers from low to high, about `count` of them. */
function niceTicks(low, high, count) {
  const step = niceStep((high - low) / Math.max(1, count));
  const ticks = [];
  for (let k = Math.ceil(low / step - 1e-9); k * step <= high + 1e-9 * step; k++) {
    ticks.push(k * step);
  }
  return { ticks, decimals: Math.max(0, -Math.floor(Math.log10(step) + 1e-9)) };
}

function niceStep(rough) {
  const power = 10 ** Math.floor(Math.log10(rough));
  return power * [1, 2, 5, 10].find((factor) => factor * power >= rough * (1 - 1e-9));
}

/** Keyboard and pointer choose one of `count` places along a plot; `move(null)` where there is none. */
function chooser(node, count, place, move) {
  let at = null;
  const go = (to) => {
    at = to === null ? null : Math.min(count() - 1, Math.max(0, to));
    move(at);
  };
  const keys = { ArrowLeft: -1, ArrowRight: 1, PageUp: -10, PageDown: 10 };
  node.addEventListener("pointermove", (event) => go(place(event)));
  node.addEventListener("pointerdown", (event) => go(place(event)));
  node.addEventListener("pointerleave", () => go(null));
  node.addEventListener("blur", () => go(null));
  node.addEventListener("keydown", (event) => {
    if (event.key in keys) {
      go(at === null ? (keys[event.key] > 0 ? 0 : count() - 1) : at + keys[event.key]);
    } else if (event.key === "Home" || event.key === "End") {
      go(event.key === "Home" ? 0 : count() - 1);
    } else {
      return;
    }
    event.preventDefault();
  });
}
