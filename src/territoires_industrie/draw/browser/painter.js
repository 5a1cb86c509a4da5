/* One drawing of the communes, on a canvas as wide as the map and its margins. */

import { colourOf, edgeOf, groundOf, lookOf, markedUnits, radiusOf } from "./colours.js";
import { fineness } from "./geometry.js";
import { FULL_CIRCLE, Ink } from "./ink.js";

/** @import { CanvasLook, Sheet } from "./types.d.ts" */

/** @typedef {[west: number, north: number, east: number, south: number]} Rectangle */

export const STRIP_PX = 48;
/* Shapes of one path: painting takes forty times as long when all are in one. */
const BATCH = 16;
const MARGIN_PX = 4;
/* Borders of communes would hide their colours where a commune is a few pixels wide. */
const LEAST_BORDERED_ZOOM = 7.6;

/**
 * @param {number[]} all
 * @param {(batch: number[]) => void} take
 */
function eachBatch(all, take) {
  for (let i = 0; i < all.length; i += BATCH) take(all.slice(i, i + BATCH));
}

export class Painter extends Ink {
  /**
   * @param {Sheet} sheet
   * @param {CanvasLook} look
   * @param {number} scale pixels a world unit
   * @param {Map<string, HTMLImageElement>} images patterns of the missing statuses, by letter
   */
  constructor(sheet, look, scale, images) {
    super(sheet.node);
    const { coverage, hasTiles } = look;
    this.sheet = sheet;
    this.look = look;
    this.scale = scale;
    this.images = images;
    this.context = /** @type {CanvasRenderingContext2D} */ (sheet.node.getContext("2d"));
    /** @type {Map<string, CanvasPattern>} */
    this.patterns = new Map();
    /** @type {Map<string, Path2D>} */
    this.shapes = new Map();
    this.opacity = hasTiles ? this.number("tiles-opacity") : 1;
    this.dimmed = this.number(hasTiles ? "tiles-dimmed-opacity" : "dimmed-opacity");
    this.fineness = fineness(sheet.zoom);
    this.detail = coverage.detail(1 / scale);
  }

  /** From here on, places are those of the world. */
  enterWorld() {
    const { context, scale } = this;
    const { corner, ratio } = this.sheet;
    const k = scale * ratio;
    context.setTransform(k, 0, 0, k, -corner.x * ratio, -corner.y * ratio);
    context.lineJoin = "round";
  }

  /** @param {number} top of the strip, in pixels of the page */
  drawStrip(top) {
    const { context, scale, look } = this;
    const { corner, size, ratio } = this.sheet;
    // In one go: to cut the sea at each strip takes as long as the strip.
    if (top === 0) this.drawSurroundings();
    const height = Math.min(STRIP_PX, size.y - top);
    context.save();
    context.setTransform(1, 0, 0, 1, 0, 0);
    context.beginPath();
    const [from, to] = [top, top + height].map((y) => Math.round(y * ratio));
    context.rect(0, from, size.x * ratio, to - from);
    context.clip();
    this.enterWorld();
    /** @type {Rectangle} */
    const rectangle = [
      (corner.x - MARGIN_PX) / scale,
      (corner.y + top - MARGIN_PX) / scale,
      (corner.x + size.x + MARGIN_PX) / scale,
      (corner.y + top + height + MARGIN_PX) / scale,
    ];
    this.drawUnits(rectangle);
    this.drawLines(rectangle);
    if (look.colouring.radii) this.drawCircles(rectangle);
    context.restore();
  }

  /** Under a background map, only the seas of the insets are left of what lies around. */
  drawSurroundings() {
    const { context, scale } = this;
    const { around, hasTiles } = this.look;
    context.save();
    this.enterWorld();
    for (const { name, path } of around) {
      const [kind, inset] = name.split(" ");
      if (hasTiles && !inset) continue;
      const shape = this.shapeOf(path);
      if (kind !== "border") {
        context.fillStyle = this.colour(kind === "land" ? "abroad" : "sea");
        context.fill(shape, "evenodd");
      } else {
        context.strokeStyle = this.colour("abroad-border");
        context.lineWidth = (this.number("abroad-border-width") * this.fineness) / scale;
        context.stroke(shape);
      }
    }
    context.restore();
  }

  /** @param {string} path */
  shapeOf(path) {
    const shape = this.shapes.get(path) ?? new Path2D(path);
    this.shapes.set(path, shape);
    return shape;
  }

  /** @param {Rectangle} rectangle */
  drawUnits(rectangle) {
    const { context } = this;
    const { coverage, colouring } = this.look;
    for (const [look, ranks] of this.groups(rectangle)) {
      context.fillStyle = this.fill(look[0]);
      context.globalAlpha = look.length > 1 ? this.dimmed : this.opacity;
      // Without borders, a hair of the page would show between neighbours. A line of their colour
      // would cover it too, and takes longer than to fill them again.
      const isBare = this.sheet.zoom < LEAST_BORDERED_ZOOM && context.globalAlpha === 1;
      this.fillUnits(ranks, isBare ? 2 : 1);
    }
    context.globalAlpha = 1;
    for (const [letter, ranks] of markedUnits(colouring, coverage.within(...rectangle))) {
      context.fillStyle = this.fill(letter);
      this.fillUnits(ranks, 1);
    }
  }

  /**
   * @param {number[]} ranks
   * @param {number} times
   */
  fillUnits(ranks, times) {
    const { context, detail } = this;
    eachBatch(ranks, (batch) => {
      context.beginPath();
      for (const rank of batch) this.look.coverage.traceUnit(context, rank, detail);
      for (let time = 0; time < times; time++) context.fill("evenodd");
    });
  }

  /**
   * Units that meet a rectangle, by the look of their ground.
   * @param {Rectangle} rectangle
   */
  groups(rectangle) {
    const { coverage, colouring } = this.look;
    /** @type {Map<string, number[]>} */
    const groups = new Map();
    for (const rank of coverage.within(...rectangle)) {
      const look = groundOf(colouring, lookOf(colouring, rank));
      const ranks = groups.get(look);
      if (ranks) ranks.push(rank);
      else groups.set(look, [rank]);
    }
    return groups;
  }

  /** @param {string} letter */
  fill(letter) {
    const colour = colourOf(this.look.colouring, letter);
    if (colour) return this.paint(colour);
    const image = this.images.get(letter);
    const pattern = this.patterns.get(letter) ??
      (image && this.context.createPattern(image, "repeat"));
    if (!pattern) return this.colour("land");
    pattern.setTransform(new DOMMatrix().scale(1 / this.scale));
    this.patterns.set(letter, pattern);
    return pattern;
  }

  /** @param {Rectangle} rectangle */
  drawLines(rectangle) {
    const { regions, outline, colouring } = this.look;
    if (this.sheet.zoom >= LEAST_BORDERED_ZOOM) {
      this.stroke(rectangle, "", colouring.radii ? "count-border" : "border");
      this.stroke(rectangle, "epci", "region");
    }
    if (regions) this.stroke(rectangle, regions, "region");
    if (outline) {
      this.stroke(rectangle, outline, "casing");
      this.stroke(rectangle, outline, "programme");
    }
  }

  /**
   * The lines of a level, by the name that they have in the look.
   * @param {Rectangle} rectangle
   * @param {string} level
   * @param {string} name
   */
  stroke(rectangle, level, name) {
    const { context, detail } = this;
    const { coverage } = this.look;
    context.strokeStyle = this.colour(name);
    context.lineWidth = (this.number(`${name}-width`) * this.fineness) / this.scale;
    context.globalAlpha = this.number(`${name}-opacity`) || 1;
    eachBatch(coverage.arcsWithin(level, ...rectangle), (batch) => {
      context.beginPath();
      for (const arc of batch) coverage.traceArc(context, arc, detail);
      context.stroke();
    });
    context.globalAlpha = 1;
  }

  /** @param {Rectangle} rectangle */
  drawCircles([west, north, east, south]) {
    const { context, scale } = this;
    const { coverage, colouring, circles } = this.look;
    context.lineWidth = this.number("circle-edge-width") / scale;
    for (const rank of circles) {
      const [x, y] = coverage.units[rank].label;
      const radius = radiusOf(colouring, rank) / scale;
      if (x + radius < west || x - radius > east || y + radius < north || y - radius > south) {
        continue;
      }
      context.beginPath();
      context.arc(x, y, radius, 0, FULL_CIRCLE);
      this.drawCircle(lookOf(colouring, rank), radius * scale > 2);
    }
    context.globalAlpha = 1;
  }

  /**
   * The circle of the current path.
   * @param {string} look
   * @param {boolean} hasEdge
   */
  drawCircle(look, hasEdge) {
    const { context } = this;
    const isDimmed = look.length > 1;
    context.fillStyle = this.fill(look[0]);
    context.globalAlpha = this.number(isDimmed ? "circle-dimmed-opacity" : "circle-opacity");
    context.fill();
    if (!hasEdge) return;
    context.globalAlpha = isDimmed ? this.number("dimmed-edge-opacity") : 1;
    context.strokeStyle = isDimmed
      ? this.colour("dimmed-edge")
      : this.paint(edgeOf(this.look.colouring, look[0]));
    context.stroke();
  }
}
