// Stored scores of several learners by overlap and by number (or share) of positives, with bands.
function start(root, data) {
  const { overlaps, places, names, shapes } = data;
  const last = places.length - 1;
  const text = (value) => (data.share ? percent(value) : value.toLocaleString("en"));
  // From the right, those that have room for their text.
  let taken = Infinity;
  const marked = [...places].reverse().filter((value) => {
    const at = 346 * Math.log(value) / Math.log(places[last] / places[0]);
    const free = taken - at > 54;
    if (free) taken = at;
    return free;
  });
  const plot = chart(400, 230,
    { from: places[0], to: places[last], log: true, name: data.axis, ticks: marked.map((value) => [value, text(value)]) },
    { from: data.low, to: 1, name: data.metric, ticks: [data.low, (1 + data.low) / 2, 1].map((value) => [value, String(value)]) },
    `${data.metric} against ${data.axis}, by learner; the table has the values.`);
  const bands = names.map((_, i) => drawing("polygon", { fill: LINES[i][0], "fill-opacity": 0.18 }));
  const lines = names.map((_, i) => line(i));
  const dots = names.map((_, i) => drawing("circle", { r: 5, fill: LINES[i][0] }));
  const cursor = plot.upright();
  plot.add(...bands, cursor, ...lines, ...dots);
  const thin = { fill: "none", stroke: "currentColor", "stroke-dasharray": "1 3" };
  if (data.baseline !== null) {
    plot.add(drawing("polyline", { points: plot.trace([[places[0], data.baseline], [places[last], data.baseline]]), ...thin }));
  }
  const cells = names.map((name) => ["score", "band", "most"].map((field) => (
    element("td", { class: field === "score" ? "ce-value" : "", "data-learner": name, "data-field": field }))));
  const here = element("span");
  const guess = () => element("td", {}, decimals(data.baseline));
  const values = table(data.metric, [here, data.band, `at ${text(places[last])}`], [
    ...names.map((name, i) => [[sample(i), name], ...cells[i]]),
    ...(data.baseline === null ? [] : [[[sign(drawing("polyline", { points: "1,6 35,6", ...thin })), "dummy"], guess(), element("td"), guess()]]),
  ], [3 + widest(places.map(text))]);

  // Shares of each class by bin, drawn as steps, on one height for all overlaps.
  const bins = shapes[0][0].length;
  const high = Math.max(...shapes.flat(2));
  const hills = chart(400, 230,
    { from: 0, to: bins, name: "score", ticks: [[0, data.ends[0]], [bins, data.ends[1]]] },
    { from: 0, to: high, name: "", ticks: [[0, ""]] }, "The scores of negatives and positives as two hills.");
  const LOOKS = [["negatives", NEGATIVE, ""], ["positives", POSITIVE, "7 3"]];
  const sides = LOOKS.map(([, stroke, dashes]) => drawing("polygon", { stroke, "stroke-width": 2.5, "stroke-dasharray": dashes, fill: stroke, "fill-opacity": 0.2 }));
  hills.add(...sides);
  const legend = under(...LOOKS.flatMap(([name], i) => [
    sign(drawing("line", { x1: 1, x2: 35, y1: 6, y2: 6, stroke: LOOKS[i][1], "stroke-width": 3, "stroke-dasharray": LOOKS[i][2] })),
    `${name}\u2003`]));

  const said = sentence();
  function update() {
    const [o, n] = [overlap.at, place.at];
    here.textContent = `at ${text(places[n])}`;
    const spoken = names.map((name, i) => {
      const [scores, lows, highs] = data.scores[o][i];
      const along = (numbers) => numbers.map((value, j) => [places[j], value]);
      put(lines[i], { points: plot.trace(along(scores)) });
      put(bands[i], { points: plot.trace([...along(lows), ...along(highs).reverse()]) });
      put(dots[i], { cx: plot.across(places[n]), cy: plot.up(scores[n]) });
      cells[i][0].textContent = decimals(scores[n]);
      cells[i][1].textContent = `${decimals(lows[n])}–${decimals(highs[n])}`;
      cells[i][2].textContent = decimals(scores[last]);
      return `${name} ${decimals(scores[n])}`;
    });
    put(cursor, { x1: plot.across(places[n]), x2: plot.across(places[n]) });
    sides.forEach((side, i) => {
      const steps = shapes[o][i].flatMap((share, bin) => [[bin, share], [bin + 1, share]]);
      put(side, { points: hills.trace([[0, 0], ...steps, [bins, 0]]) });
    });
    said.say(`The hills share ${percent(data.shared[o])} of their area. At ${text(places[n])}: ${spoken.join(", ")}.`);
  }

  const overlap = slider("Overlap of the classes:", overlaps.length, data.start[0], (i) => String(overlaps[i]), () => update());
  const place = slider(`${data.axis[0].toUpperCase()}${data.axis.slice(1)}:`, places.length, data.start[1], (i) => text(places[i]), () => update());
  update();
  root.append(row(overlap.node, place.node), ...said.nodes,
    row(panel(hills.node, legend), panel(plot.node, values)));
}
