// What a page tells Streamlit's scripts at once: where its server is, and which of them have run.
// `atlasEarly`, the file of each script by the name of its control, comes before.
window.__streamlit = {
  BACKEND_BASE_URL: new URL(".", location.href).href,
  HOST_CONFIG: {
    allowedOrigins: [location.origin],
    useExternalAuthToken: false,
    disableFullscreenMode: true,
  },
};
globalThis.atlasLoaded = {};
// Streamlit's main script, which these ask for, runs once the page is there.
addEventListener("DOMContentLoaded", () => {
  for (const [part, file] of Object.entries(atlasEarly)) {
    import(`./static/js/${file}`).then((module) => {
      // Once it has run, a control's script answers at once.
      atlasLoaded[part] = { then: (take) => take(module) };
    });
  }
});
