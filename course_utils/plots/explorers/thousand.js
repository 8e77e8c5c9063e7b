// 1,000 rows as triangles (positives) and dots (negatives), flagged ones solid and first, over
// a confusion matrix that explains them. Shares come as found, false alarms, missed, left alone.
function thousand() {
  const shapes = [
    (x, y) => `M${x} ${y + 7}l4-8 4 8z`,
    (x, y) => `M${x} ${y + 3.5}a3.5 3.5 0 1 0 7 0a3.5 3.5 0 1 0-7 0`,
  ];
  const looks = [POSITIVE, NEGATIVE, POSITIVE, NEGATIVE].map((stroke, kind) => (
    { fill: kind < 2 ? stroke : "none", stroke }));
  const paths = looks.map((look) => drawing("path", look));
  const icons = drawing("svg", { viewBox: "-1 -2 502 202", role: "img" }, ...paths);
  const keys = looks.map((look, kind) => {
    const mark = drawing("svg", { class: "ce-mark", viewBox: "0 -2 24 12", "aria-hidden": "true" },
      drawing("path", { ...look, d: shapes[kind % 2](8, 0) }));
    const count = element("span");
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
    let place = 0;
    whole(cells).forEach((count, kind) => {
      let path = "";
      for (const end = place + count; place < end; place += 1) {
        path += shapes[kind % 2](10 * Math.floor(place / 20), 10 * (place % 20));
      }
      put(paths[kind], { d: path });
    });
    const per = cells.map((cell) => (1000 * cell).toFixed(1));
    keys.forEach(({ count }, i) => { count.textContent = per[i]; });
    put(icons, { "aria-label": `1,000 rows: ${per[0]} positives found, ${per[2]} missed, ${per[1]} false alarms.` });
  }
  return { icons, matrix, draw };
}
