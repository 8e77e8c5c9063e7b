/* Let each frame's text be as large as fits; return the frames where even the least size does not. */

const holds = (box) =>
  box.scrollHeight <= box.clientHeight + 1 && box.scrollWidth <= box.clientWidth + 1;

const numberOfLines = (code) =>
  Math.round(code.clientHeight / parseFloat(getComputedStyle(code).lineHeight));

/* Code grows from 40 px as long as it needs no further line. */
function fitCode(code) {
  const least = numberOfLines(code);
  for (let size = 60; size >= 40; size -= 2) {
    code.style.setProperty("--code-size", `${size}px`);
    if (numberOfLines(code) === least) return;
  }
}

function fitText() {
  document.querySelectorAll(".line pre").forEach(fitCode);
  return [...document.querySelectorAll(".safe")].flatMap((safe, place) => {
    const [most, least] = safe.dataset.sizes.split(" ").map(Number);
    const boxes = [safe, ...safe.querySelectorAll("figure")];
    for (let size = most; size >= least; size -= 2) {
      safe.style.setProperty("--size", `${size}px`);
      if (boxes.every(holds)) return [];
    }
    return [place];
  });
}
