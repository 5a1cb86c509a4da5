/* A canvas that lies over the map and a margin around it, moved and stretched with the map until it
 * is painted again.
 */

import { L } from "./leaflet.js";

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
