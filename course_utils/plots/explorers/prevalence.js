// One classifier, its true and false positives counted at each threshold, seen at any prevalence.
function start(root, data) {
  const last = data.prevalences.length - 1;
  const low = Math.log(data.prevalences[0]);
  const width = Math.log(data.prevalences[last]) - low;
  const METRICS = [
    ["precision", "precision", "currentColor", "", 3.5],
    ["recall", "recall", "#009E73", "9 5", 2.5],
    ["f1", "F1", "#CC79A7", "9 4 2 4", 2.5],
    ["fpr", "false-positive rate", "#767676", "2 4", 2.5],
  ];

  function scores(prevalence, index) {
    const recall = data.tp[index] / data.n_pos;
    const fpr = data.fp[index] / data.n_neg;
    const found = prevalence * recall;
    const alarms = (1 - prevalence) * fpr;
    return {
      recall, fpr,
      precision: found + alarms > 0 ? found / (found + alarms) : null,
      f1: 2 * found / (prevalence + found + alarms),
      cells: [found, alarms, prevalence - found, 1 - prevalence - alarms],
    };
  }

  // 1,000 rows as triangles (positives) and dots (negatives), flagged ones solid and first.
  const shapes = [
    (x, y) => `M${x} ${y + 7}l4-8 4 8z`,
    (x, y) => `M${x} ${y + 3.5}a3.5 3.5 0 1 0 7 0a3.5 3.5 0 1 0-7 0`,
  ];
  // The style's vermillion and a lighter blue, which thin outlines need on a dark page.
  const LOOKS = [
    { fill: "#D55E00", stroke: "#D55E00" }, { fill: "#2A85C4", stroke: "#2A85C4" },
    { fill: "none", stroke: "#D55E00" }, { fill: "none", stroke: "#2A85C4" },
  ];
  const paths = LOOKS.map((look) => drawing("path", look));
  const icons = drawing("svg", { viewBox: "-1 -2 502 202", role: "img" }, ...paths);

  function thousand(cells) {
    const whole = cells.map((cell) => Math.floor(1000 * cell + 1e-9));
    const order = [0, 1, 2, 3].sort((a, b) => (1000 * cells[b] - whole[b]) - (1000 * cells[a] - whole[a]));
    for (let i = 0, left = 1000 - whole.reduce((a, b) => a + b); i < left; i += 1) whole[order[i % 4]] += 1;
    return whole;
  }

  function drawIcons(now) {
    let place = 0;
    thousand(now.cells).forEach((count, kind) => {
      let path = "";
      for (const end = place + count; place < end; place += 1) {
        path += shapes[kind % 2](10 * Math.floor(place / 20), 10 * (place % 20));
      }
      paths[kind].setAttribute("d", path);
    });
  }

  function key(kind) {
    const mark = drawing("svg", { class: "ce-mark", viewBox: "0 -2 24 12", "aria-hidden": "true" },
      drawing("path", { ...LOOKS[kind], d: shapes[kind % 2](8, 0) }));
    const count = element("span");
    return { count, node: element("td", {}, mark, count) };
  }
  const keys = [0, 1, 2, 3].map(key);
  const header = (text, scope) => element("th", { scope }, text);
  const matrix = element("table", {},
    element("thead", {}, element("tr", {}, element("td", { class: "ce-corner" }, "per 1,000 rows"),
      header("flagged", "col"), header("not flagged", "col"))),
    element("tbody", {},
      element("tr", {}, header("positive", "row"), keys[0].node, keys[2].node),
      element("tr", {}, header("negative", "row"), keys[1].node, keys[3].node)));

  // The four metrics against prevalence, for the threshold chosen.
  const across = (prevalence) => 30 + 350 * (Math.log(prevalence) - low) / width;
  const up = (score) => 165 - 155 * score;
  const lines = METRICS.map(([, , stroke, dashes, weight]) => drawing("polyline",
    { fill: "none", stroke, "stroke-dasharray": dashes, "stroke-width": weight }));
  const dots = METRICS.map(([, , stroke]) => drawing("circle", { r: 5, fill: stroke }));
  const cursor = drawing("line", { y1: up(0), y2: up(1), stroke: "currentColor", "stroke-width": 1 });
  const chart = drawing("svg", { viewBox: "0 0 400 205", role: "img",
    "aria-label": "Precision, recall, F1 and false-positive rate against prevalence; the table has the values." });
  for (const score of [0, 0.5, 1]) {
    chart.append(drawing("line", { x1: 30, x2: 380, y1: up(score), y2: up(score), stroke: "#767676", "stroke-width": 0.6 }),
      drawing("text", { x: 24, y: up(score) + 4, "text-anchor": "end" }, String(score)));
  }
  for (const tick of [0.001, 0.01, 0.1, 0.5]) {
    if (tick < data.prevalences[0] || tick > data.prevalences[last]) continue;
    chart.append(drawing("text", { x: across(tick), y: 185, "text-anchor": "middle" }, percent(tick)));
  }
  chart.append(drawing("text", { x: 205, y: 201, "text-anchor": "middle" }, "share of positives in the test set"),
    cursor, ...lines, ...dots);

  const cells = METRICS.map(([name, title, stroke, dashes, weight]) => {
    const sample = drawing("svg", { class: "ce-mark", viewBox: "0 0 36 12", "aria-hidden": "true" },
      drawing("line", { x1: 1, x2: 35, y1: 6, y2: 6, stroke, "stroke-dasharray": dashes, "stroke-width": weight }));
    const here = element("td", { "data-metric": name });
    const natural = element("td");
    const title_cell = header("", "row");
    title_cell.append(sample, title);
    return { name, here, natural, row: element("tr", {}, title_cell, here, natural) };
  });
  const hereHeader = header("", "col");
  const table = element("table", {},
    element("thead", {}, element("tr", {}, element("td", { class: "ce-corner" }, "positives in the test set"), hereHeader,
      header("in the data", "col"))),
    element("tbody", {}, ...cells.map((cell) => cell.row)));

  function drawChart(now, prevalence, index) {
    METRICS.forEach(([name], i) => {
      const points = data.prevalences.map((p) => [across(p), scores(p, index)[name]])
        .filter(([, value]) => value !== null);
      lines[i].setAttribute("points", points.map(([x, value]) => `${x.toFixed(1)},${up(value).toFixed(1)}`).join(" "));
      dots[i].setAttribute("visibility", now[name] === null ? "hidden" : "visible");
      dots[i].setAttribute("cx", across(prevalence));
      dots[i].setAttribute("cy", up(now[name] ?? 0));
    });
    cursor.setAttribute("x1", across(prevalence));
    cursor.setAttribute("x2", across(prevalence));
  }

  const said = element("p", { class: "ce-said", role: "status" });
  const presets = [
    [data.natural, `as in the data: ${percent(data.prevalences[data.natural])}`],
    [data.balanced, `after balancing the test set: ${percent(data.prevalences[data.balanced])}`],
  ].map(([index, text]) => {
    const button = element("button", { type: "button" }, text);
    button.addEventListener("click", () => { prevalenceSlider.at = index; });
    return { index, button };
  });

  function update() {
    const prevalence = data.prevalences[prevalenceSlider.at];
    const index = thresholdSlider.at;
    const now = scores(prevalence, index);
    const natural = scores(data.prevalences[data.natural], index);
    const per = now.cells.map((cell) => (1000 * cell).toFixed(1));
    keys.forEach(({ count }, i) => { count.textContent = per[i]; });
    hereHeader.textContent = `at ${percent(prevalence)}`;
    for (const { name, here, natural: other } of cells) {
      here.textContent = decimals(now[name]);
      other.textContent = decimals(natural[name]);
    }
    for (const { index: preset, button } of presets) {
      button.setAttribute("aria-pressed", String(preset === prevalenceSlider.at));
    }
    const flagged = (1000 * (now.cells[0] + now.cells[1])).toFixed(1);
    said.textContent = `Of 1,000 rows, ${(1000 * prevalence).toFixed(1)} are positive. ${flagged} are flagged, ` +
      `${per[0]} of them rightly: precision ${decimals(now.precision)}, recall ${decimals(now.recall)}.`;
    icons.setAttribute("aria-label", `1,000 rows: ${per[0]} positives found, ${per[2]} missed, ${per[1]} false alarms.`);
    drawIcons(now);
    drawChart(now, prevalence, index);
  }

  const prevalenceSlider = slider("Share of positives in the test set:", last + 1, data.natural,
    (i) => percent(data.prevalences[i]), () => update());
  const thresholdSlider = slider("Threshold, flagged from:", data.thresholds.length, data.start,
    (i) => data.thresholds[i].toFixed(data.digits), () => update());
  root.append(
    element("div", { class: "ce-row" }, prevalenceSlider.node, thresholdSlider.node),
    element("div", { class: "ce-row" }, ...presets.map(({ button }) => button)),
    said,
    element("div", { class: "ce-row" },
      element("div", { class: "ce-panel" }, icons, matrix),
      element("div", { class: "ce-panel" }, chart, table)));
  update();
}
