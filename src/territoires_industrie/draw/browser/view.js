/* Where the map looks. */

import { L, stopMotion } from "./leaflet.js";

/** @import * as Leaflet from "leaflet" */
/** @import { PlaceKeeper } from "./place.js" */
/** @import { Focus } from "./types.d.ts" */

/** @type {Leaflet.LatLngBoundsLiteral} */
const FRANCE = [[41.2, -9.8], [51.2, 9.7]];
const WHOLE = { padding: 6 };
const CLOSE_UP = { padding: 40, maxZoom: 9 };
const LEAST_HEIGHT = 150;

/** Zoom and centre: what Python frames, France first, until the reader moves; then their own place. */
export class View {
  /**
   * @param {Leaflet.Map} map
   * @param {PlaceKeeper} keeper
   */
  constructor(map, keeper) {
    this.map = map;
    this.keeper = keeper;
    this.home = L.latLngBounds(FRANCE);
    /** @type {{ padding: number, maxZoom?: number }} */
    this.framing = WHOLE;
    this.foot = 0;
    this.framed = this.home;
    if (matchMedia("(prefers-reduced-motion: reduce)").matches) stopMotion(map);
    this.isFitting = false;
    this.moved = false;
    this.isFollowing = false;
    this.fillFrame();
    this.fit(false);
    this.restore();
    map.on("dragend zoomend", () => {
      if (!this.isFitting) this.moved = true;
    });
    map.on("move", () => this.lead());
    map.on("moveend", () => {
      if (this.isFollowing) return;
      this.isFitting = false;
      this.lead();
      this.save();
    });
    window.addEventListener("pagehide", () => this.link(false));
    // The frame takes the height that Python or the page's style asks for; the map fills it.
    window.addEventListener("resize", () => this.fillFrame());
    map.on("resize", () => {
      if (!this.moved) this.fit(false);
    });
  }

  /** Before its page is laid out, a frame is a few pixels high: not worth a drawing. */
  fillFrame() {
    if (window.innerHeight < LEAST_HEIGHT) return;
    this.map.getContainer().style.height = `${window.innerHeight}px`;
    this.map.invalidateSize({ pan: false });
  }

  /** Go to the place of the address, or back to what is framed. */
  restore() {
    const place = this.keeper.read();
    const wasMoved = this.moved;
    this.moved = place !== null;
    if (place) this.map.setView([place.lat, place.lng], place.zoom, { animate: false });
    else if (wasMoved) this.fit(false);
  }

  save() {
    const { lat, lng } = this.map.getCenter();
    const { x, y } = this.map.getSize();
    this.keeper.keep(this.moved ? { lat, lng, zoom: this.map.getZoom(), size: [x, y] } : null);
  }

  /**
   * Move together with the linked maps of the page, from where the first of them is.
   * @param {boolean} isLinked
   */
  link(isLinked) {
    const { linked } = this.keeper.memory;
    if (linked.has(this) === isLinked) return;
    if (!isLinked) {
      linked.delete(this);
      return;
    }
    const [first] = linked;
    linked.add(this);
    if (first) this.follow(first);
  }

  /** Take the other linked maps along. */
  lead() {
    const { linked } = this.keeper.memory;
    if (this.isFollowing || !linked.has(this)) return;
    for (const other of linked) if (other !== this) other.follow(this);
  }

  /** @param {View} leader */
  follow({ map, moved }) {
    this.isFollowing = this.isFitting = true;
    this.moved = moved;
    this.map.setView(map.getCenter(), map.getZoom(), { animate: false });
    this.isFollowing = this.isFitting = false;
  }

  /** @param {Leaflet.LatLngBounds} bounds */
  setHome(bounds) {
    if (this.home.equals(bounds)) return;
    const isFramed = this.framed === this.home;
    this.home = bounds;
    if (!isFramed) return;
    this.framed = bounds;
    if (!this.moved) this.fit(false);
  }

  /** @param {boolean} animate */
  fit(animate) {
    this.isFitting = true;
    const { padding, maxZoom } = this.framing;
    this.map.fitBounds(this.framed, {
      paddingTopLeft: [padding, padding],
      paddingBottomRight: [padding, Math.max(padding, this.foot)],
      maxZoom,
      animate,
    });
  }

  /** @param {number} height what is written over the foot of the map, in pixels */
  setFoot(height) {
    if (this.foot === height) return;
    this.foot = height;
    if (!this.moved) this.fit(false);
  }

  goHome() {
    this.moved = false;
    this.framed = this.home;
    this.framing = WHOLE;
    this.fit(false);
  }

  /**
   * Once per request: a rerun of the page must not take the reader back.
   * @param {Focus} request
   * @param {Leaflet.LatLngBounds} bounds
   */
  focus(request, bounds) {
    const mark = `${request.n}:${request.codes.join()}`;
    const { memory } = this.keeper;
    if (memory.focused === mark) return;
    memory.focused = mark;
    this.moved = false;
    this.framed = bounds;
    this.framing = bounds === this.home ? WHOLE : CLOSE_UP;
    this.fit(true);
  }

  /** @param {Leaflet.LatLngExpression} latLng */
  keepInside(latLng) {
    this.moved = true;
    this.map.panInside(latLng, { padding: [60, 60], animate: false });
  }
}
