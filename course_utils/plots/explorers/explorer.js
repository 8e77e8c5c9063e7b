const SVG = "http://www.w3.org/2000/svg";

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

// A slider over the places of a list; `said` turns a place into what is shown and spoken.
function slider(name, count, start, said, onMove) {
  const input = element("input", { type: "range", min: 0, max: count - 1, step: 1, value: start });
  const value = element("span", { class: "ce-value", "aria-hidden": "true" });
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

function percent(share) { return `${Number((100 * share).toPrecision(3))} %`; }

function decimals(value) { return value === null ? "undefined" : value.toFixed(3); }

// A deck turns pages on these keys, a notebook moves between cells: not while they are ours.
function keepKeys(root) {
  const ours = ["ArrowLeft", "ArrowRight", "ArrowUp", "ArrowDown", "Home", "End",
    "PageUp", "PageDown", " ", "Enter"];
  root.addEventListener("keydown", (event) => {
    if (ours.includes(event.key)) event.stopPropagation();
  });
}
