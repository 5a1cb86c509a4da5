// The page is light or dark as its reader chose on it, else as the system is. Streamlit asks for the
// system's: the choice is answered in its place.
(() => {
  const query = "(prefers-color-scheme: dark)";
  const kept = "atlas-apparence";
  const ask = globalThis.matchMedia.bind(globalThis);
  const [system, answered, paper] = [ask(query), ask(query), ask("print")];
  // A browser may keep nothing for any site.
  const read = () => {
    try {
      return localStorage.getItem(kept) ?? "";
    } catch {
      return "";
    }
  };
  let chosen = read();
  Object.defineProperty(answered, "matches", {
    // Paper is white.
    get: () => (chosen ? chosen === "dark" : system.matches) && !paper.matches,
  });
  globalThis.matchMedia = (asked) => asked === query ? answered : ask(asked);
  const tell = () => {
    const scheme = answered.matches ? "dark" : "light";
    const { dataset, style } = document.documentElement;
    dataset.scheme = scheme;
    style.colorScheme = scheme;
  };
  const change = () => answered.dispatchEvent(new Event("change"));
  paper.addEventListener("change", change);
  answered.addEventListener("change", tell);
  tell();
  globalThis.atlasScheme = {
    read: () => chosen,
    /** @param {string} scheme light, dark, or nothing for that of the system */
    choose: (scheme) => {
      chosen = scheme;
      try {
        localStorage.setItem(kept, scheme);
      } catch {
        // Then it holds for this page.
      }
      change();
    },
  };
})();
