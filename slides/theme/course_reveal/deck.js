// Starts reveal.js, and what a deck adds to it: a bar of buttons, the theme, and text that fits.
(() => {
  const button = (name) => document.querySelector(`.deck-bar .${name}`);

  // A system's monospaced font may run wider than the one the deck was tested with: lower the
  // slide's font size by up to a tenth, which keeps code at 18 px or more.
  const fit = (slide) => {
    const blocks = [...slide.querySelectorAll(".cell > *")];
    const foot = slide.clientHeight - parseFloat(getComputedStyle(slide).paddingBottom);
    const overflows = () => blocks.some((block) => block.offsetTop + block.offsetHeight > foot + 1);
    slide.style.removeProperty("--fit");
    for (let size = 98; size >= 90 && overflows(); size -= 2) {
      slide.style.setProperty("--fit", size / 100);
    }
  };

  const settle = () => {
    const slide = Reveal.getCurrentSlide();
    if (!slide) return; // reveal.js lays out once before it has a first slide
    fit(slide);
    button("previous").disabled = Reveal.isFirstSlide();
    button("next").disabled = Reveal.isLastSlide();
  };

  Appearance.apply();
  button("previous").addEventListener("click", () => Reveal.prev());
  button("next").addEventListener("click", () => Reveal.next());
  button("appearance").addEventListener("click", Appearance.toggle);
  // A folded block that opens needs room; "toggle" does not bubble, so it is caught on its way down.
  document.addEventListener("toggle", settle, true);

  Reveal.initialize({
    width: 1280,
    height: 720,
    margin: 0,
    maxScale: 4,
    center: false,
    display: "flex",
    hash: true,
    controls: false,
    // One key goes through everything; with a second axis, slides below are missed in class.
    navigationMode: "linear",
    slideNumber: "c/t",
    transition: "none",
    backgroundTransition: "none",
    scrollActivationWidth: null,
    pdfSeparateFragments: false,
    plugins: [RevealNotes],
  });
  Reveal.addKeyBinding({ keyCode: 68, key: "D", description: "Light or dark" }, Appearance.toggle);
  // A control that was moved with the mouse lets go, so that the next key or clicker turns the slide;
  // moved by keyboard it keeps the arrows, and PageUp and PageDown turn the slide from there too.
  document.addEventListener("pointerup", (event) => {
    const control = event.target.closest(".slides :is(input, button)");
    if (control) setTimeout(() => control.blur());
  });
  document.addEventListener("keydown", (event) => {
    const turn = { PageDown: Reveal.next, PageUp: Reveal.prev }[event.key];
    if (!turn || !event.target.closest(".slides :is(input, button)")) return;
    event.preventDefault();
    turn();
  });
  Reveal.on("ready", settle);
  Reveal.on("slidechanged", settle);
  Reveal.on("resize", settle);
  Reveal.on("pdf-ready", () => document.querySelectorAll(".sheet").forEach(fit));
})();
