// Installed in every page and frame that is timed: what it measures is what the reader's browser
// shows. Times are in milliseconds on the page's own clock, which starts with the navigation.
(() => {
  const SAMPLE = 40;
  const MAPS = 'iframe[title="streamlit_folium.st_folium"], [data-testid="stPlotlyChart"], ' +
    '[data-testid="stDeckGlJsonChart"]';
  const isTop = window === window.top;
  const home = () => window.top.bench;

  /* ---- A canvas tells nobody when it is drawn on: its drawing methods do. ---- */

  const inMap = new WeakMap();
  const isInMap = (canvas) => {
    if (!canvas?.isConnected) return false;
    if (!inMap.has(canvas)) inMap.set(canvas, !isTop || Boolean(canvas.closest(MAPS)));
    return inMap.get(canvas);
  };
  const DRAWING = {
    CanvasRenderingContext2D: ["fill", "stroke", "fillRect", "drawImage", "putImageData"],
    WebGLRenderingContext: ["drawArrays", "drawElements"],
    WebGL2RenderingContext: [
      ...["drawArrays", "drawElements", "drawArraysInstanced", "drawElementsInstanced"],
      "drawRangeElements",
    ],
  };
  for (const [kind, methods] of Object.entries(DRAWING)) {
    const prototype = window[kind]?.prototype;
    for (const name of prototype ? methods : []) {
      const draw = prototype[name];
      prototype[name] = function (...given) {
        const page = home();
        if (page && isInMap(this.canvas)) page.painted = window.top.performance.now();
        return draw.apply(this, given);
      };
    }
  }

  /* ---- The reader's hand, in whichever frame it is. ---- */

  for (const kind of ["pointerdown", "pointerup"]) {
    window.addEventListener(kind, (event) => home()?.hear(kind, event.target), { capture: true });
  }
  if (!isTop) return;

  const map = () => document.querySelector(MAPS);
  const inside = () => map()?.contentDocument;
  const shapes = () =>
    inside()?.querySelectorAll(".leaflet-overlay-pane path.leaflet-interactive") ?? [];
  const fills = () => {
    const all = [...shapes()];
    const step = Math.max(1, Math.floor(all.length / SAMPLE));
    const sample = all.filter((_, rank) => rank % step === 0);
    return sample.map((shape) => shape.getAttribute("fill")).join();
  };
  const look = (shape) =>
    ["stroke", "stroke-width", "class", "aria-pressed", "style"]
      .map((name) => shape?.getAttribute?.(name))
      .join();
  const textOf = (selector) => document.querySelector(selector)?.textContent ?? "";
  const isAtRest = () =>
    document.querySelector('[data-testid="stApp"]')?.getAttribute("data-test-script-state") ===
      "notRunning";

  window.bench = {
    painted: 0,
    awaited: null,
    begun: null,
    result: null,
    isAtRest,

    hear(kind, target) {
      if (this.awaited !== kind) return;
      this.awaited = null;
      this.begun = performance.now();
      this.follow(target);
    },

    await(kind, follow) {
      Object.assign(this, { awaited: kind, begun: null, result: null, follow });
    },

    // When a canvas was last drawn on, once it has been left alone for a while; else null.
    stillSince(since, quiet) {
      const isStill = this.painted > since && performance.now() - this.painted > quiet;
      return isStill && isAtRest() ? this.painted : null;
    },

    // Every polygon is an element, or the canvas is at rest.
    drawn(count, since, quiet) {
      return shapes().length >= count ? performance.now() : this.stillSince(since, quiet);
    },

    // Where the map is in the window.
    box() {
      const { left, top, width, height } = map().getBoundingClientRect();
      return [left, top, width, height];
    },

    // From the release of the button to the first frame that shows other facts.
    armClick(facts) {
      const before = textOf(facts);
      this.await("pointerup", (shape) => {
        const looked = look(shape);
        let frames = 0;
        let outline = null;
        const watch = () => {
          frames += 1;
          if (outline === null && look(shape) !== looked) outline = frames;
          const text = textOf(facts);
          if (text && text !== before) {
            this.result = { facts: performance.now() - this.begun, frames: outline };
          } else {
            requestAnimationFrame(watch);
          }
        };
        requestAnimationFrame(watch);
      });
    },

    // From the choice in the list to other colours in every sampled polygon's element.
    armRecolour(count) {
      const before = fills();
      this.await("pointerdown", () => {
        const watch = () => {
          if (shapes().length >= count && fills() !== before) this.result = performance.now();
          else requestAnimationFrame(watch);
        };
        if (shapes().length) watch();
      });
    },

    // The same for a canvas, whose last drawing counts.
    recoloured(since, quiet) {
      const end = this.result ?? this.stillSince(Math.max(this.begun, since), quiet);
      return this.begun !== null && end ? [end - this.begun, end] : null;
    },

    // The longest time that the page gave no frame, until `rest` is called.
    watchFrames() {
      let last = performance.now();
      this.longest = 0;
      this.isPanning = true;
      const watch = (now) => {
        this.longest = Math.max(this.longest, now - last);
        last = now;
        if (this.isPanning) requestAnimationFrame(watch);
      };
      requestAnimationFrame(watch);
    },

    rest() {
      this.isPanning = false;
      return this.longest;
    },
  };
})();
