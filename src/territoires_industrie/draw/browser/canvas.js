/* Communes on a canvas: one drawing a view, moved and stretched until the next one is ready.
 *
 * A drawing is made strip by strip behind the one that is shown, a few milliseconds a frame, so
 * that neither a move of the map nor a change of colours ever stops the page.
 */

import { REFERENCE_ZOOM } from "./geometry.js";
import { rankAt } from "./hit.js";
import { L, originAfter } from "./leaflet.js";
import { Painter, STRIP_PX } from "./painter.js";
import { addSheet, laySheet, placeSheet } from "./sheet.js";

/** @import * as Leaflet from "leaflet" */
/** @import { CanvasLook, Point, Sheet } from "./types.d.ts" */

const MOVING_MS = 8;

/** What a reader has just chosen: the page around it is drawn in between, for longer each time. */
const CHOSEN_MS = 32;

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
    this.shown = addSheet(this.getPane());
    this.next = addSheet(this.getPane());
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
        placeSheet(this.shown, this._map, zoom, originAfter(this._map, center, zoom));
      },
    };
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
    if (!isSame) this.start(CHOSEN_MS);
    else if (!this.frame) this.whenDrawn();
  }

  clear() {
    cancelAnimationFrame(this.frame);
    this.frame = 0;
    this.look = null;
    this.shown.node.hidden = true;
  }

  place() {
    placeSheet(this.shown, this._map);
  }

  start(slice = MOVING_MS) {
    if (!this.look || !this.images || !this._map) return;
    cancelAnimationFrame(this.frame);
    laySheet(this.next, this._map);
    const scale = this._map.getZoomScale(this.next.zoom, REFERENCE_ZOOM);
    this.draw(new Painter(this.next, this.look, scale, this.images), 0, slice);
  }

  /**
   * @param {Painter} painter
   * @param {number} top
   * @param {number} slice milliseconds of a frame that it may take
   */
  draw(painter, top, slice) {
    const end = performance.now() + slice;
    const { y: bottom } = painter.sheet.size;
    do {
      painter.drawStrip(top);
      top += STRIP_PX;
    } while (top < bottom && performance.now() < end);
    if (top < bottom) {
      this.frame = requestAnimationFrame(() => this.draw(painter, top, slice));
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
