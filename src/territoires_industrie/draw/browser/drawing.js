/* The SVG of the map: its groups, what surrounds the units, and the place of it all. */

import { fineness, REFERENCE_ZOOM } from "./geometry.js";

/** @import * as Leaflet from "leaflet" */
/** @import { Shape, Unit, UnitNode } from "./types.d.ts" */

const SVG = "http://www.w3.org/2000/svg";
/* Letters of ten pixels fit above the ground of a frame that wide (`insets.py`). */
const LEAST_NAMED_PX = 80;

/**
 * @param {string} tag
 * @param {string} [className]
 * @param {Element | null} [parent]
 * @param {Record<string, string | number>} attributes
 */
export function draw(tag, className, parent, attributes = {}) {
  const node = /** @type {SVGElement} */ (document.createElementNS(SVG, tag));
  if (className) node.setAttribute("class", className);
  for (const [name, value] of Object.entries(attributes)) node.setAttribute(name, String(value));
  parent?.appendChild(node);
  return node;
}

/**
 * An element that stands for a unit.
 * @param {number} rank
 * @param {Parameters<typeof draw>} element
 */
export function drawUnit(rank, ...element) {
  return /** @type {UnitNode} */ (Object.assign(draw(...element), { rank }));
}

export class Drawing {
  /** Pixels a world unit. */
  scale = 0;
  /** @type {{ outline: SVGElement, text: SVGElement, shape: Shape }[]} */
  insets = [];

  /**
   * @param {Leaflet.Map} map
   * @param {SVGElement} svg
   * @param {SVGElement} marks what follows the pointer: the big drawing is not painted again
   * @param {string} patterns SVG of the missing statuses
   */
  constructor(map, svg, marks, patterns) {
    this.map = map;
    svg.setAttribute("role", "presentation");
    marks.setAttribute("aria-hidden", "true");
    const definitions = draw("defs", "", svg);
    definitions.innerHTML = patterns;
    this.patterns = [...definitions.children];
    this.world = draw("g", "atlas-world", svg);
    this.overWorld = draw("g", "atlas-world", marks);
    this.around = draw("g", "atlas-around", this.world, { "aria-hidden": "true" });
    this.frames = draw("g", "atlas-frames", this.world);
    this.land = draw("g", "atlas-land", this.world);
    this.units = draw("g", "atlas-units", this.world, { role: "group" });
    this.overlays = draw("g", "atlas-patterns", this.world, { "aria-hidden": "true" });
    this.regions = draw("g", "atlas-regions", this.world);
    this.departements = draw("g", "atlas-departements", this.world, { "aria-hidden": "true" });
    this.outlines = draw("g", "atlas-outlines", this.world);
    this.circles = draw("g", "atlas-circles", this.world, { "aria-hidden": "true" });
    this.names = draw("g", "atlas-frame-names", this.world, { "aria-hidden": "true" });
    this.inside = draw("path", "", draw("clipPath", "", marks, { id: "atlas-inside" }));
    this.beside = draw("g", "atlas-beside", this.overWorld);
    this.members = draw("g", "atlas-members", this.overWorld, {
      "clip-path": "url(#atlas-inside)",
    });
    this.marks = draw("g", "atlas-marks", this.overWorld);
    this.hover = draw("path", "atlas-hover", this.overWorld);
    this.focus = draw("g", "atlas-focus", this.overWorld);
  }

  /**
   * Follow a move or a zoom with one transform; whether the scale has changed.
   * @returns {boolean}
   */
  place() {
    const origin = this.map.getPixelOrigin();
    const zoom = this.map.getZoom();
    const scale = this.map.getZoomScale(zoom, REFERENCE_ZOOM);
    const transform = `translate(${-origin.x} ${-origin.y}) scale(${scale})`;
    for (const world of [this.world, this.overWorld]) world.setAttribute("transform", transform);
    if (scale === this.scale) return false;
    this.scale = scale;
    this.world.style.setProperty("--fineness", String(fineness(zoom)));
    for (const pattern of this.patterns) {
      pattern.setAttribute("patternTransform", `scale(${1 / scale})`);
    }
    this.sizeNames();
    return true;
  }

  /** Names keep their size on screen, and leave frames too small for them; a small frame opens. */
  sizeNames() {
    for (const { outline, text, shape: { box } } of this.insets) {
      text.setAttribute("transform", `translate(${box[0]} ${box[1]}) scale(${1 / this.scale})`);
      const room = (box[2] - box[0]) * this.scale;
      text.style.display = room < LEAST_NAMED_PX ? "none" : "";
      outline.classList.toggle("opens", room < this.map.getSize().x / 2);
    }
  }

  /**
   * One path a unit: a browser strokes the whole of a path, however little of it is in sight.
   * @param {SVGElement} group
   * @param {Unit[]} units
   * @param {string[]} names
   */
  drawLines(group, units, names) {
    group.replaceChildren();
    for (const name of names) {
      for (const { path } of units) draw("path", name, group, { d: path });
    }
  }

  /**
   * Units inside a shape, cut at its border; those of a colour of their own stand beside it.
   * @param {(Unit & { colour?: string })[]} units
   * @param {string} shape
   */
  drawMembers(units, shape) {
    this.inside.setAttribute("d", shape);
    const inside = units.filter(({ colour }) => !colour);
    this.drawLines(this.members, inside, ["atlas-member-casing", "atlas-member"]);
    this.beside.replaceChildren();
    for (const { path, colour } of units) {
      if (colour) draw("path", "", this.beside, { d: path, fill: colour, stroke: colour });
    }
  }

  /** @param {Shape[]} shapes */
  drawSurroundings(shapes) {
    this.around.replaceChildren();
    for (const { name, path } of shapes) draw("path", name, this.around, { d: path });
  }

  /**
   * The inset that a click beside its islands opens, if that is where it was.
   * @param {EventTarget | null} node
   */
  insetOf(node) {
    return this.insets.find(({ outline }) => outline === node)?.shape;
  }

  /** @param {Shape[]} shapes */
  drawFrames(shapes) {
    this.frames.replaceChildren();
    this.names.replaceChildren();
    this.insets = shapes.map((shape) => {
      const outline = draw("path", "atlas-frame", this.frames, { d: shape.path });
      const text = draw("text", "atlas-frame-name", this.names, { dx: 4, dy: 11 });
      text.textContent = shape.name;
      return { outline, text, shape };
    });
    this.sizeNames();
  }

  /**
   * One path a pattern, over the units that it marks.
   * @param {Unit[]} units
   * @param {[string, number[]][]} marked ranks by the letter of their pattern
   */
  drawPatterns(units, marked) {
    this.overlays.replaceChildren();
    for (const [letter, ranks] of marked) {
      const d = ranks.map((rank) => units[rank].path).join("");
      draw("path", "", this.overlays, { d, fill: `url(#motif-${letter})` });
    }
  }

  clear() {
    for (const group of [this.units, this.overlays, this.circles, this.marks, this.focus]) {
      group.replaceChildren();
    }
    this.hover.removeAttribute("d");
  }
}
