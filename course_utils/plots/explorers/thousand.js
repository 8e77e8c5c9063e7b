// 1,000 rows as triangles (positives) and dots (negatives), flagged ones solid and first, over
// a confusion matrix that explains them. Shares come as found, false alarms, missed, left alone.
function thousand() {
  const shapes = [
    (x, y) => `M${x} ${y + 7}l4-8 4 8z`,
    (x, y) => `M${x} ${y + 3.5}a3.5 3.5 0 1 0 7 0a3.5 3.5 0 1 0-7 0`,
  ];
  const looks = [POSITIVE, NEGATIVE, POSITIVE, NEGATIVE].map((stroke, kind) => (
    { fill: kind < 2 ? stroke : "none", stroke }));
  // A path for each kind and column: a move redraws only the columns that it changes.
  const columns = looks.map(() => Array.from({ length: 50 }, () => drawing("path", { d: "" })));
  const icons = drawing("svg", { viewBox: "-1 -2 502 202", role: "img" },
    ...looks.map((look, kind) => drawing("g", look, ...columns[kind])));
  const keys = looks.map((look, kind) => {
    const mark = drawing("svg", { class: "ce-mark", viewBox: "0 -2 24 12", "aria-hidden": "true" },
      drawing("path", { ...look, d: shapes[kind % 2](8, 0) }));
    const count = element("span", { class: "ce-count" });
    return { count, node: element("td", {}, mark, count) };
  });
  const matrix = table("per 1,000 rows", ["flagged", "not flagged"], [
    ["positive", keys[0].node, keys[2].node], ["negative", keys[1].node, keys[3].node]]);

  function whole(cells) {
    const counts = cells.map((cell) => Math.floor(1000 * cell + 1e-9));
    const order = [0, 1, 2, 3].sort((a, b) => (1000 * cells[b] - counts[b]) - (1000 * cells[a] - counts[a]));
    for (let i = 0, left = 1000 - counts.reduce((a, b) => a + b); i < left; i += 1) counts[order[i % 4]] += 1;
    return counts;
  }

  function draw(cells) {
    let begin = 0;
    whole(cells).forEach((count, kind) => {
      const end = begin + count;
      columns[kind].forEach((path, column) => {
        const first = Math.max(begin, 20 * column), last = Math.min(end, 20 * column + 20);
        const places = first < last ? `${first}-${last}` : "";
        if (path.places === places) return;
        path.places = places;
        let d = "";
        for (let place = first; place < last; place += 1) d += shapes[kind % 2](10 * column, 10 * (place % 20));
        put(path, { d });
      });
      begin = end;
    });
    const per = cells.map((cell) => (1000 * cell).toFixed(1));
    keys.forEach(({ count }, i) => { count.textContent = per[i]; });
    put(icons, { "aria-label": `1,000 rows: ${per[0]} positives found, ${per[2]} missed, ${per[1]} false alarms.` });
  }
  return { icons, matrix, draw };
}
