// Light or dark: what the person chose, else what the system prefers. Paper is light. Runs
// before the first slide is drawn; deck.js offers the button and the key.
const Appearance = (() => {
  const prefersDark = window.matchMedia("(prefers-color-scheme: dark)");

  // A browser may refuse storage to a file; the choice then lasts until the page is closed.
  const remembered = () => {
    try { return localStorage.getItem("course-deck-theme"); } catch { return null; }
  };
  const remember = (theme) => {
    try { localStorage.setItem("course-deck-theme", theme); } catch { /* nothing to keep it in */ }
  };

  const apply = (theme) => {
    document.documentElement.dataset.theme = theme;
    // JupyterLab's attribute, which explorers and reports look at.
    for (const element of [document.documentElement, document.body]) {
      element?.setAttribute("data-jp-theme-light", String(theme === "light"));
    }
  };
  const onPaper = /print-pdf/i.test(window.location.search);
  const current = () => onPaper ? "light" : remembered() ?? (prefersDark.matches ? "dark" : "light");
  const toggle = () => {
    const theme = document.documentElement.dataset.theme === "dark" ? "light" : "dark";
    remember(theme);
    apply(theme);
  };

  prefersDark.addEventListener("change", () => apply(current()));
  apply(current());
  return { apply: () => apply(current()), toggle };
})();
