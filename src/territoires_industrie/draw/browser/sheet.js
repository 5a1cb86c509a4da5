/* A canvas that lies over the map and a margin around it, moved and stretched with the map until it
 * is painted again.
 */

import { REFERENCE_ZOOM } from "./geometry.js";
import { Ink } from "./ink.js";
import { L, originAfter } from "./leaflet.js";

/** @import * as Leaflet from "leaflet" */
/** @import { Sheet } from "./types.d.ts" */

/* What is drawn around the map, as a share of its size: short moves need no new drawing. */
export const PADDING = 0.3;
const MOST_RATIO = 2;

/**
 * @param {HTMLElement} [pane]
 * @returns {Sheet}
 */
export function addSheet(pane) {
  const node = L.DomUtil.create("canvas", "atlas-canvas leaflet-zoom-animated", pane);
  node.setAttribute("aria-hidden", "true");
  return { node, zoom: 0, ratio: 1, corner: L.point(0, 0), size: L.point(0, 0) };
}

/**
 * Empty a sheet and lay it over what the map shows now.
 * @param {Sheet} sheet
 * @param {Leaflet.Map} map
 */
export function laySheet(sheet, map) {
  const size = map.getSize().multiplyBy(1 + 2 * PADDING).round();
  const { min = L.point(0, 0) } = map.getPixelBounds();
  const corner = min.subtract(map.getSize().multiplyBy(PADDING)).round();
  const ratio = Math.min(window.devicePixelRatio || 1, MOST_RATIO);
  Object.assign(sheet, { zoom: map.getZoom(), ratio, corner, size });
  sheet.node.width = size.x * ratio;
  sheet.node.height = size.y * ratio;
  sheet.node.style.width = `${size.x}px`;
  sheet.node.style.height = `${size.y}px`;
}

/**
 * Put a painted sheet where it lies, now or at the end of a zoom.
 * @param {Sheet} sheet
 * @param {Leaflet.Map} map
 * @param {number} zoom
 * @param {Leaflet.Point} origin
 */
export function placeSheet(
  { node, corner, zoom: drawn },
  map,
  zoom = map.getZoom(),
  origin = map.getPixelOrigin(),
) {
  if (!node.width) return;
  const scale = map.getZoomScale(zoom, drawn);
  L.DomUtil.setTransform(node, corner.multiplyBy(scale).subtract(origin), scale);
}

/**
 * Call once what is drawn now is on the screen.
 * @param {() => void} take
 */
export function afterFrame(take) {
  requestAnimationFrame(() => setTimeout(take));
}

/* A layer of one sheet above the map, which `paint` draws: clicks go through it. */
export class SheetLayer extends L.Layer {
  /** @type {Sheet} */
  sheet;

  /** @param {string} pane */
  constructor(pane) {
    super();
    L.setOptions(this, { pane });
  }

  onAdd() {
    this.sheet = addSheet(this.getPane());
    return this;
  }

  onRemove() {
    this.sheet.node.remove();
    return this;
  }

  getEvents() {
    return {
      zoom: () => this.place(),
      viewreset: () => this.place(),
      moveend: () => this.paint(),
      resize: () => this.paint(),
      /** @param {Leaflet.LeafletEvent} event */
      zoomanim: (event) => {
        const { center, zoom } = /** @type {Leaflet.ZoomAnimEvent} */ (event);
        placeSheet(this.sheet, this._map, zoom, originAfter(this._map, center, zoom));
      },
    };
  }

  place() {
    placeSheet(this.sheet, this._map);
  }

  paint() {}

  /* An empty sheet over what the map shows now: what draws on it, and pixels a unit of the world. */
  begin() {
    const { sheet, _map: map } = this;
    laySheet(sheet, map);
    const context = /** @type {CanvasRenderingContext2D} */ (sheet.node.getContext("2d"));
    context.setTransform(sheet.ratio, 0, 0, sheet.ratio, 0, 0);
    const scale = map.getZoomScale(sheet.zoom, REFERENCE_ZOOM);
    return { context, ink: new Ink(sheet.node), scale };
  }
}
