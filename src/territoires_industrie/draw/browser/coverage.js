/* Communes: 35,000 polygons that share their arcs, unpacked into plain arrays of numbers.
 *
 * packing.py tells the form. Positions are in the world units of geometry.js.
 */

import { toWorld, worldX, worldY } from "./geometry.js";
import { unpack } from "./packing.js";

/** @import { Detail, PackedTopology, Point, Quantisation } from "./types.d.ts" */

/* One commune: its outline is written as a path only when something marks it. */
class Commune {
  /**
   * @param {Coverage} coverage
   * @param {number} rank
   * @param {string} code
   * @param {string} name
   * @param {Point} label
   */
  constructor(coverage, rank, code, name, label) {
    this.coverage = coverage;
    this.rank = rank;
    this.code = code;
    this.name = name;
    this.label = label;
  }

  get box() {
    return this.coverage.boxes.subarray(4 * this.rank, 4 * this.rank + 4);
  }

  get path() {
    let path = "";
    this.coverage.eachRing(this.rank, (points) => (path += `M${points.join(" ")}z`));
    return path;
  }
}

/** All communes, in arrays of numbers. Boxes are west, north, east and south. */
export class Coverage {
  /** @type {Int32Array} every point of every arc */
  xs;
  /** @type {Int32Array} */
  ys;
  /** @type {Int32Array} first point of each arc, and one more for the end */
  starts;
  /** @type {Int32Array} the arcs of every ring; ~n is arc n read backwards */
  refs;
  /** @type {Int32Array} first arc of each ring, and the end */
  ringStarts;
  /** @type {Int32Array} first ring of each unit, and the end */
  unitStarts;
  /** @type {Int32Array} a box a unit */
  boxes;
  /** @type {Int32Array} a box an arc */
  arcBoxes;
  /** @type {Int32Array} the two units of each arc, -1 outside */
  sides;
  /** @type {Commune[]} */
  units;
  /** @type {Map<string, number>} */
  rankOf;

  /** @param {PackedTopology} content */
  constructor(content) {
    this.readArcs(unpack(content.arcs), content.transform);
    this.readRings(unpack(content.rings), content.codes.split(" ").length);
    this.readUnits(content);
    this.owners = Object.fromEntries(
      Object.entries(content.owners).map(([level, packed]) => [level, unpack(packed)]),
    );
    /** @type {Map<string, number[]>} arcs that part two units of a level */
    this.lines = new Map();
    /** @type {Map<number, Detail>} */
    this.details = new Map();
  }

  /**
   * @param {Int32Array} numbers
   * @param {Quantisation} quantisation
   */
  readArcs(numbers, { scale, translate }) {
    const starts = [];
    const xs = new Int32Array(numbers.length >> 1);
    const ys = new Int32Array(numbers.length >> 1);
    let x = 0;
    let y = 0;
    let count = 0;
    for (let i = 0; i < numbers.length;) {
      starts.push(count);
      for (let left = numbers[i++]; left > 0; left--) {
        x += numbers[i++];
        y += numbers[i++];
        xs[count] = x;
        ys[count++] = y;
      }
    }
    for (let i = 0; i < count; i++) {
      xs[i] = worldX(xs[i] * scale[0] + translate[0]);
      ys[i] = worldY(ys[i] * scale[1] + translate[1]);
    }
    this.starts = Int32Array.from([...starts, count]);
    this.xs = xs.subarray(0, count);
    this.ys = ys.subarray(0, count);
    this.arcBoxes = emptyBoxes(starts.length);
    for (let arc = 0; arc < starts.length; arc++) {
      for (let i = this.starts[arc]; i < this.starts[arc + 1]; i++) {
        widen(this.arcBoxes, 4 * arc, xs[i], ys[i], xs[i], ys[i]);
      }
    }
  }

  /**
   * @param {Int32Array} numbers
   * @param {number} count
   */
  readRings(numbers, count) {
    const refs = [];
    const ringStarts = [];
    const unitStarts = [];
    const arcBoxes = this.arcBoxes;
    this.sides = new Int32Array(arcBoxes.length / 2).fill(-1);
    this.boxes = emptyBoxes(count);
    let i = 0;
    let following = 0;
    for (let rank = 0; rank < count; rank++) {
      unitStarts.push(ringStarts.length);
      for (let polygons = numbers[i++]; polygons > 0; polygons--) {
        for (let rings = numbers[i++]; rings > 0; rings--) {
          ringStarts.push(refs.length);
          for (let left = numbers[i++]; left > 0; left--) {
            const number = numbers[i++];
            const arc = following - Math.abs(number);
            if (number === 0) following += 1;
            refs.push(number > 0 ? ~arc : arc);
            this.sides[2 * arc + (number === 0 ? 0 : 1)] = rank;
            const [west, north] = [arcBoxes[4 * arc], arcBoxes[4 * arc + 1]];
            widen(
              this.boxes,
              4 * rank,
              west,
              north,
              arcBoxes[4 * arc + 2],
              arcBoxes[4 * arc + 3],
            );
          }
        }
      }
    }
    this.refs = Int32Array.from(refs);
    this.ringStarts = Int32Array.from([...ringStarts, refs.length]);
    this.unitStarts = Int32Array.from([...unitStarts, ringStarts.length]);
  }

  /** @param {PackedTopology} content */
  readUnits({ codes, names, labels, transform }) {
    const { scale, translate } = transform;
    const steps = unpack(labels);
    const allNames = names.split("\n");
    let [x, y] = [0, 0];
    this.units = codes.split(" ").map((code, rank) => {
      x += steps[2 * rank];
      y += steps[2 * rank + 1];
      const label = toWorld([x * scale[0] + translate[0], y * scale[1] + translate[1]]);
      return new Commune(this, rank, code, allNames[rank], label);
    });
    this.rankOf = new Map(this.units.map(({ code, rank }) => [code, rank]));
  }

  /**
   * Calls back with [x, y, x, y…] of each ring of a unit.
   * @param {number} rank
   * @param {(points: number[]) => void} take
   */
  eachRing(rank, take) {
    for (let ring = this.unitStarts[rank]; ring < this.unitStarts[rank + 1]; ring++) {
      const points = [];
      for (let i = this.ringStarts[ring]; i < this.ringStarts[ring + 1]; i++) {
        const ref = this.refs[i];
        const arc = ref < 0 ? ~ref : ref;
        const [from, to] = [this.starts[arc], this.starts[arc + 1]];
        for (let k = 1; k < to - from; k++) {
          const point = ref < 0 ? to - 1 - k : from + k;
          points.push(this.xs[point], this.ys[point]);
        }
      }
      take(points);
    }
  }

  /**
   * The unit that holds a point, or -1. Boxes are gone through one by one: 0.1 ms for all.
   * @param {Point} place
   */
  rankAt([x, y]) {
    const { boxes } = this;
    for (let rank = 0, i = 0; i < boxes.length; rank++, i += 4) {
      const isNear = x >= boxes[i] && y >= boxes[i + 1] && x <= boxes[i + 2] && y <= boxes[i + 3];
      if (isNear && this.holds(rank, x, y)) return rank;
    }
    return -1;
  }

  /**
   * Whether a line from the point to the east crosses the outline an odd number of times.
   * @param {number} rank
   * @param {number} x
   * @param {number} y
   */
  holds(rank, x, y) {
    let isInside = false;
    this.eachRing(rank, (points) => {
      for (let i = 0, j = points.length - 2; i < points.length; j = i, i += 2) {
        const [x1, y1, x2, y2] = [points[i], points[i + 1], points[j], points[j + 1]];
        if (y1 > y === y2 > y) continue;
        if (x < x1 + ((y - y1) * (x2 - x1)) / (y2 - y1)) isInside = !isInside;
      }
    });
    return isInside;
  }

  /**
   * Units whose box meets a rectangle of the world.
   * @param {number} west
   * @param {number} north
   * @param {number} east
   * @param {number} south
   */
  within(west, north, east, south) {
    return meeting(this.boxes, west, north, east, south);
  }

  /**
   * Arcs that meet a rectangle; of those, with a level, the ones that part two units of it.
   * @param {string} level
   * @param {number} west
   * @param {number} north
   * @param {number} east
   * @param {number} south
   */
  arcsWithin(level, west, north, east, south) {
    if (!level) return meeting(this.arcBoxes, west, north, east, south);
    const lines = this.lines.get(level) ?? this.linesOf(this.owners[level]);
    this.lines.set(level, lines);
    return lines.filter((arc) => meets(this.arcBoxes, 4 * arc, west, north, east, south));
  }

  /**
   * A few thousands of a hundred thousand arcs: a drawing asks for them four times a strip.
   * @param {Int32Array} owners
   */
  linesOf(owners) {
    const lines = [];
    for (let arc = 0; arc < this.starts.length - 1; arc++) {
      const [one, other] = [this.sides[2 * arc], this.sides[2 * arc + 1]];
      if (owners[one] !== (other < 0 ? 0 : owners[other])) lines.push(arc);
    }
    return lines;
  }

  /**
   * The points worth drawing when a pixel is that many world units: the same for both sides of
   * an arc, ends always. Kept for each power of two.
   * @param {number} unitsPerPixel
   * @returns {Detail}
   */
  detail(unitsPerPixel) {
    const power = Math.max(0, Math.floor(Math.log2(unitsPerPixel)));
    const detail = this.details.get(power) ?? this.thin(2 ** power);
    this.details.set(power, detail);
    return detail;
  }

  /**
   * @param {number} step
   * @returns {Detail}
   */
  thin(step) {
    const { xs, ys, starts } = this;
    const kept = new Int32Array(xs.length);
    const keptStarts = new Int32Array(starts.length);
    let count = 0;
    for (let arc = 0; arc < starts.length - 1; arc++) {
      keptStarts[arc] = count;
      const [from, last] = [starts[arc], starts[arc + 1] - 1];
      kept[count++] = from;
      let point = from;
      for (let i = from + 1; i < last; i++) {
        if (Math.abs(xs[i] - xs[point]) + Math.abs(ys[i] - ys[point]) < step) continue;
        kept[count++] = point = i;
      }
      kept[count++] = last;
    }
    keptStarts[starts.length - 1] = count;
    return { points: kept.subarray(0, count), starts: keptStarts };
  }

  /**
   * Adds the outline of a unit to a canvas path.
   * @param {CanvasRenderingContext2D} context
   * @param {number} rank
   * @param {Detail} detail
   */
  traceUnit(context, rank, { points, starts }) {
    const { xs, ys, refs, ringStarts } = this;
    for (let ring = this.unitStarts[rank]; ring < this.unitStarts[rank + 1]; ring++) {
      let isFirst = true;
      for (let i = ringStarts[ring]; i < ringStarts[ring + 1]; i++) {
        const ref = refs[i];
        const arc = ref < 0 ? ~ref : ref;
        const [from, to] = [starts[arc], starts[arc + 1]];
        for (let k = isFirst ? 0 : 1; k < to - from; k++) {
          const point = points[ref < 0 ? to - 1 - k : from + k];
          if (isFirst) context.moveTo(xs[point], ys[point]);
          else context.lineTo(xs[point], ys[point]);
          isFirst = false;
        }
      }
      context.closePath();
    }
  }

  /**
   * @param {CanvasRenderingContext2D} context
   * @param {number} arc
   * @param {Detail} detail
   */
  traceArc(context, arc, { points, starts }) {
    const { xs, ys } = this;
    context.moveTo(xs[points[starts[arc]]], ys[points[starts[arc]]]);
    for (let i = starts[arc] + 1; i < starts[arc + 1]; i++) {
      context.lineTo(xs[points[i]], ys[points[i]]);
    }
  }
}

const FAR = 2 ** 30;

/** @param {number} count */
function emptyBoxes(count) {
  return new Int32Array(4 * count).map((_side, i) => (i % 4 < 2 ? FAR : -FAR));
}

/**
 * @param {Int32Array} boxes
 * @param {number} at
 * @param {number} west
 * @param {number} north
 * @param {number} east
 * @param {number} south
 */
function widen(boxes, at, west, north, east, south) {
  if (west < boxes[at]) boxes[at] = west;
  if (north < boxes[at + 1]) boxes[at + 1] = north;
  if (east > boxes[at + 2]) boxes[at + 2] = east;
  if (south > boxes[at + 3]) boxes[at + 3] = south;
}

/**
 * @param {Int32Array} boxes
 * @param {number} west
 * @param {number} north
 * @param {number} east
 * @param {number} south
 */
function meeting(boxes, west, north, east, south) {
  const met = [];
  for (let rank = 0, i = 0; i < boxes.length; rank++, i += 4) {
    if (meets(boxes, i, west, north, east, south)) met.push(rank);
  }
  return met;
}

/**
 * @param {Int32Array} boxes
 * @param {number} at
 * @param {number} west
 * @param {number} north
 * @param {number} east
 * @param {number} south
 */
function meets(boxes, at, west, north, east, south) {
  return boxes[at] <= east && boxes[at + 2] >= west && boxes[at + 1] <= south &&
    boxes[at + 3] >= north;
}
