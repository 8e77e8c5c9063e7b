// One classifier: a threshold moves the confusion matrix and a point on two curves.
function start(root, data) {
  const { n_pos: positives, n_neg: negatives } = data;
  const rows = positives + negatives;
  const METRICS = [["precision", "precision"], ["recall", "recall"], ["f1", "F1"], ["fpr", "false-positive rate"]];
  if (data.costs) METRICS.push(["cost", "cost per 1,000"]);

  function at(index) {
    const tp = data.tp[index], fp = data.fp[index], fn = positives - tp;
    return {
      counts: [tp, fn, fp, negatives - fp],
      precision: tp + fp > 0 ? tp / (tp + fp) : null,
      recall: tp / positives,
      f1: 2 * tp / (2 * tp + fp + fn),
      fpr: fp / negatives,
      cost: data.costs ? 1000 * (fp * data.costs[0] + fn * data.costs[1]) / rows : null,
    };
  }
  const all = data.thresholds.map((_, index) => at(index));

  const shares = [[0, "0"], [0.5, "0.5"], [1, "1"]];
  const unit = (name, note) => ({ from: 0, to: 1, ticks: shares, name, note });
  function curve(x, y, xName, yName, note, points, chance) {
    const plot = chart(270, 270, unit(xName), unit(yName, note),
      `${yName} against ${xName} at every threshold; the table has the values at the one chosen.`);
    const dot = (radius, attributes) => drawing("circle", { r: radius, stroke: POSITIVE, "stroke-width": 2.5, ...attributes });
    const guides = [drawing("polyline", { fill: "none", stroke: POSITIVE, "stroke-width": 1, "stroke-dasharray": "3 3" })];
    const ring = dot(7, { fill: "none" }), point = dot(6, { fill: POSITIVE });
    const move = (node, place) => {
      const shown = place[x] !== null && place[y] !== null;
      put(node, { visibility: shown ? "visible" : "hidden", cx: plot.across(place[x] ?? 0), cy: plot.up(place[y] ?? 0) });
      return shown;
    };
    plot.add(line(3, { points: plot.trace(chance) }), line(0, { points: plot.trace(points) }), ...guides, ring, point);
    move(ring, all[data.start]);
    return {
      node: plot.node,
      move(place) {
        const shown = move(point, place);
        put(guides[0], { points: shown ? plot.trace([[0, place[y]], [place[x], place[y]], [place[x], 0]]) : "" });
      },
    };
  }
  const pairs = (x, y) => all.map((place) => [place[x], place[y]]).filter(([a, b]) => a !== null && b !== null);
  const roc = curve("fpr", "recall", "false-positive rate", "recall", `ROC AUC ${data.auc}`,
    [[1, 1], ...pairs("fpr", "recall"), [0, 0]], [[0, 0], [1, 1]]);
  const share = positives / rows;
  const pr = curve("recall", "precision", "recall", "precision", `average precision ${data.ap}`,
    pairs("recall", "precision"), [[0, share], [1, share]]);

  const counts = [0, 1, 2, 3].map((i) => element("td", { "data-count": ["tp", "fn", "fp", "tn"][i] }));
  const matrix = table("rows", ["flagged", "not flagged"], [["positive", counts[0], counts[1]], ["negative", counts[2], counts[3]]]);
  const cells = METRICS.map(([name]) => [element("td", { class: "ce-value", "data-metric": name }), element("td", {}, shown(all[data.start][name]))]);
  function shown(value) { return value !== null && value >= 10 ? value.toFixed(1) : decimals(value); }
  const here = element("span");
  const text = (index) => data.thresholds[index].toFixed(data.digits);
  const ringMark = drawing("svg", { class: "ce-mark ce-spot", viewBox: "0 0 12 12", "aria-hidden": "true" },
    drawing("circle", { cx: 6, cy: 6, r: 4.5, fill: "none", stroke: POSITIVE, "stroke-width": 2 }));
  const values = table("threshold", [here, [ringMark, "start"]], METRICS.map(([, title], i) => [title, ...cells[i]]),
    [3 + widest(data.thresholds.map((_, i) => text(i)))]);
  const note = under((data.costs ? `A false alarm costs ${data.costs[0]}, a miss ${data.costs[1]}. ` : "") + "Dotted: guessing.");

  const said = sentence();
  function update() {
    const now = all[cut.at];
    here.textContent = `at ${text(cut.at)}`;
    now.counts.forEach((count, i) => { counts[i].textContent = count.toLocaleString("en"); });
    METRICS.forEach(([name], i) => { cells[i][0].textContent = shown(now[name]); });
    roc.move(now);
    pr.move(now);
    marked.tell();
    const [tp, , fp] = now.counts.map((count) => count.toLocaleString("en"));
    said.say(`${(now.counts[0] + now.counts[2]).toLocaleString("en")} of ${rows.toLocaleString("en")} flagged: ` +
      `${tp} rightly, ${fp} falsely. Precision ${decimals(now.precision)}, recall ${decimals(now.recall)}` +
      (data.costs ? `, cost per 1,000: ${shown(now.cost)}.` : "."));
  }

  const cut = slider("Threshold, flagged from:", data.thresholds.length, data.start, text, () => update());
  const best = (name, sign) => all.reduce((kept, place, i) => (sign * place[name] > sign * all[kept][name] ? i : kept), 0);
  const marked = presets(cut, [
    [data.start, `start: ${text(data.start)}`],
    [best("f1", 1), "highest F1 on these rows"],
    ...(data.costs ? [[best("cost", -1), "lowest cost on these rows"]] : []),
  ]);
  update();
  root.append(row(cut.node, marked.node), ...said.nodes,
    fill(row(), { class: "ce-row ce-three" }, [panel(roc.node), panel(pr.node), panel(matrix, values, note)]));
}
