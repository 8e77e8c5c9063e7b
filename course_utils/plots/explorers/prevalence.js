// One classifier, its true and false positives counted at each threshold, seen at any prevalence.
function start(root, data) {
  const METRICS = [["precision", "precision"], ["recall", "recall"], ["f1", "F1"], ["fpr", "false-positive rate"]];
  const shares = data.prevalences;

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

  const thousandRows = thousand();
  const from = shares[0], to = shares[shares.length - 1];
  const plot = chart(400, 190,
    { from, to, log: true, name: "share of positives in the test set",
      ticks: [0.001, 0.01, 0.1, 0.5].filter((tick) => from <= tick && tick <= to).map((tick) => [tick, percent(tick)]) },
    { from: 0, to: 1, ticks: [[0, "0"], [0.5, "0.5"], [1, "1"]] },
    "Precision, recall, F1 and false-positive rate against prevalence; the table has the values.");
  const lines = METRICS.map((_, i) => line(i));
  const dots = METRICS.map((_, i) => drawing("circle", { r: 5, fill: LINES[i][0] }));
  const cursor = plot.upright();
  plot.add(cursor, ...lines, ...dots);

  const cells = METRICS.map(([name]) => [element("td", { class: "ce-value", "data-metric": name }), element("td")]);
  const here = element("span");
  const values = table("positives in the test set", [here, "in the data"],
    METRICS.map(([, title], i) => [[sample(i), title], ...cells[i]]), [3 + widest(shares.map(percent))]);

  const said = sentence();

  function update() {
    const prevalence = shares[share.at];
    const index = threshold.at;
    const now = scores(prevalence, index);
    const natural = scores(shares[data.natural], index);
    const all = shares.map((p) => [p, scores(p, index)]);
    here.textContent = `at ${percent(prevalence)}`;
    METRICS.forEach(([name], i) => {
      cells[i][0].textContent = decimals(now[name]);
      cells[i][1].textContent = decimals(natural[name]);
      put(lines[i], { points: plot.trace(all.map(([p, at]) => [p, at[name]]).filter(([, score]) => score !== null)) });
      put(dots[i], { visibility: now[name] === null ? "hidden" : "visible", cx: plot.across(prevalence), cy: plot.up(now[name] ?? 0) });
    });
    put(cursor, { x1: plot.across(prevalence), x2: plot.across(prevalence) });
    marked.tell();
    thousandRows.draw(now.cells);
    const [found, alarms] = now.cells;
    said.say(`Of 1,000 rows, ${(1000 * prevalence).toFixed(1)} are positive. ${(1000 * (found + alarms)).toFixed(1)} are flagged, ` +
      `${(1000 * found).toFixed(1)} of them rightly: precision ${decimals(now.precision)}, recall ${decimals(now.recall)}.`);
  }

  const share = slider("Share of positives in the test set:", shares.length, data.natural,
    (i) => percent(shares[i]), () => update());
  const threshold = slider("Threshold, flagged from:", data.thresholds.length, data.start,
    (i) => data.thresholds[i].toFixed(data.digits), () => update());
  const marked = presets(share, [
    [data.natural, `as in the data: ${percent(shares[data.natural])}`],
    [data.balanced, `after balancing the test set: ${percent(shares[data.balanced])}`],
  ]);
  update();
  root.append(row(share.node, threshold.node), marked.node, ...said.nodes,
    row(panel(thousandRows.icons, thousandRows.matrix), panel(plot.node, values)));
}
