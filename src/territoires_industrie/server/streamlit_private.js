// What a page tells Streamlit's scripts: where its server is, and which of them have run.
// `atlasScripts` comes before: the file that starts it, with what a page needs down to its map, and
// the file of what it needs besides.
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
  const Socket = globalThis.WebSocket;
  const MAP = "st_folium";
  const [LATEST_MS, LONGEST_MS] = [600, 4000];
  const scripts = {};

  const varint = (number) => {
    const bytes = [];
    let left = BigInt.asUintN(64, BigInt(number));
    do {
      const last = Number(left & 127n);
      left >>= 7n;
      bytes.push(left ? last | 128 : last);
    } while (left);
    return bytes;
  };
  const number = (field, value) => [8 * field, ...varint(value)];
  const bytes = (field, value) => [8 * field + 2, ...varint(value.length), ...value];
  const text = (field, value) => bytes(field, new TextEncoder().encode(value));
  const textIfAny = (field, value) => value ? text(field, value) : [];

  // Streamlit's first word: that it wants the page of this address (BackMsg, ClientState).
  const writeFirstWord = () => {
    const { origin, pathname, search } = location;
    const page = pathname.slice(pathname.lastIndexOf("/") + 1);
    const context = [
      ...text(1, Intl.DateTimeFormat().resolvedOptions().timeZone),
      ...number(2, new Date().getTimezoneOffset()),
      ...text(3, navigator.language),
      ...text(4, origin + pathname),
      ...number(5, 0),
      ...text(6, matchMedia("(prefers-color-scheme: dark)").matches ? "dark" : "light"),
    ];
    const asked = [
      ...textIfAny(1, search.slice(1)),
      ...bytes(2, []),
      ...textIfAny(4, page),
      ...bytes(8, context),
    ];
    return new Uint8Array(bytes(11, asked));
  };
  const isSame = (one, other) =>
    one.length === other.length && one.every((byte, place) => byte === other[place]);

  // Elements that come together are read in one go: Streamlit then draws the page once, not a few
  // times while the others wait. `server/parcels.py` packs them.
  class PageSocket extends Socket {
    #firstWord;
    #hasSpoken = false;
    #isTaken = false;
    #isUnpacking = false;
    #goOn;
    // Of what has no script yet, a grey band would be drawn, and the rest late.
    #read = new Promise((go) => this.#goOn = go)
      .then(() => scripts.first)
      .then(() => globalThis.atlasMapFirst?.() ? null : scripts.rest);

    constructor(url, protocols, firstWord = null) {
      super(url, protocols);
      this.binaryType = "arraybuffer";
      this.#firstWord = firstWord;
      this.addEventListener("open", (event) => this.#open(event));
      this.addEventListener("message", (event) => this.#take(event));
    }

    #open(event) {
      if (!this.#hasSpoken && this.#firstWord) super.send(this.#firstWord);
      this.#hasSpoken = true;
      if (!this.#isTaken) event.stopImmediatePropagation(); // nobody hears it yet
    }

    handOver() {
      this.#isTaken = true;
      if (!this.#firstWord) this.#goOn();
      // Once Streamlit listens.
      if (this.readyState === Socket.OPEN) {
        queueMicrotask(() => this.dispatchEvent(new Event("open")));
      }
      return this;
    }

    send(word) {
      const isSaid = this.#firstWord && isSame(this.#firstWord, word);
      this.#firstWord = null;
      if (!isSaid) super.send(word);
      this.#goOn();
    }

    #take(event) {
      if (this.#isUnpacking) return; // what was in a parcel
      event.stopImmediatePropagation();
      this.#read = this.#read.then(() => this.#unpack(event.data));
    }

    async #unpack(frame) {
      const sizes = new DataView(frame);
      for (let start = 0; start < frame.byteLength;) {
        const begin = start + 4;
        start = begin + sizes.getUint32(start, true);
        const data = frame.slice(begin, start);
        this.#isUnpacking = true;
        this.dispatchEvent(new MessageEvent("message", { data }));
        this.#isUnpacking = false;
        const waiting = globalThis.atlasMapFirst?.();
        if (waiting && new TextDecoder("latin1").decode(data).includes(MAP)) {
          await waiting();
          await scripts.rest;
        }
      }
    }
  }

  const address = new URL("_stcore/stream?parcels=1", window.__streamlit.BACKEND_BASE_URL);
  address.protocol = address.protocol.replace("http", "ws");
  let early = null;
  // Streamlit is half a second in starting: its server works meanwhile. In a frame of another page it
  // says more.
  const begin = () => {
    if (location.search.includes("embed")) return;
    early = new PageSocket(address, ["streamlit", "-"], writeFirstWord());
  };
  globalThis.WebSocket = new Proxy(Socket, {
    construct(_target, [url, protocols]) {
      if (new URL(url).pathname !== address.pathname) return new Socket(url, protocols);
      const first = early;
      early = null;
      // A third word is the session that a page had before.
      const isOfUse = protocols.length === 2 && first?.readyState <= Socket.OPEN;
      if (!isOfUse) first?.close();
      return isOfUse ? first.handOver() : new PageSocket(address, protocols).handOver();
    },
  });

  // What is fetched and read before the first picture would hold it up by half.
  const painted = new Promise((go) => {
    new PerformanceObserver(go).observe({ type: "paint", buffered: true });
  });
  const wait = (milliseconds) => new Promise((go) => setTimeout(go, milliseconds));
  const run = async (file) => {
    const { parts = {} } = await import(`./static/js/${file}`);
    for (const [part, module] of Object.entries(parts)) {
      // Once it has run, a control's script answers at once.
      atlasLoaded[part] = { then: (take) => take(module) };
    }
  };
  const load = (file) => Promise.race([run(file).catch(console.error), wait(LONGEST_MS)]);
  addEventListener("DOMContentLoaded", async () => {
    // A page that nobody looks at is never painted.
    await Promise.race([painted, wait(LATEST_MS)]);
    begin();
    const [first, ...others] = atlasScripts;
    scripts.first = load(first);
    // What stands around a map is drawn after it.
    scripts.rest = scripts.first
      .then(() => globalThis.atlasMapFirst?.()?.())
      .then(() => Promise.all(others.map(load)));
  });
})();
