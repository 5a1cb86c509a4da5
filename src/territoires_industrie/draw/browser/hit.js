/* Which unit lies under the pointer, where no shape of the page tells. */

import { radiusOf } from "./colours.js";

/** @import { CanvasLook, Point } from "./types.d.ts" */

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
