(() => {
  const opening = () => document.getElementById("ouverture");
  const has = (selector) => document.querySelector(`.stMain ${selector}`) !== null;
  const isThere = (page) =>
    page === "carte" ? has("footer") && !has(".st-key-carte") : has(".st-key-menu a");
  const leave = () => {
    clearInterval(looking);
    opening()?.remove();
  };
  const look = () => {
    const shown = opening();
    if (document.readyState === "loading") return;
    if (!shown || isThere(shown.dataset.page)) leave();
  };
  const looking = setInterval(look, 100);
  // The map says that it is painted.
  globalThis.atlasPainted = leave;
  for (const kind of ["pointerdown", "keydown"]) {
    addEventListener(kind, ({ target }) => {
      // A link of the opening leads where it says, as that of the page does.
      if (has("h1") && !target.closest?.("#ouverture a")) leave();
    }, { capture: true });
  }
  // A map that cannot be shown says so under it.
  setTimeout(leave, 30000);
})();
