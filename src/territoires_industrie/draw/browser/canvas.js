/* Communes on a canvas: one drawing a view, moved and stretched until the next one is ready.
 *
 * A drawing is made strip by strip behind the one that is shown, a few milliseconds a frame, so
 * that neither a move of the map nor a change of colours ever stops the page.
 */

import { REFERENCE_ZOOM } from "./geometry.js";
import { rankAt } from "./hit.js";
import { L, originAfter } from "./leaflet.js";
import { Painter, STRIP_PX } from "./painter.js";

/** @import * as Leaflet from "leaflet" */
/** @import { CanvasLook, Point, Sheet } from "./types.d.ts" */

/* What is drawn around the map, as a share of its size: short moves need no new drawing. */
export const PADDING = 0.3;
const FRAME_MS = 8;
const MOST_RATIO = 2;

/**
 * Patterns of the missing statuses, as images by letter. An image is a page of its own: it has to be
 * told its colour scheme.
 * @param {Element[]} nodes
 * @param {"dark" | "light"} scheme
 * @param {() => void} done called when the last image is there
 */
function readPatterns(nodes, scheme, done) {
  /** @type {Map<string, HTMLImageElement>} */
  const images = new Map();
  const loading = nodes.map((node) => {
    const size = [node.getAttribute("width"), node.getAttribute("height")];
    const look = `width="${size[0]}" height="${size[1]}" style="color-scheme:${scheme}"`;
    const svg = `<svg xmlns="http://www.w3.org/2000/svg" ${look}>`;
    const image = new Image();
    image.src = `data:image/svg+xml,${encodeURIComponent(`${svg}${node.innerHTML}</svg>`)}`;
    return image.decode().then(() => images.set(node.id.slice(-1), image));
  });
  Promise.allSettled(loading).then(done);
  return images;
}

export class CommuneCanvas extends L.Layer {
  /** @type {Sheet} */
  shown;
  /** @type {Sheet} */
  next;
  /** @type {CanvasLook | null} */
  look = null;
  /** @type {Map<string, HTMLImageElement> | null} */
  images = null;
  frame = 0;

  /**
   * @param {Element[]} patterns of the missing statuses, as SVG
   * @param {() => void} whenDrawn called each time that a drawing replaces another
   */
  constructor(patterns, whenDrawn) {
    super();
    L.setOptions(this, { pane: "atlas-canvas" });
    this.patterns = patterns;
    this.whenDrawn = whenDrawn;
  }

  onAdd() {
    this.shown = this.addSheet();
    this.next = this.addSheet();
    this.next.node.hidden = true;
    return this;
  }

  onRemove() {
    cancelAnimationFrame(this.frame);
    this.shown.node.remove();
    this.next.node.remove();
    return this;
  }

  getEvents() {
    return {
      zoom: () => this.place(),
      viewreset: () => this.place(),
      moveend: () => this.start(),
      resize: () => this.start(),
      /** @param {Leaflet.LeafletEvent} event */
      zoomanim: (event) => {
        const { center, zoom } = /** @type {Leaflet.ZoomAnimEvent} */ (event);
        this.place(zoom, originAfter(this._map, center, zoom));
      },
    };
  }

  /** @returns {Sheet} */
  addSheet() {
    const node = L.DomUtil.create("canvas", "atlas-canvas leaflet-zoom-animated", this.getPane());
    node.setAttribute("aria-hidden", "true");
    return { node, zoom: 0, ratio: 1, corner: L.point(0, 0), size: L.point(0, 0) };
  }

  /**
   * A drawing that would look the same is not made again.
   * @param {CanvasLook} look
   */
  show(look) {
    const isSame = this.look?.mark === look.mark && this.look.coverage === look.coverage;
    const wasDark = this.look?.isDark;
    this.look = look;
    if (!this.images || wasDark !== look.isDark) {
      const scheme = look.isDark ? "dark" : "light";
      this.images = readPatterns(this.patterns, scheme, () => this.look && this.start());
    }
    if (!isSame) this.start();
    else if (!this.frame) this.whenDrawn();
  }

  clear() {
    cancelAnimationFrame(this.frame);
    this.frame = 0;
    this.look = null;
    this.shown.node.hidden = true;
  }

  /** Put the drawing that is shown where it lies, now or at the end of a zoom. */
  place(zoom = this._map.getZoom(), origin = this._map.getPixelOrigin()) {
    const { node, corner, zoom: drawn } = this.shown;
    if (!node.width) return;
    const scale = this._map.getZoomScale(zoom, drawn);
    L.DomUtil.setTransform(node, corner.multiplyBy(scale).subtract(origin), scale);
  }

  start() {
    if (!this.look || !this.images || !this._map) return;
    cancelAnimationFrame(this.frame);
    const map = this._map;
    const size = map.getSize().multiplyBy(1 + 2 * PADDING).round();
    const { min = L.point(0, 0) } = map.getPixelBounds();
    const corner = min.subtract(map.getSize().multiplyBy(PADDING)).round();
    const ratio = Math.min(window.devicePixelRatio || 1, MOST_RATIO);
    const sheet = Object.assign(this.next, { zoom: map.getZoom(), ratio, corner, size });
    sheet.node.width = size.x * ratio;
    sheet.node.height = size.y * ratio;
    sheet.node.style.width = `${size.x}px`;
    sheet.node.style.height = `${size.y}px`;
    const scale = map.getZoomScale(sheet.zoom, REFERENCE_ZOOM);
    this.draw(new Painter(sheet, this.look, scale, this.images), 0);
  }

  /**
   * @param {Painter} painter
   * @param {number} top
   */
  draw(painter, top) {
    const end = performance.now() + FRAME_MS;
    const { y: bottom } = painter.sheet.size;
    do {
      painter.drawStrip(top);
      top += STRIP_PX;
    } while (top < bottom && performance.now() < end);
    if (top < bottom) {
      this.frame = requestAnimationFrame(() => this.draw(painter, top));
    } else {
      this.frame = 0;
      this.turn();
    }
  }

  turn() {
    [this.shown, this.next] = [this.next, this.shown];
    this.place();
    this.shown.node.hidden = false;
    this.next.node.hidden = true;
    this.whenDrawn();
  }

  /** @param {Point} place in world units */
  rankAt(place) {
    const scale = this._map.getZoomScale(this._map.getZoom(), REFERENCE_ZOOM);
    return this.look ? rankAt(this.look, place, scale) : -1;
  }
}
