/* What surrounds the drawing: where the map looks, its buttons, notes, messages and background. */
window.Atlas = window.Atlas || {};

(function (Atlas) {
  "use strict";

  const VIEW_KEY = "atlas-view";
  const FRANCE = [[41.2, -9.8], [51.2, 9.7]];
  const PADDING = [6, 6];
  const CLOSEST_FOCUS = 9;
  const LEAST_HEIGHT = 150;
  const HINT_MS = 1500;

  const PLAN_IGN = "https://data.geopf.fr/wmts?SERVICE=WMTS&REQUEST=GetTile&VERSION=1.0.0" +
    "&LAYER=GEOGRAPHICALGRIDSYSTEMS.PLANIGNV2&STYLE=normal&TILEMATRIXSET=PM" +
    "&FORMAT=image/png&TILEMATRIX={z}&TILEROW={y}&TILECOL={x}";

  /* Storage may be forbidden: the view is then forgotten with the page. */
  function readView() {
    try {
      return JSON.parse(sessionStorage.getItem(VIEW_KEY)) || {};
    } catch {
      return {};
    }
  }

  function writeView(view) {
    try {
      sessionStorage.setItem(VIEW_KEY, JSON.stringify(view));
    } catch {
      // Nothing is lost but the way back to this view.
    }
  }

  function element(tag, className, parent, attributes = {}) {
    const node = L.DomUtil.create(tag, className, parent);
    for (const [name, value] of Object.entries(attributes)) node.setAttribute(name, value);
    return node;
  }

  /* A reader who asked for less motion gets none: the map changes place at once. */
  function stopMotion(map) {
    const { panBy } = map;
    map._zoomAnimated = false;
    Object.assign(map.options, { inertia: false, fadeAnimation: false });
    map.panBy = (offset, options) => panBy.call(map, offset, { ...options, animate: false });
  }

  /* Zoom and centre: France and its insets until the reader moves, then what the reader chose. */
  class View {
    /* A page with several maps remembers the place of none. */
    constructor(map, remembers = true) {
      this.map = map;
      this.remembers = remembers;
      this.home = L.latLngBounds(FRANCE);
      if (matchMedia("(prefers-reduced-motion: reduce)").matches) stopMotion(map);
      this.fillFrame();
      const saved = remembers ? readView() : {};
      this.focused = saved.focus || null;
      this.moved = saved.zoom !== undefined;
      if (this.moved) map.setView([saved.lat, saved.lng], saved.zoom, { animate: false });
      else this.fitHome();
      map.on("dragend zoomend", () => {
        if (!this.fitting) this.moved = true;
      });
      map.on("moveend", () => this.save());
      // The frame takes the height that Python or the page's style asks for; the map fills it.
      window.addEventListener("resize", () => this.fillFrame());
      map.on("resize", () => {
        if (!this.moved) this.fitHome();
      });
    }

    /* Before its page is laid out, a frame is a few pixels high: not worth a drawing. */
    fillFrame() {
      if (window.innerHeight < LEAST_HEIGHT) return;
      this.map.getContainer().style.height = `${window.innerHeight}px`;
      this.map.invalidateSize({ pan: false });
    }

    save() {
      if (!this.remembers) return;
      const { lat, lng } = this.map.getCenter();
      const place = this.moved ? { lat, lng, zoom: this.map.getZoom() } : {};
      writeView({ ...place, focus: this.focused });
    }

    setHome(bounds) {
      const same = this.home.equals(bounds);
      this.home = bounds;
      if (!same && !this.moved) this.fitHome();
    }

    fitHome() {
      this.fitting = true;
      this.map.fitBounds(this.home, { padding: PADDING, animate: false });
      this.fitting = false;
    }

    goHome() {
      this.moved = false;
      this.fitHome();
      this.save();
    }

    /* Once per request: a rerun of the page must not take the reader back. */
    focus(request, bounds) {
      const mark = `${request.n}:${request.codes.join()}`;
      if (this.focused === mark) return;
      this.focused = mark;
      this.moved = true;
      this.map.fitBounds(bounds, { padding: [40, 40], maxZoom: CLOSEST_FOCUS });
      this.save();
    }

    keepInside(latLng) {
      this.moved = true;
      this.map.panInside(latLng, { padding: [60, 60], animate: false });
    }
  }

  /* Buttons, note and message over the map; every word comes from the payload. */
  class Furniture {
    constructor(map, view) {
      this.map = map;
      this.buttons = {
        zoom_in: ["+", () => map.zoomIn()],
        zoom_out: ["−", () => map.zoomOut()],
        home: ["⌂", () => view.goHome()],
      };
      this.addButtons();
      this.note = this.addControl("bottomright", "div", "atlas-note");
      this.message = element("p", "atlas-message", map.getContainer());
      this.message.hidden = true;
      this.texts = {};
      this.remarks = [];
      map.getContainer().addEventListener("touchmove", (event) => this.hint(event), {
        passive: true,
      });
    }

    addControl(position, tag, className) {
      const node = element(tag, className);
      const control = L.control({ position });
      control.onAdd = () => node;
      control.addTo(this.map);
      L.DomEvent.disableClickPropagation(node);
      return node;
    }

    addButtons() {
      const bar = this.addControl("topleft", "div", "leaflet-bar atlas-buttons");
      for (const [name, [sign, action]] of Object.entries(this.buttons)) {
        const button = element("button", "", bar, { type: "button", "data-action": name });
        button.textContent = sign;
        button.addEventListener("click", action);
      }
    }

    say(texts) {
      this.texts = texts;
      document.documentElement.lang = texts.language;
      for (const button of this.map.getContainer().querySelectorAll("[data-action]")) {
        const title = texts[button.dataset.action] || "";
        button.title = title;
        button.setAttribute("aria-label", title);
      }
      this.writeNote();
    }

    writeNote() {
      const { insets_note: insets, attribution } = this.texts;
      const parts = [insets, attribution, ...this.remarks.map((key) => this.texts[key])];
      this.note.textContent = parts.filter(Boolean).join(" · ");
      this.note.hidden = !this.note.textContent;
    }

    /* Add to the note, or take from it, texts of the payload, by key. */
    remark(...keys) {
      this.remarks = [...new Set([...this.remarks, ...keys])];
      this.writeNote();
    }

    forget(...keys) {
      this.remarks = this.remarks.filter((key) => !keys.includes(key));
      this.writeNote();
    }

    /* A failure is an alert and stays; anything else is a status. */
    tell(text, isFailure = false) {
      this.message.setAttribute("role", isFailure ? "alert" : "status");
      this.message.classList.toggle("is-failure", isFailure);
      this.message.hidden = !text;
      if (this.message.textContent !== text) this.message.textContent = text || "";
    }

    /* One finger scrolls the page: say, the first time, that two move the map. */
    hint(event) {
      const isScroll = event.touches.length === 1 && !this.map.dragging.enabled();
      if (!isScroll || this.hinted || !this.message.hidden) return;
      this.hinted = true;
      this.tell(this.texts.two_fingers);
      setTimeout(() => {
        if (this.message.textContent === this.texts.two_fingers) this.tell("");
      }, HINT_MS);
    }

    /* The only thing that may leave the machine, and only when asked for. */
    setBackground(name) {
      if ((name || null) === (this.background || null)) return;
      this.background = name;
      this.tiles?.remove();
      this.tiles = null;
      this.forget("background_attribution", "background_failure");
      if (name === "ign") {
        this.tiles = L.tileLayer(PLAN_IGN, { maxZoom: 19, className: "atlas-tiles" });
        this.tiles.once("tileload", ({ target }) => target.off("tileerror"));
        this.tiles.once("tileerror", () => {
          this.forget("background_attribution");
          this.remark("background_failure");
        });
        this.tiles.addTo(this.map);
        this.remark("background_attribution");
      }
    }
  }

  Object.assign(Atlas, { View, Furniture, element });
})(window.Atlas);
