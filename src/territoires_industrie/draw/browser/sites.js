/* Declared industrial sites, as points on a canvas above the map: clicks go through it. */

import { pointSize, REFERENCE_ZOOM } from "./geometry.js";
import { FULL_CIRCLE } from "./ink.js";
import { SheetLayer } from "./sheet.js";

/** @import { Ink } from "./ink.js" */
/** @import { Point, Site, SitesLook } from "./types.d.ts" */

/* Half the side of a square with the area of a disc of radius 1. */
const HALF_SIDE = Math.sqrt(Math.PI) / 2;
const REACH_PX = 3;

/**
 * Sites of the filter in the order of drawing: what is small or rare comes last, hence on top.
 * @param {Site[]} sites
 * @param {SitesLook} look
 */
export function drawnSites(sites, { kept, largest }) {
  const shown = kept ? sites.filter(({ rank }) => kept[rank] === "1") : sites.slice();
  return shown.sort((one, other) =>
    largest
      ? Number(one.co2 > 0) - Number(other.co2 > 0) || other.co2 - one.co2
      : other.sector - one.sector
  );
}

/**
 * Radius of a site in pixels.
 * @param {Site} site
 * @param {SitesLook} look
 * @param {number} zoom
 */
export function siteRadius({ co2 }, { largest, radius, least }, zoom) {
  return largest ? Math.max(least, radius * Math.sqrt(co2 / largest)) : radius * pointSize(zoom);
}

export class SitesCanvas extends SheetLayer {
  /** @type {SitesLook | null} */
  look = null;
  /** @type {Site[]} */
  drawn = [];
  mark = "";

  constructor() {
    super("atlas-sites");
  }

  onAdd() {
    super.onAdd();
    this.sheet.node.hidden = true;
    return this;
  }

  /**
   * A drawing that would look the same is not made again.
   * @param {Site[]} sites
   * @param {SitesLook | null} look
   * @param {boolean} isDark
   */
  show(sites, look, isDark) {
    const mark = look ? JSON.stringify([look, isDark, sites.length]) : "";
    if (mark === this.mark) return;
    this.mark = mark;
    this.look = look;
    this.drawn = look ? drawnSites(sites, look) : [];
    this.paint();
  }

  paint() {
    const { sheet, look } = this;
    sheet.node.hidden = !look;
    if (!look) return;
    const { context, ink, scale } = this.begin();
    for (const site of this.drawn) {
      const x = site.place[0] * scale - sheet.corner.x;
      const y = site.place[1] * scale - sheet.corner.y;
      const radius = siteRadius(site, look, sheet.zoom);
      const isSeen = x > -radius && y > -radius && x < sheet.size.x + radius &&
        y < sheet.size.y + radius;
      if (isSeen) this.drawSite(context, ink, site, [x, y], radius);
    }
    this.place();
  }

  /**
   * @param {CanvasRenderingContext2D} context
   * @param {Ink} ink
   * @param {Site} site
   * @param {Point} place
   * @param {number} radius
   */
  drawSite(context, ink, { sector, co2 }, [x, y], radius) {
    const { colours, squares, largest } = /** @type {SitesLook} */ (this.look);
    const isFaint = largest && radius > ink.number("site-radius");
    context.beginPath();
    if (sector < squares) context.arc(x, y, radius, 0, FULL_CIRCLE);
    else {
      const half = radius * HALF_SIDE;
      context.rect(x - half, y - half, 2 * half, 2 * half);
    }
    for (const line of largest && !co2 ? [] : ["site-casing", "site-edge"]) {
      if (line === "site-edge") {
        context.globalAlpha = isFaint ? ink.number("point-opacity") : 1;
        context.fillStyle = ink.paint(colours[sector]);
        context.fill();
        context.globalAlpha = 1;
      }
      context.strokeStyle = ink.colour(line);
      context.lineWidth = ink.number(`${line}-width`);
      context.stroke();
    }
    if (largest && !co2) {
      context.fillStyle = ink.colour("site-edge");
      context.fill();
    }
  }

  /**
   * The site under a point of the world, the one that lies on top; nothing where there is none.
   * @param {Point} place in world units
   * @returns {Site | undefined}
   */
  siteAt([x, y]) {
    const { look, _map: map } = this;
    if (!look) return undefined;
    const zoom = map.getZoom();
    const scale = map.getZoomScale(zoom, REFERENCE_ZOOM);
    return this.drawn.findLast((site) => {
      const distance = Math.hypot(x - site.place[0], y - site.place[1]) * scale;
      return distance <= siteRadius(site, look, zoom) + REACH_PX;
    });
  }
}
