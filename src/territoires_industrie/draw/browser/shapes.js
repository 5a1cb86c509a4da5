/* What is packed beside units: lines and areas around France, and points. screen_around.py tells
 * the form. All of it is in the world units of geometry.js.
 */

import { unpack } from "./packing.js";
import { emptyBox } from "./geometry.js";
import { ringPath } from "./topology.js";

/** @import { PackedShapes, PackedSites, PackedTowns, Point, Shape, Site, Town } from "./types.d.ts" */

/**
 * Lines, each its count of points and then steps from the point before.
 * @param {string} packed
 * @returns {Point[][]}
 */
export function unpackLines(packed) {
  const numbers = unpack(packed);
  const lines = [];
  let [x, y, i] = [0, 0, 0];
  while (i < numbers.length) {
    /** @type {Point[]} */
    const line = [];
    for (let left = numbers[i++]; left > 0; left--) {
      x += numbers[i++];
      y += numbers[i++];
      line.push([x, y]);
    }
    lines.push(line);
  }
  return lines;
}

/** @param {Point[]} line */
function linePath(line) {
  const path = ringPath(line.flat(), emptyBox());
  const isRing = String(line[0]) === String(line[line.length - 1]);
  return isRing ? path : path.slice(0, -1);
}

/**
 * Sea, land, lakes and borders around France, in the order of drawing.
 * @param {PackedShapes} content
 * @returns {Shape[]}
 */
export function readSurroundings({ shapes }) {
  return shapes.map(({ kind, lines }) => ({
    name: kind,
    path: unpackLines(lines).map(linePath).join(""),
    box: emptyBox(),
  }));
}

/**
 * @param {PackedTowns} content
 * @returns {{ towns: Town[] }}
 */
export function readTowns({ places, people, names }) {
  const [points] = unpackLines(places);
  const counts = unpack(people);
  const towns = names.split("\n").map((name, rank) => ({
    name,
    place: points[rank],
    people: counts[rank],
  }));
  return { towns };
}

/**
 * @param {PackedSites} content
 * @returns {{ sites: Site[] }}
 */
export function readSites({ places, sectors, co2, names }) {
  const [points] = unpackLines(places);
  const tonnes = unpack(co2);
  const sites = names.split("\n").map((name, rank) => ({
    rank,
    name,
    place: points[rank],
    sector: sectors.charCodeAt(rank) - "a".charCodeAt(0),
    co2: tonnes[rank],
  }));
  return { sites };
}
