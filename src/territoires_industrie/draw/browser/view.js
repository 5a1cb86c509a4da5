/* Where the map looks. */

import { L, stopMotion } from "./leaflet.js";

/** @import * as Leaflet from "leaflet" */
/** @import { Focus } from "./types.d.ts" */

const VIEW_KEY = "atlas-view";
/** @type {Leaflet.LatLngBoundsLiteral} */
const FRANCE = [[41.2, -9.8], [51.2, 9.7]];
/** @type {Leaflet.PointTuple} */
const HOME_MARGIN = [6, 6];
const CLOSEST_FOCUS = 9;
const LEAST_HEIGHT = 150;

/* Storage may be forbidden: the view is then forgotten with the page. */
function readView() {
  try {
    return JSON.parse(sessionStorage.getItem(VIEW_KEY) || "{}");
  } catch {
    return {};
  }
}

/** @param {object} view */
function writeView(view) {
  try {
    sessionStorage.setItem(VIEW_KEY, JSON.stringify(view));
  } catch {
    // Nothing is lost but the way back to this view.
  }
}

/** Zoom and centre: France and its insets until the reader moves, then what the reader chose. */
export class View {
  /**
   * @param {Leaflet.Map} map
   * @param {boolean} remembers false on a page with several maps
   */
  constructor(map, remembers = true) {
    this.map = map;
    this.remembers = remembers;
    this.home = L.latLngBounds(FRANCE);
    if (matchMedia("(prefers-reduced-motion: reduce)").matches) stopMotion(map);
    this.isFitting = false;
    this.fillFrame();
    const saved = remembers ? readView() : {};
    this.focused = saved.focus || null;
    this.moved = saved.zoom !== undefined;
    if (this.moved) map.setView([saved.lat, saved.lng], saved.zoom, { animate: false });
    else this.fitHome();
    map.on("dragend zoomend", () => {
      if (!this.isFitting) this.moved = true;
    });
    map.on("moveend", () => this.save());
    // The frame takes the height that Python or the page's style asks for; the map fills it.
    window.addEventListener("resize", () => this.fillFrame());
    map.on("resize", () => {
      if (!this.moved) this.fitHome();
    });
  }

  /** Before its page is laid out, a frame is a few pixels high: not worth a drawing. */
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

  /** @param {Leaflet.LatLngBounds} bounds */
  setHome(bounds) {
    const same = this.home.equals(bounds);
    this.home = bounds;
    if (!same && !this.moved) this.fitHome();
  }

  fitHome() {
    this.isFitting = true;
    this.map.fitBounds(this.home, { padding: HOME_MARGIN, animate: false });
    this.isFitting = false;
  }

  goHome() {
    this.moved = false;
    this.fitHome();
    this.save();
  }

  /**
   * Once per request: a rerun of the page must not take the reader back.
   * @param {Focus} request
   * @param {Leaflet.LatLngBoundsExpression} bounds
   */
  focus(request, bounds) {
    const mark = `${request.n}:${request.codes.join()}`;
    if (this.focused === mark) return;
    this.focused = mark;
    this.moved = true;
    this.map.fitBounds(bounds, { padding: [40, 40], maxZoom: CLOSEST_FOCUS });
    this.save();
  }

  /** @param {Leaflet.LatLngExpression} latLng */
  keepInside(latLng) {
    this.moved = true;
    this.map.panInside(latLng, { padding: [60, 60], animate: false });
  }
}
