const SVG = "http://www.w3.org/2000/svg";
// Blue is lighter than in the figures, which thin outlines need on a dark page.
const POSITIVE = "#D55E00", NEGATIVE = "#2A85C4", QUIET = "#767676";
// The looks of up to four lines: colour, dashes, width.
const LINES = [["currentColor", "", 3.5], ["#009E73", "9 5", 2.5], ["#CC79A7", "9 4 2 4", 2.5], [QUIET, "2 4", 2.5]];

function element(name, attributes = {}, ...children) {
  const made = document.createElement(name);
  return fill(made, attributes, children);
}

function drawing(name, attributes = {}, ...children) {
  return fill(document.createElementNS(SVG, name), attributes, children);
}

function fill(made, attributes, children) {
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
  made.append(...children);
  return made;
}

function row(...children) { return element("div", { class: "ce-row" }, ...children); }

function panel(...children) { return element("div", { class: "ce-panel" }, ...children); }

function under(...children) { return element("p", { class: "ce-under" }, ...children); }

function widest(texts) { return Math.max(...texts.map((text) => text.length)); }

// A slider over the places of a list; `said` turns a place into what is shown and spoken.
function slider(name, count, start, said, onMove) {
  const input = element("input", { type: "range", min: 0, max: count - 1, step: 1, value: start });
  const longest = widest(Array.from({ length: count }, (_, index) => said(index)));
  // Of one width, so that the slider stands still under the pointer.
  const value = element("span", { class: "ce-value", "aria-hidden": "true", style: `min-width: ${longest}ch` });
  const label = element("label", { class: "ce-slider" }, element("span", {}, name), value, input);
  const tell = () => {
    value.textContent = said(Number(input.value));
    input.setAttribute("aria-valuetext", value.textContent);
  };
  input.addEventListener("input", () => { tell(); onMove(); });
  tell();
  return {
    node: label,
    get at() { return Number(input.value); },
    set at(index) { input.value = index; tell(); onMove(); },
  };
}

// Buttons that put a slider on marked places, and show when it stands there.
function presets(slider, places) {
  const buttons = places.map(([index, text]) => {
    const button = element("button", { type: "button" }, text);
    button.addEventListener("click", () => { slider.at = index; });
    return button;
  });
  const tell = () => buttons.forEach((button, i) => {
    button.setAttribute("aria-pressed", String(places[i][0] === slider.at));
  });
  return { node: element("div", { class: "ce-presets" }, ...buttons), tell };
}

// A sentence that follows every move for the eye, and is spoken once the slider rests; the first
// is there from the start, so that a page of explorers does not speak when it opens.
function sentence() {
  const seen = element("p", { class: "ce-said", "aria-hidden": "true" });
  const heard = element("p", { class: "ce-heard", role: "status" });
  let waiting = null;
  return {
    nodes: [seen, heard],
    say(text) {
      if (!seen.textContent) heard.textContent = text;
      seen.textContent = text;
      clearTimeout(waiting);
      waiting = setTimeout(() => { if (heard.textContent !== text) heard.textContent = text; }, 400);
    },
  };
}

// `widths` are the columns' in characters: they stand still while their numbers change.
function table(corner, heads, rows, widths = []) {
  const header = (scope, content, width = 0) => element("th", { scope, style: `min-width: ${width}ch` }, ...[content].flat());
  return element("table", { "aria-label": corner },
    element("thead", {}, element("tr", {}, element("td", { class: "ce-corner" }, corner),
      ...heads.map((head, i) => header("col", head, widths[i])))),
    element("tbody", {}, ...rows.map(([name, ...cells]) => element("tr", {}, header("row", name), ...cells))));
}

function line(look, attributes = {}) {
  const [stroke, dashes, width] = LINES[look];
  return drawing("polyline", { fill: "none", stroke, "stroke-dasharray": dashes, "stroke-width": width, ...attributes });
}

function sign(node) { return drawing("svg", { class: "ce-mark", viewBox: "0 0 36 12", "aria-hidden": "true" }, node); }

function sample(look) { return sign(line(look, { points: "1,6 35,6" })); }

// Axes of `from`, `to`, `ticks` ([value, text] each), `name`; x may be `log`, y has a `note`. The chart turns
// values into places.
function chart(width, height, x, y, said) {
  const left = 34, right = width - 20, top = y.name ? 24 : 10, bottom = height - 40;
  const place = ({ from, to, log }, start, end) => {
    const on = log ? Math.log : Number;
    return (value) => (start + (end - start) * (on(value) - on(from)) / (on(to) - on(from))).toFixed(1);
  };
  const across = place(x, left, right), up = place(y, bottom, top);
  const text = (at, height, anchor, content) =>
    drawing("text", { x: at, y: height, "text-anchor": anchor }, content);
  const node = drawing("svg", { viewBox: `0 0 ${width} ${height}`, role: "img", "aria-label": said });
  for (const [value, shown] of y.ticks) {
    node.append(drawing("line", { x1: left, x2: right, y1: up(value), y2: up(value), stroke: QUIET, "stroke-width": 0.6 }),
      text(left - 6, Number(up(value)) + 4, "end", shown));
  }
  for (const [value, shown] of x.ticks) node.append(text(across(value), bottom + 18, "middle", shown));
  node.append(text((left + right) / 2, bottom + 35, "middle", x.name));
  if (y.name) node.append(text(6, 13, "start", y.name));
  if (y.note) node.append(text(right, 13, "end", y.note));
  const upright = (attributes = {}) => drawing("line", { y1: bottom, y2: top, stroke: "currentColor", ...attributes });
  return {
    node, across, up, upright,
    add(...children) { node.append(...children); return this; },
    trace: (points) => points.map(([a, b]) => `${across(a)},${up(b)}`).join(" "),
  };
}

function put(node, attributes) { fill(node, attributes, []); }

function percent(share) { return `${Number((100 * share).toPrecision(3))} %`; }

function decimals(value) { return value === null ? "undefined" : value.toFixed(3); }

// A deck moves on these keys: not while they are ours. JupyterLab deletes cells on letters, and
// spares only what carries the attribute itself: it asks the control before all around it.
function keepKeys(root) {
  for (const control of root.querySelectorAll("input, button")) control.setAttribute("data-lm-suppress-shortcuts", "");
  const ours = ["ArrowLeft", "ArrowRight", "ArrowUp", "ArrowDown", "Home", "End", " ", "Enter"];
  root.addEventListener("keydown", (event) => {
    if (ours.includes(event.key)) event.stopPropagation();
  });
}
