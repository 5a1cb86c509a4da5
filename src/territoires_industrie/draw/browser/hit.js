/* Which unit lies under the pointer, where no shape of the page tells. */

import { radiusOf } from "./colours.js";

/** @import { CanvasLook, Point, Unit } from "./types.d.ts" */

const EDGE_PX = 4;

/**
 * The unit under a point of the world: the smallest circle there, else the ground; -1 for none.
 * @param {Pick<CanvasLook, "coverage" | "colouring" | "circles">} look
 * @param {Point} place in world units
 * @param {number} scale pixels a world unit
 */
export function rankAt({ coverage, colouring, circles }, [x, y], scale) {
  const hit = circles.findLast((rank) => {
    const [cx, cy] = coverage.units[rank].label;
    return Math.hypot(x - cx, y - cy) <= radiusOf(colouring, rank) / scale;
  });
  return hit ?? coverage.rankAt([x, y]);
}

/* Units smaller than this on screen are hard to point at: they answer around them too. */
const TINY_PX = 14;
const AROUND_PX = 9;

/**
 * The nearest of the units that are too small to be pointed at, or -1 where none is near.
 * @param {Pick<Unit, "box" | "label">[]} units
 * @param {Point} place in world units
 * @param {number} scale pixels a world unit
 */
export function tinyAt(units, [x, y], scale) {
  let best = -1;
  let shortest = AROUND_PX / scale;
  units.forEach(({ box, label }, rank) => {
    if (Math.max(box[2] - box[0], box[3] - box[1]) * scale > TINY_PX) return;
    const distance = Math.hypot(x - label[0], y - label[1]);
    if (distance > shortest) return;
    shortest = distance;
    best = rank;
  });
  return best;
}

/**
 * How far a label moves so that it is whole in the frame.
 * @param {number} low
 * @param {number} high
 * @param {number} most
 */
export function inside(low, high, most) {
  return Math.max(EDGE_PX - low, Math.min(most - EDGE_PX - high, 0));
}
