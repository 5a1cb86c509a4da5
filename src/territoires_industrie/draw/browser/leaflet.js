/* Leaflet, and all that the atlas uses of it beyond what its reference promises: CONTRIBUTING.md
 * says what to check at an upgrade. Its types know no private member: the type check finds any other.
 */

/** @import * as Leaflet from "leaflet" */

export const L = window.L;

/**
 * The element of a drawing: the reference names none.
 * @param {Leaflet.Renderer} renderer
 * @returns {SVGElement}
 */
export function elementOf(renderer) {
  return /** @type {any} */ (renderer)._container;
}

/**
 * The corner of the map at the end of a zoom that is under way, in pixels of the world.
 * @param {Leaflet.Map} map
 * @param {Leaflet.LatLng} center
 * @param {number} zoom
 * @returns {Leaflet.Point}
 */
export function originAfter(map, center, zoom) {
  return /** @type {any} */ (map)._getNewPixelOrigin(center, zoom);
}

/**
 * Change place and zoom at once: the options that stop motion are read when a map is made, by folium.
 * @param {Leaflet.Map} map
 */
export function stopMotion(map) {
  const { panBy } = map;
  Object.assign(map, { _zoomAnimated: false });
  Object.assign(map.options, { inertia: false, fadeAnimation: false });
  map.panBy = (offset, options) => panBy.call(map, offset, { ...options, animate: false });
}
