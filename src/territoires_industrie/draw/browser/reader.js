/* What the reader does on the map: pointer, finger, keyboard, and the label that answers them. */

import { draw } from "./drawing.js";
import { element } from "./furniture.js";
import { boundsOf, neighbour, toLatLng } from "./geometry.js";
import { inside, tinyAt } from "./hit.js";
import { L } from "./leaflet.js";

/** @import * as Leaflet from "leaflet" */
/** @import { AtlasLayer } from "./layer.js" */
/** @import { Point, Site } from "./types.d.ts" */

const DRAG_PX = 4;
/** @type {Record<string, Point>} */
const DIRECTIONS = {
  ArrowRight: [1, 0],
  ArrowLeft: [-1, 0],
  ArrowDown: [0, 1],
  ArrowUp: [0, -1],
};

/** @param {EventTarget | null} node */
function rankOfNode(node) {
  return /** @type {{ rank?: number } | null} */ (node)?.rank ?? -1;
}

/** @param {MouseEvent | KeyboardEvent} event */
function adds(event) {
  return event.ctrlKey || event.metaKey || event.shiftKey;
}

export class Reader {
  /**
   * @param {Leaflet.Map} map
   * @param {AtlasLayer} layer
   */
  constructor(map, layer) {
    this.map = map;
    this.layer = layer;
    this.hovered = -1;
    /** @type {Site | undefined} the site that the label tells of */
    this.site = undefined;
    /** @type {PointerEvent | null} */
    this.pressed = null;
    this.tooltip = L.tooltip({ className: "atlas-tooltip", offset: [14, 0], opacity: 1 });
    const container = map.getContainer();
    container.addEventListener("pointerdown", (event) => (this.pressed = event));
    container.addEventListener("click", (event) => this.onClick(event));
    container.addEventListener("pointermove", (event) => this.onPointerMove(event));
    container.addEventListener("pointerleave", () => this.leave());
    container.addEventListener("keydown", (event) => this.onKey(event));
    container.addEventListener("focusin", (event) => this.onFocus(event));
    container.addEventListener("focusout", () => {
      layer.drawing.focus.replaceChildren();
      this.tooltip.remove();
    });
  }

  /**
   * The unit under the pointer: the browser knows which shape, or the coverage which place.
   * @param {MouseEvent} event
   */
  rankUnder(event) {
    const { target } = event;
    const { level, canvas, drawing } = this.layer;
    if (!level || this.isOnControl(target)) return -1;
    if (level.coverage) return canvas.rankAt(this.placeUnder(event));
    const rank = rankOfNode(target);
    // Beside an island; on land the pointer is on the neighbour, which must answer.
    return rank >= 0 ? rank : tinyAt(level.units, this.placeUnder(event), drawing.scale);
  }

  /** @param {EventTarget | null} target */
  isOnControl(target) {
    return target instanceof Element && target.closest(".leaflet-control") !== null;
  }

  /**
   * Where in the world the pointer is.
   * @param {MouseEvent} event
   * @returns {Point}
   */
  placeUnder(event) {
    const { scale } = this.layer.drawing;
    const { x, y } = this.map.mouseEventToLayerPoint(event);
    const { x: left, y: top } = this.map.getPixelOrigin();
    return [(x + left) / scale, (y + top) / scale];
  }

  /** @param {MouseEvent} event */
  onClick(event) {
    if (this.hasDragged(event)) return;
    const rank = this.rankUnder(event);
    const inset = rank < 0 ? this.layer.drawing.insetOf(event.target) : undefined;
    if (inset) this.map.fitBounds(boundsOf([inset]));
    if (rank < 0) return;
    this.layer.activate(rank);
    this.layer.choose(rank, adds(event));
    if (this.pressed?.pointerType !== "touch") return;
    // A finger does not hover: what it touches is told where it is, until the next touch.
    this.meet(rank, undefined);
    this.showTooltip(this.map.mouseEventToLatLng(event));
  }

  /**
   * A finger does not drag the map, and browsers move its clicks to the likeliest target.
   * @param {MouseEvent} event
   */
  hasDragged({ clientX, clientY }) {
    const { pressed } = this;
    if (pressed?.pointerType !== "mouse") return false;
    return Math.hypot(clientX - pressed.clientX, clientY - pressed.clientY) > DRAG_PX;
  }

  /** @param {PointerEvent} event */
  onPointerMove(event) {
    if (event.buttons) return;
    const rank = this.rankUnder(event);
    const isOver = !this.isOnControl(event.target);
    const site = isOver ? this.layer.sites.siteAt(this.placeUnder(event)) : undefined;
    if (rank < 0 && !site) {
      if (this.hovered >= 0 || this.site) this.leave();
      return;
    }
    if (this.hovered !== rank || this.site !== site) this.meet(rank, site);
    this.showTooltip(site ? toLatLng(site.place) : this.map.mouseEventToLatLng(event));
  }

  /**
   * Outline the unit under the pointer, and tell of the site on it, or else of the unit.
   * @param {number} rank
   * @param {Site | undefined} site
   */
  meet(rank, site) {
    const { drawing } = this.layer;
    if (rank < 0) drawing.hover.removeAttribute("d");
    else if (this.hovered !== rank) drawing.hover.setAttribute("d", this.layer.unitAt(rank).path);
    this.hovered = rank;
    this.site = site;
    this.fillTooltip(site ? this.layer.describeSite(site) : this.layer.describe(rank));
  }

  leave() {
    this.hovered = -1;
    this.site = undefined;
    this.layer.drawing.hover.removeAttribute("d");
    this.tooltip.remove();
  }

  /** @param {string[]} texts the first is a name */
  fillTooltip(texts) {
    const content = document.createElement("div");
    texts.forEach((text, line) => {
      if (text) element(line ? "div" : "strong", "", content).textContent = text;
    });
    this.tooltip.setContent(content);
  }

  /** @param {Leaflet.LatLngExpression} place */
  showTooltip(place) {
    this.tooltip.setLatLng(place);
    if (!this.map.hasLayer(this.tooltip)) this.tooltip.addTo(this.map);
    const label = this.tooltip.getElement();
    if (!label) return;
    label.style.translate = "";
    const { left, right, top, bottom } = label.getBoundingClientRect();
    const [x, y] = [
      inside(left, right, window.innerWidth),
      inside(top, bottom, window.innerHeight),
    ];
    label.style.translate = `${x}px ${y}px`;
  }

  /**
   * One tab stop for the whole map: arrows go to the neighbour.
   * @param {KeyboardEvent} event
   */
  onKey(event) {
    const { layer, map } = this;
    const { key } = event;
    const rank = rankOfNode(event.target);
    if (rank < 0 || !layer.level) return;
    if (key === "Enter" || key === " ") {
      layer.choose(rank, adds(event));
    } else if (key in DIRECTIONS) {
      layer.goTo(neighbour(layer.level.units, rank, DIRECTIONS[key]));
    } else if (key === "+" || key === "-") {
      map.setZoom(map.getZoom() + (key === "+" ? 1 : -1));
    } else if (key === "Home") {
      layer.view.goHome();
    } else {
      return;
    }
    event.preventDefault();
  }

  /** @param {FocusEvent} event */
  onFocus({ target }) {
    const { layer } = this;
    const rank = rankOfNode(target);
    if (rank < 0 || !(target instanceof Element && target.matches(":focus-visible"))) return;
    const { path, label } = layer.unitAt(rank);
    layer.drawing.focus.replaceChildren();
    for (const name of ["atlas-focus-casing", "atlas-focus-line"]) {
      draw("path", name, layer.drawing.focus, { d: path });
    }
    const place = toLatLng(label);
    layer.view.keepInside(place);
    this.fillTooltip(layer.describe(rank));
    this.showTooltip(place);
  }
}
