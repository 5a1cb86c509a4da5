/* Names on the map: the units of a level, then towns, none over another, on a canvas above all. */

import { SheetLayer } from "./sheet.js";

/** @import { Label, NamesLook, Point, Town, Unit } from "./types.d.ts" */

const LINE_PX = 13;
const MOST_LINES = 3;
const GAP_PX = 6;
const DOT_PX = 1.7;
const FONT = 'px system-ui, "Segoe UI", Roboto, "Helvetica Neue", Arial, sans-serif';
const [UNIT_FONT, TOWN_FONT] = [`600 11.5${FONT}`, `11${FONT}`];
/* Towns of at least so many inhabitants are named at that zoom, and of fewer the closer one is. */
const LEAST_PEOPLE = 250_000;
const WHOLE_ZOOM = 5.4;
const PEOPLE_PER_ZOOM = 2.6;

/** @param {number} zoom */
export function leastPeople(zoom) {
  return LEAST_PEOPLE / PEOPLE_PER_ZOOM ** (zoom - WHOLE_ZOOM);
}

/**
 * The lines of a name that is not to be wider; empty where a word is.
 * @param {string} name
 * @param {number} width
 * @param {(text: string) => number} measure
 * @returns {string[]}
 */
export function wrapName(name, width, measure) {
  /** @type {string[]} */
  const lines = [];
  for (const word of name.split(" ")) {
    if (measure(word) > width) return [];
    const longer = lines.length ? `${lines[lines.length - 1]} ${word}` : word;
    if (lines.length && measure(longer) <= width) lines[lines.length - 1] = longer;
    else lines.push(word);
  }
  return lines.length <= MOST_LINES ? lines : [];
}

/** Keeps the labels for which there is room: those that come first. */
export class Room {
  /** @type {number[][]} */
  taken = [];

  /**
   * Whether a rectangle is free; it is then taken.
   * @param {number[]} box left, top, right and bottom, in pixels
   */
  take([left, top, right, bottom]) {
    const isFree = this.taken.every(([west, north, east, south]) =>
      left > east + GAP_PX || right < west - GAP_PX || top > south || bottom < north
    );
    if (isFree) this.taken.push([left, top, right, bottom]);
    return isFree;
  }
}

export class NamesCanvas extends SheetLayer {
  /** @type {NamesLook} */
  look = { units: [], towns: [], mark: "" };

  constructor() {
    super("atlas-names");
  }

  /**
   * A drawing that would look the same is not made again.
   * @param {NamesLook} look
   */
  show(look) {
    if (look.mark === this.look.mark) return;
    this.look = look;
    this.paint();
  }

  paint() {
    const { sheet, look } = this;
    if (!look.mark) return;
    const { context, ink, scale } = this.begin();
    context.lineJoin = "round";
    context.lineWidth = 3;
    context.strokeStyle = ink.colour("paper");
    context.fillStyle = ink.colour("ink");
    context.textBaseline = "middle";
    const room = new Room();
    const units = look.units.filter((unit) => this.nameUnit(context, room, unit, scale));
    // A unit that is named after its town says both.
    const said = new Set(units.map((unit) => unit.name));
    for (const town of look.towns) {
      if (town.people < leastPeople(sheet.zoom)) break;
      if (!said.has(town.name)) this.nameTown(context, room, town, scale);
    }
    this.place();
  }

  /**
   * @param {Point} place
   * @param {number} scale
   */
  onSheet([x, y], scale) {
    const { corner } = this.sheet;
    return [x * scale - corner.x, y * scale - corner.y];
  }

  /** @param {number[]} place */
  isInside([x, y]) {
    const { size } = this.sheet;
    return x > 0 && y > 0 && x < size.x && y < size.y;
  }

  /**
   * Whether there was room for the name of a unit; it is then written.
   * @param {CanvasRenderingContext2D} context
   * @param {Room} room
   * @param {Pick<Unit, "name" | "box" | "label">} unit
   * @param {number} scale
   */
  nameUnit(context, room, { name, box, label }, scale) {
    const middle = this.onSheet(label, scale);
    const [wide, high] = [(box[2] - box[0]) * scale, (box[3] - box[1]) * scale];
    if (!this.isInside(middle) || wide < 30 || high < LINE_PX) return false;
    context.font = UNIT_FONT;
    const lines = wrapName(name, wide, (text) => context.measureText(text).width);
    if (!lines.length || lines.length * LINE_PX > high) return false;
    const half = Math.max(...lines.map((line) => context.measureText(line).width)) / 2;
    const [x, y] = middle;
    const top = y - (lines.length * LINE_PX) / 2;
    if (!room.take([x - half, top, x + half, top + lines.length * LINE_PX])) return false;
    lines.forEach((line, rank) =>
      this.write(context, { text: line, x, y: top + (rank + 0.5) * LINE_PX, align: "center" })
    );
    return true;
  }

  /**
   * A point and its name, on the side where there is room.
   * @param {CanvasRenderingContext2D} context
   * @param {Room} room
   * @param {Town} town
   * @param {number} scale
   */
  nameTown(context, room, { name, place }, scale) {
    const [x, y] = this.onSheet(place, scale);
    if (!this.isInside([x, y])) return;
    context.font = TOWN_FONT;
    const width = context.measureText(name).width + 5;
    const sides = /** @type {const} */ ([["left", x - 3, x + width], ["right", x - width, x + 3]]);
    const half = LINE_PX / 2;
    const side = sides.find(([, left, right]) => room.take([left, y - half, right, y + half]));
    if (!side) return;
    context.beginPath();
    context.arc(x, y, DOT_PX, 0, 2 * Math.PI);
    context.stroke();
    context.fill();
    const [align] = side;
    this.write(context, { text: name, x: align === "left" ? x + 4 : x - 4, y, align });
  }

  /**
   * @param {CanvasRenderingContext2D} context
   * @param {Label} label
   */
  write(context, { text, x, y, align }) {
    context.textAlign = align;
    context.strokeText(text, x, y);
    context.fillText(text, x, y);
  }
}
