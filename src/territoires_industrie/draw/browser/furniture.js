/* Buttons, note, messages and background around the drawing. */

import { L } from "./leaflet.js";

/** @import * as Leaflet from "leaflet" */
/** @import { Texts } from "./types.d.ts" */
/** @import { View } from "./view.js" */

const HINT_MS = 1500;
const PLAN_IGN = "https://data.geopf.fr/wmts?SERVICE=WMTS&REQUEST=GetTile&VERSION=1.0.0" +
  "&LAYER=GEOGRAPHICALGRIDSYSTEMS.PLANIGNV2&STYLE=normal&TILEMATRIXSET=PM" +
  "&FORMAT=image/png&TILEMATRIX={z}&TILEROW={y}&TILECOL={x}";

/**
 * @template {keyof HTMLElementTagNameMap} Tag
 * @param {Tag} tag
 * @param {string} className
 * @param {HTMLElement} [parent]
 * @param {Record<string, string>} attributes
 * @returns {HTMLElementTagNameMap[Tag]}
 */
export function element(tag, className, parent, attributes = {}) {
  const node = L.DomUtil.create(tag, className, parent);
  for (const [name, value] of Object.entries(attributes)) node.setAttribute(name, value);
  return node;
}

/** Every word comes from the payload. */
export class Furniture {
  /**
   * @param {Leaflet.Map} map
   * @param {View} view
   */
  constructor(map, view) {
    this.map = map;
    this.view = view;
    /** @type {Record<string, [sign: string, action: () => void]>} */
    this.buttons = {
      zoom_in: ["+", () => map.zoomIn()],
      zoom_out: ["−", () => map.zoomOut()],
      home: ["⌂", () => view.goHome()],
    };
    this.addButtons();
    this.note = this.addControl("bottomright", "atlas-note");
    this.message = element("p", "atlas-message", map.getContainer());
    this.message.hidden = true;
    /** @type {Texts} */
    this.texts = {};
    /** @type {string[]} */
    this.remarks = [];
    /** @type {string | null} */
    this.background = null;
    /** @type {Leaflet.TileLayer | null} */
    this.tiles = null;
    this.isHinted = false;
    map.getContainer().addEventListener("touchmove", (event) => this.hint(event), {
      passive: true,
    });
  }

  /**
   * @param {Leaflet.ControlPosition} position
   * @param {string} className
   */
  addControl(position, className) {
    const node = element("div", className);
    const control = new L.Control({ position });
    control.onAdd = () => node;
    control.addTo(this.map);
    L.DomEvent.disableClickPropagation(node);
    return node;
  }

  addButtons() {
    const bar = this.addControl("topleft", "leaflet-bar atlas-buttons");
    for (const [name, [sign, action]] of Object.entries(this.buttons)) {
      const button = element("button", "", bar, { type: "button", "data-action": name });
      button.textContent = sign;
      button.addEventListener("click", action);
    }
  }

  /**
   * Only what differs is written: a page whose language is set, to the same even, is laid out anew.
   * @param {Texts} texts
   */
  say(texts) {
    this.texts = texts;
    if (document.documentElement.lang !== texts.language) {
      document.documentElement.lang = texts.language;
    }
    const container = this.map.getContainer();
    for (const button of container.querySelectorAll("button[data-action]")) {
      if (!(button instanceof HTMLElement)) continue;
      const title = texts[button.dataset.action ?? ""] || "";
      if (button.title === title) continue;
      button.title = title;
      button.setAttribute("aria-label", title);
    }
    this.writeNote();
  }

  writeNote() {
    const { insets_note: insets, attribution } = this.texts;
    const parts = [insets, attribution, ...this.remarks.map((key) => this.texts[key])];
    const note = parts.filter(Boolean).join(" · ");
    if (note === this.note.textContent) return;
    this.note.textContent = note;
    this.note.hidden = !note;
    this.view.setFoot(this.note.offsetHeight);
  }

  /**
   * Add a text of the payload to the note.
   * @param {string} key
   */
  remark(key) {
    this.remarks = [...new Set([...this.remarks, key])];
    this.writeNote();
  }

  /** @param {string[]} keys */
  forget(...keys) {
    this.remarks = this.remarks.filter((key) => !keys.includes(key));
    this.writeNote();
  }

  /**
   * A failure is an alert and stays; anything else is a status.
   * @param {string} text
   */
  tell(text, isFailure = false) {
    this.message.setAttribute("role", isFailure ? "alert" : "status");
    this.message.classList.toggle("is-failure", isFailure);
    this.message.hidden = !text;
    if (this.message.textContent !== text) this.message.textContent = text || "";
  }

  /**
   * One finger scrolls the page: say, the first time, that two move the map.
   * @param {TouchEvent} event
   */
  hint(event) {
    const isScroll = event.touches.length === 1 && !this.map.dragging.enabled();
    if (!isScroll || this.isHinted || !this.message.hidden) return;
    this.isHinted = true;
    this.tell(this.texts.two_fingers);
    setTimeout(() => {
      if (this.message.textContent === this.texts.two_fingers) this.tell("");
    }, HINT_MS);
  }

  /**
   * The only thing that may leave the machine, and only when asked for.
   * @param {string | null} name
   */
  setBackground(name) {
    if (name === this.background) return;
    this.background = name;
    this.tiles?.remove();
    this.tiles = null;
    this.forget("background_attribution", "background_failure");
    if (name !== "ign") return;
    this.tiles = L.tileLayer(PLAN_IGN, { maxZoom: 19, className: "atlas-tiles" });
    this.tiles.once("tileload", ({ target }) => target.off("tileerror"));
    this.tiles.once("tileerror", () => {
      this.forget("background_attribution");
      this.remark("background_failure");
    });
    this.tiles.addTo(this.map);
    this.remark("background_attribution");
  }
}
