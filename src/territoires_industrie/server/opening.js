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
    else shown.inert ||= has("h1");
  };
  const looking = setInterval(look, 100);
  // The map says that it is painted.
  globalThis.atlasPainted = leave;
  for (const kind of ["pointerdown", "keydown"]) {
    addEventListener(kind, () => opening()?.inert && leave(), { capture: true });
  }
  // A map that cannot be shown says so under it.
  setTimeout(leave, 30000);
})();
