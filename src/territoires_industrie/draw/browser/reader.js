/* What the reader does on the map: pointer, finger, keyboard, and the label that answers them. */

import { draw } from "./drawing.js";
import { element } from "./furniture.js";
import { neighbour, toLatLng } from "./geometry.js";
import { L } from "./leaflet.js";

/** @import * as Leaflet from "leaflet" */
/** @import { AtlasLayer } from "./layer.js" */
/** @import { Point } from "./types.d.ts" */

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
    if (!level?.coverage) return rankOfNode(target);
    if (target instanceof Element && target.closest(".leaflet-control")) return -1;
    const { x, y } = this.map.mouseEventToLayerPoint(event);
    const { x: left, y: top } = this.map.getPixelOrigin();
    return canvas.rankAt([(x + left) / drawing.scale, (y + top) / drawing.scale]);
  }

  /** @param {MouseEvent} event */
  onClick(event) {
    const rank = this.rankUnder(event);
    if (rank < 0 || this.hasDragged(event)) return;
    this.layer.activate(rank);
    this.layer.choose(rank, adds(event));
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
    if (rank < 0) {
      if (this.hovered >= 0) this.leave();
      return;
    }
    if (this.hovered !== rank) {
      this.hovered = rank;
      this.layer.drawing.hover.setAttribute("d", this.layer.unitAt(rank).path);
      this.fillTooltip(rank);
    }
    this.showTooltip(this.map.mouseEventToLatLng(event));
  }

  leave() {
    this.hovered = -1;
    this.layer.drawing.hover.removeAttribute("d");
    this.tooltip.remove();
  }

  /** @param {number} rank */
  fillTooltip(rank) {
    const content = document.createElement("div");
    this.layer.describe(rank).forEach((text, line) => {
      if (text) element(line ? "div" : "strong", "", content).textContent = text;
    });
    this.tooltip.setContent(content);
  }

  /** @param {Leaflet.LatLngExpression} place */
  showTooltip(place) {
    this.tooltip.setLatLng(place);
    if (!this.map.hasLayer(this.tooltip)) this.tooltip.addTo(this.map);
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
    this.fillTooltip(rank);
    this.showTooltip(place);
  }
}
