/* Files of boundaries to SVG paths, in the world units of geometry.js. */

import { Coverage } from "./coverage.js";
import { emptyBox, toWorld, worldX, worldY } from "./geometry.js";

/** @import { FrameCollection, PackedTopology, Topology, TopologyGeometry } from "./types.d.ts" */
/** @import { Point, Shape, Unit, Units } from "./types.d.ts" */

/**
 * Quantised arcs hold steps from one point to the next; plain arcs hold positions.
 * @param {Pick<Topology, "arcs" | "transform">} topology
 * @returns {number[][]} x and y of each point in turn
 */
export function decodeArcs({ arcs, transform }) {
  if (!transform) return arcs.map((arc) => arc.flatMap(toWorld));
  const [scaleX, scaleY] = transform.scale;
  const [left, bottom] = transform.translate;
  return arcs.map((arc) => {
    let x = 0;
    let y = 0;
    const places = [];
    for (const [stepX, stepY] of arc) {
      x += stepX;
      y += stepY;
      places.push(worldX(x * scaleX + left), worldY(y * scaleY + bottom));
    }
    return places;
  });
}

/**
 * A ring is a list of arcs, end to end; ~n is arc n read backwards.
 * @param {number[]} ring
 * @param {number[][]} arcs
 * @returns {number[]} x and y of each point in turn
 */
function stitch(ring, arcs) {
  /** @type {number[]} */
  const places = [];
  for (const number of ring) {
    const arc = arcs[number < 0 ? ~number : number];
    // Where an arc ends, the next one begins.
    const skipped = places.length ? 2 : 0;
    if (number < 0) {
      for (let i = arc.length - 2 - skipped; i >= 0; i -= 2) places.push(arc[i], arc[i + 1]);
    } else {
      for (let i = skipped; i < arc.length; i += 2) places.push(arc[i], arc[i + 1]);
    }
  }
  return places;
}

/**
 * @param {number[]} places x and y of each point in turn
 * @param {number[]} box widened to hold the ring
 */
export function ringPath(places, box) {
  let [x, y] = places;
  let [west, north, east, south] = box;
  let path = `M${x} ${y}l`;
  for (let i = 0; i < places.length; i += 2) {
    const nextX = places[i];
    const nextY = places[i + 1];
    if (nextX < west) west = nextX;
    if (nextY < north) north = nextY;
    if (nextX > east) east = nextX;
    if (nextY > south) south = nextY;
    if (nextX === x && nextY === y) continue;
    path += `${nextX - x} ${nextY - y} `;
    x = nextX;
    y = nextY;
  }
  [box[0], box[1], box[2], box[3]] = [west, north, east, south];
  // A ring smaller than a unit has no step left: a point keeps the path valid.
  return path.endsWith("l") ? `${path}0 0z` : `${path}z`;
}

/**
 * @param {TopologyGeometry} geometry
 * @returns {number[][][]}
 */
function polygonsOf(geometry) {
  if (geometry.type === "Polygon") return [geometry.arcs];
  if (geometry.type === "MultiPolygon") return geometry.arcs;
  return (geometry.geometries ?? []).flatMap(polygonsOf);
}

/**
 * @param {TopologyGeometry} geometry
 * @param {number[][]} arcs
 * @returns {Unit}
 */
function readUnit(geometry, arcs) {
  const { code, name, x, y } = geometry.properties;
  const box = emptyBox();
  const rings = polygonsOf(geometry).flat();
  const path = rings.map((ring) => ringPath(stitch(ring, arcs), box)).join("");
  return { code: String(code), name, label: toWorld([x, y]), path, box };
}

/**
 * @param {Topology | PackedTopology} topology
 * @returns {Units | Coverage}
 */
export function readTopology(topology) {
  if (topology.type === "PackedTopology") return new Coverage(topology);
  const arcs = decodeArcs(topology);
  const units = topology.objects.data.geometries.map((geometry) => readUnit(geometry, arcs));
  return { units, rankOf: new Map(units.map((unit, rank) => [unit.code, rank])) };
}

/**
 * Frames of the insets: polygons with a name.
 * @param {FrameCollection} collection
 * @returns {Shape[]}
 */
export function readFrames(collection) {
  return collection.features.map(({ geometry, properties }) => {
    const box = emptyBox();
    /** @type {Point[][]} */
    const rings = geometry.type === "Polygon" ? geometry.coordinates : geometry.coordinates.flat();
    const path = rings.map((ring) => ringPath(ring.flatMap(toWorld), box)).join("");
    return { name: properties.name, path, box };
  });
}
