/* Positions, in whole units of a Web Mercator world as wide as Leaflet's at REFERENCE_ZOOM (38 m at
 * the equator). A zoom then changes one transform, and no path at all.
 */

/** @import { Box, Point, Unit } from "./types.d.ts" */

export const REFERENCE_ZOOM = 12;
const WORLD = 256 * 2 ** REFERENCE_ZOOM;

/**
 * Longitude in degrees to world units.
 * @param {number} lon
 */
export function worldX(lon) {
  return Math.round((lon / 360 + 0.5) * WORLD);
}

/**
 * Latitude in degrees to world units, downwards.
 * @param {number} lat
 */
export function worldY(lat) {
  const sine = Math.sin((lat * Math.PI) / 180);
  return Math.round((0.5 - Math.log((1 + sine) / (1 - sine)) / (4 * Math.PI)) * WORLD);
}

/**
 * Longitude and latitude in degrees to world units.
 * @param {Point} position
 * @returns {Point}
 */
export function toWorld([lon, lat]) {
  return [worldX(lon), worldY(lat)];
}

/**
 * World units to latitude and longitude in degrees, in the order of Leaflet.
 * @param {Point} place
 * @returns {Point}
 */
export function toLatLng([x, y]) {
  const lat = Math.atan(Math.sinh(Math.PI * (1 - (2 * y) / WORLD)));
  return [(lat * 180) / Math.PI, (x / WORLD - 0.5) * 360];
}

/** @returns {[number, number, number, number]} */
export function emptyBox() {
  return [Infinity, Infinity, -Infinity, -Infinity];
}

/**
 * South-west and north-east corners of all shapes, as latitude and longitude in degrees.
 * @param {{ box: Box }[]} shapes
 * @returns {[Point, Point]}
 */
export function boundsOf(shapes) {
  const box = emptyBox();
  for (const shape of shapes) {
    for (const side of [0, 1]) {
      box[side] = Math.min(box[side], shape.box[side]);
      box[side + 2] = Math.max(box[side + 2], shape.box[side + 2]);
    }
  }
  return [toLatLng([box[0], box[3]]), toLatLng([box[2], box[1]])];
}

/**
 * The nearest unit within 45 degrees of a direction ([1, 0] is east), or -1.
 * @param {Pick<Unit, "label">[]} units
 * @param {number} from
 * @param {Point} direction
 */
export function neighbour(units, from, [eastward, southward]) {
  const [x, y] = units[from].label;
  let best = -1;
  let shortest = Infinity;
  units.forEach((unit, rank) => {
    const east = unit.label[0] - x;
    const south = unit.label[1] - y;
    const ahead = east * eastward + south * southward;
    const aside = Math.abs(east * southward) + Math.abs(south * eastward);
    const distance = ahead * ahead + 2 * aside * aside;
    if (rank !== from && ahead > 0 && aside <= ahead && distance < shortest) {
      shortest = distance;
      best = rank;
    }
  });
  return best;
}

/**
 * Larger points where the map shows less of France: `scene/sites.py` has the same.
 * @param {number} zoom
 */
export function pointSize(zoom) {
  return Math.max(0.7, fineness(zoom) ** 2);
}

/**
 * Finer lines where units are small: 1 for the whole of France on a desk's screen.
 * @param {number} zoom
 */
export function fineness(zoom) {
  return Math.min(1.4, Math.max(0.5, (zoom - 3.2) / 2.3));
}
