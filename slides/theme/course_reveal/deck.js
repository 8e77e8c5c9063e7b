// Starts reveal.js, and what a deck adds to it: a bar of buttons, contents, the theme, text that
// fits, and paper.
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

  // The contents: a line for each slide with a heading of its own, and the decks of the course.
  const contents = document.querySelector(".contents");
  const headingOf = (sheet) => sheet.querySelector("h1, h2, h3")?.textContent.trim();
  const listSlides = () => {
    let before;
    for (const sheet of document.querySelectorAll(".sheet")) {
      const heading = headingOf(sheet);
      if (heading && heading !== before) {
        const { h, v } = Reveal.getIndices(sheet);
        const link = document.createElement("a");
        link.href = `#/${h}/${v}`;
        link.textContent = heading;
        const line = document.createElement("li");
        line.append(link);
        contents.querySelector(".slides-here ol").append(line);
      }
      before = heading;
    }
  };
  const openContents = () => contents.open || contents.showModal();
  contents.addEventListener("click", (event) => {
    // Outside its box a click meets the dialog itself.
    if (event.target === contents || event.target.closest(".slides-here a")) contents.close();
  });
  contents.addEventListener("keydown", (event) => event.stopPropagation());

  const settle = () => {
    const slide = Reveal.getCurrentSlide();
    if (!slide) return; // reveal.js lays out once before it has a first slide
    fit(slide);
    button("previous").disabled = Reveal.isFirstSlide();
    button("next").disabled = Reveal.isLastSlide();
    document.querySelector(".following")?.toggleAttribute("hidden", !Reveal.isLastSlide());
  };

  Appearance.apply();
  button("previous").addEventListener("click", () => Reveal.prev());
  button("next").addEventListener("click", () => Reveal.next());
  button("appearance").addEventListener("click", Appearance.toggle);
  button("open-contents").addEventListener("click", openContents);
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
    pdfMaxPagesPerSlide: 1,
    plugins: [RevealNotes],
  });
  Reveal.addKeyBinding({ keyCode: 68, key: "D", description: "Light or dark" }, Appearance.toggle);
  Reveal.addKeyBinding({ keyCode: 67, key: "C", description: "Contents" }, openContents);
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
  // Paper: one page a slide, or with ?notes an upright one, the teacher's notes below the slide.
  const putNotesBelow = () => {
    document.documentElement.classList.add("with-notes");
    document.head.insertAdjacentHTML("beforeend", "<style>@page { size: 1280px 1040px }</style>");
    for (const page of document.querySelectorAll(".pdf-page")) {
      const below = document.createElement("div");
      below.className = "notes-below";
      below.innerHTML = [...page.querySelectorAll("aside.notes")].map((n) => n.innerHTML).join("");
      page.append(below);
      for (let size = 24; size > 14 && below.scrollHeight > below.clientHeight; size -= 1) {
        below.style.fontSize = `${size}px`;
      }
    }
  };
  const layPaper = async () => {
    await document.fonts.ready;
    await Promise.allSettled([...document.images].map((image) => image.decode()));
    document.querySelectorAll(".sheet").forEach(fit);
    if (/[?&]notes\b/.test(window.location.search)) putNotesBelow();
    document.documentElement.dataset.printable = "";
  };
  Reveal.on("ready", () => {
    listSlides();
    settle();
  });
  Reveal.on("slidechanged", settle);
  Reveal.on("resize", settle);
  Reveal.on("pdf-ready", layPaper);
})();
