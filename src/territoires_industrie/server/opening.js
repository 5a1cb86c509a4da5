(() => {
  const LONGEST_MS = 4000;
  const opening = () => document.getElementById("ouverture");
  const has = (selector) => document.querySelector(`.stMain ${selector}`) !== null;
  let isPainted = false;
  let goOn;
  const painted = new Promise((go) => goOn = go);
  const isThere = (page) =>
    page === "carte"
      ? has("footer") && (isPainted || !has(".st-key-carte"))
      : has(".st-key-menu a");
  const leave = () => {
    clearInterval(looking);
    opening()?.remove();
    goOn();
  };
  const look = () => {
    const shown = opening();
    if (document.readyState === "loading") return;
    if (!shown || isThere(shown.dataset.page)) leave();
  };
  const looking = setInterval(look, 50);
  // The map says that it is painted: it takes the place of its picture before the rest is there.
  globalThis.atlasPainted = () => {
    isPainted = true;
    opening()?.classList.add("peinte");
    goOn();
  };
  // Until then it has the browser for itself: what stands around it would be drawn in between.
  globalThis.atlasMapFirst = () =>
    opening()?.dataset.page === "carte" && !isPainted
      ? () => Promise.race([painted, new Promise((go) => setTimeout(go, LONGEST_MS))])
      : null;
  for (const kind of ["pointerdown", "keydown"]) {
    addEventListener(kind, ({ target }) => {
      // A link of the opening leads where it says, as that of the page does.
      if (has("h1") && !target.closest?.("#ouverture a")) leave();
    }, { capture: true });
  }
  // A map that cannot be shown says so under it.
  setTimeout(leave, 30000);
})();
