// What a page tells Streamlit's scripts: where its server is, and which of them have run.
// `atlasMain`, the file that starts it, `atlasEarly`, the file of each first control by its name,
// and `atlasWanted`, all that both need, come before.
window.__streamlit = {
  BACKEND_BASE_URL: new URL(".", location.href).href,
  HOST_CONFIG: {
    allowedOrigins: [location.origin],
    useExternalAuthToken: false,
    disableFullscreenMode: true,
  },
};
globalThis.atlasLoaded = {};
(() => {
  const LATEST_MS = 600;
  const start = (file) => import(`./static/js/${file}`);
  // A hundred scripts that are fetched and read would hold up the first picture by half.
  const painted = new Promise((go) => {
    new PerformanceObserver(go).observe({ type: "paint", buffered: true });
  });
  // A page that nobody looks at is never painted.
  const late = new Promise((go) => setTimeout(go, LATEST_MS));
  addEventListener("DOMContentLoaded", async () => {
    await Promise.race([painted, late]);
    for (const file of atlasWanted) {
      const link = document.createElement("link");
      Object.assign(link, { rel: "modulepreload", crossOrigin: "", href: `./static/js/${file}` });
      document.head.append(link);
    }
    start(atlasMain);
    for (const [part, file] of Object.entries(atlasEarly)) {
      start(file).then((module) => {
        // Once it has run, a control's script answers at once.
        atlasLoaded[part] = { then: (take) => take(module) };
      });
    }
  });
})();
