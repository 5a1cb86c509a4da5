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
// Elements that come together are read in one go: Streamlit then draws the page once, not a few
// times while the others wait. `server/parcels.py` packs them.
globalThis.WebSocket = class extends WebSocket {
  #read = Promise.resolve();
  #isUnpacking = false;

  constructor(address, protocols) {
    const url = new URL(address, location.href);
    const isPage = url.pathname.endsWith("/_stcore/stream");
    if (isPage) url.searchParams.set("parcels", "1");
    super(url, protocols);
    if (isPage) this.addEventListener("message", (event) => this.#take(event));
  }

  #take(event) {
    if (this.#isUnpacking) return; // what was in a parcel
    event.stopImmediatePropagation();
    this.#read = this.#read.then(() => globalThis.atlasMapFirst?.()).then(() =>
      this.#unpack(event.data)
    );
  }

  #unpack(frame) {
    const sizes = new DataView(frame);
    this.#isUnpacking = true;
    for (let start = 0; start < frame.byteLength;) {
      const begin = start + 4;
      start = begin + sizes.getUint32(start, true);
      this.dispatchEvent(new MessageEvent("message", { data: frame.slice(begin, start) }));
    }
    this.#isUnpacking = false;
  }
};
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
