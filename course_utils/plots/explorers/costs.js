// Probabilities: the costs' ratio sets the threshold, and that what is flagged and paid.
function start(root, data) {
  const { n_pos: positives, n_neg: negatives, ratios } = data;
  const rows = positives + negatives;
  const per = (count) => 1000 * count / rows;
  const paid = ([, tp, fp], ratio) => per(fp + ratio * (positives - tp));
  const plain = (ratio) => String(Number(ratio.toPrecision(3)));
  const cutText = (value) => value.toFixed(value < 0.01 ? 4 : 3);
  const number = (value) => (value < 10 ? value.toFixed(2) : value.toFixed(1));

  const thousandRows = thousand();
  const lowest = data.thresholds[0];
  // Costs of flagging nobody are 1 at every ratio, so that the axis stands still.
  const plot = chart(400, 195,
    { from: lowest, to: 1, log: true, name: "threshold, flagged from",
      ticks: [0.001, 0.01, 0.1, 0.5].filter((tick) => tick >= lowest).map((tick) => [tick, String(tick)]) },
    { from: 0, to: 1.5, name: "cost (1 = flag none)", ticks: [[0, "0"], [0.5, "0.5"], [1, "1"]] },
    "Cost against threshold, as a share of what flagging none costs; the table has the values.");
  const curve = line(0);
  const half = plot.upright({ stroke: QUIET, "stroke-dasharray": "2 4", "stroke-width": 2, x1: plot.across(0.5), x2: plot.across(0.5) });
  const elkan = plot.upright({ stroke: POSITIVE, "stroke-width": 2 });
  const [atHalf, atElkan] = [QUIET, POSITIVE].map((colour) => drawing("circle", { r: 6, fill: colour }));
  const atBest = drawing("circle", { r: 8, fill: "none", stroke: "currentColor", "stroke-width": 2 });
  plot.add(half, elkan, curve, atHalf, atElkan, atBest);

  const mark = (...nodes) => drawing("svg", { class: "ce-mark ce-spot", viewBox: "0 0 12 12", "aria-hidden": "true" }, ...nodes);
  const spot = (attributes) => mark(drawing("circle", { cx: 6, cy: 6, r: 4.5, ...attributes }));
  const POLICIES = [
    ["none", mark(), "flag none"], ["all", mark(), "flag all"],
    ["half", spot({ fill: QUIET }), "cut at 0.5"], ["elkan", spot({ fill: POSITIVE }), "Elkan's cut"],
    ["best", spot({ fill: "none", stroke: "currentColor", "stroke-width": 2 }), "in hindsight"],
  ];
  const FIELDS = ["threshold", "flagged", "cost", "saved"];
  const cells = Object.fromEntries(POLICIES.map(([name]) => [name,
    Object.fromEntries(FIELDS.map((field) => [field, element("td", { class: name === "elkan" ? "ce-value" : "", "data-policy": name, "data-field": field })]))]));
  const values = table("per 1,000 rows", ["from", "flagged", "cost", ["Elkan", element("br"), "saves"]],
    POLICIES.map(([name, sign, title]) => [[sign, title], ...FIELDS.map((field) => cells[name][field])]),
    [6, 6, number(per(ratios[ratios.length - 1] * positives)).length, 8]);
  const note = under("Elkan's cut: cheapest if the probabilities are right. In hindsight: cheapest on these rows, chosen with their labels.");

  const said = sentence();
  function update() {
    const ratio = ratios[place.at];
    const now = {
      none: [null, 0, 0], all: [0, positives, negatives], half: [0.5, ...data.half],
      elkan: [1 / (1 + ratio), ...data.elkan[place.at]], best: data.best[place.at],
    };
    const cost = Object.fromEntries(Object.entries(now).map(([name, cut]) => [name, paid(cut, ratio)]));
    for (const [name] of POLICIES) {
      const [threshold, tp, fp] = now[name];
      const saved = 100 * (1 - cost.elkan / cost[name]);
      cells[name].threshold.textContent = threshold ? cutText(threshold) : "";
      cells[name].flagged.textContent = per(tp + fp).toFixed(1);
      cells[name].cost.textContent = number(cost[name]);
      cells[name].saved.textContent = name === "elkan" ? "" : cost[name] ? `${saved.toFixed(1).replace("-", "\u2212")} %` : "undefined";
    }
    const share = (value) => value / cost.none;
    const points = data.thresholds.map((threshold, i) => [threshold, share(paid([0, data.tp[i], data.fp[i]], ratio))]);
    put(curve, { points: plot.trace(points.filter(([, value]) => value <= 1.5)) });
    for (const [dot, name] of [[atHalf, "half"], [atElkan, "elkan"], [atBest, "best"]]) {
      const [threshold] = now[name];
      const inside = threshold !== null && threshold >= lowest && share(cost[name]) <= 1.5;
      put(dot, { visibility: inside ? "visible" : "hidden", cx: plot.across(Math.max(threshold, lowest)), cy: plot.up(share(cost[name])) });
    }
    const [threshold, tp, fp] = now.elkan;
    put(elkan, { x1: plot.across(threshold), x2: plot.across(threshold) });
    thousandRows.draw([tp, fp, positives - tp, negatives - fp].map((count) => count / rows));
    marked.tell();
    said.say(`Flag from 1 / (1 + ${plain(ratio)}) = ${cutText(threshold)}: ${per(tp + fp).toFixed(1)} of 1,000 rows. ` +
      `Cost in false alarms: ${number(cost.elkan)}, at a cut of 0.5: ${number(cost.half)}.`);
  }

  const place = slider("A missed positive costs as much as", ratios.length, data.start,
    (i) => `${plain(ratios[i])} false alarm${ratios[i] === 1 ? "" : "s"}`, () => update());
  const marked = presets(place, [
    [data.equal, "equal costs: 1"],
    [data.balanced, `class_weight="balanced": ${plain(ratios[data.balanced])}`],
  ]);
  update();
  // In a narrow column its table, the widest, is scrolled sideways instead of the page.
  if (matchMedia("(max-width: 480px)").matches) root.style.overflowX = "auto";
  root.append(row(place.node, marked.node), ...said.nodes,
    row(panel(thousandRows.icons, thousandRows.matrix, note), panel(plot.node, values)));
}
