/* Files of boundaries to SVG paths, in the world units of geometry.js. */

import { Coverage } from "./coverage.js";
import { emptyBox, toWorld } from "./geometry.js";

/** @import { FrameCollection, PackedTopology, Topology, TopologyGeometry } from "./types.d.ts" */
/** @import { Point, Shape, Unit, Units } from "./types.d.ts" */

/**
 * Quantised arcs hold steps from one point to the next; plain arcs hold positions.
 * @param {Pick<Topology, "arcs" | "transform">} topology
 * @returns {Point[][]}
 */
export function decodeArcs({ arcs, transform }) {
  if (!transform) return arcs.map((arc) => arc.map(toWorld));
  const [scaleX, scaleY] = transform.scale;
  const [left, bottom] = transform.translate;
  return arcs.map((arc) => {
    let x = 0;
    let y = 0;
    return arc.map(([stepX, stepY]) => {
      x += stepX;
      y += stepY;
      return toWorld([x * scaleX + left, y * scaleY + bottom]);
    });
  });
}

/**
 * A ring is a list of arcs, end to end; ~n is arc n read backwards.
 * @param {number[]} ring
 * @param {Point[][]} arcs
 */
function stitch(ring, arcs) {
  /** @type {Point[]} */
  const points = [];
  for (const number of ring) {
    const arc = number < 0 ? arcs[~number].slice().reverse() : arcs[number];
    points.push(...(points.length ? arc.slice(1) : arc));
  }
  return points;
}

/**
 * @param {Point[]} points
 * @param {number[]} box widened to hold the ring
 */
export function ringPath(points, box) {
  let [x, y] = points[0];
  let path = `M${x} ${y}l`;
  for (const [nextX, nextY] of points) {
    box[0] = Math.min(box[0], nextX);
    box[1] = Math.min(box[1], nextY);
    box[2] = Math.max(box[2], nextX);
    box[3] = Math.max(box[3], nextY);
    if (nextX === x && nextY === y) continue;
    path += `${nextX - x} ${nextY - y} `;
    x = nextX;
    y = nextY;
  }
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
 * @param {Point[][]} arcs
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
    const path = rings.map((ring) => ringPath(ring.map(toWorld), box)).join("");
    return { name: properties.name, path, box };
  });
}
