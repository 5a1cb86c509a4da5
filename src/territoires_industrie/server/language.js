// The page says its language to a screen reader again when the reader has changed it.
// `atlasLanguages`, the default first, comes before.
(() => {
  const speak = () => {
    const asked = new URLSearchParams(location.search).get("lang") ?? navigator.language;
    const spoken = atlasLanguages.find((one) => asked.toLowerCase().startsWith(one)) ??
      atlasLanguages[0];
    const page = document.documentElement;
    if (page.lang !== spoken) page.lang = spoken;
  };
  for (const name of ["pushState", "replaceState"]) {
    const go = history[name];
    history[name] = function (...where) {
      go.apply(this, where);
      speak();
    };
  }
  addEventListener("popstate", speak);
})();
