/* The place of the map: in the address of the page around it, and in the memory of that page.
 *
 * The address is changed in place, which runs nothing: Python reads it at its next run. What a page
 * remembers ends with it: an address that is opened owes nothing to the one before.
 */

/** @import { Around, Memory, Place } from "./types.d.ts" */

const NAME = "carte";
const DECIMALS = 4;
const [LEAST_ZOOM, MOST_ZOOM] = [4, 12];

/**
 * The place that an address names, as `carte=latitude,longitude,zoom`. Python, which cannot see the
 * map, also finds there how wide and high it is, for a picture of what is on screen.
 * @param {string} search
 * @returns {Place | null}
 */
export function readPlace(search) {
  const written = new URLSearchParams(search).get(NAME)?.split(",") ?? [];
  const [lat, lng, zoom] = written.map((text) => (text.trim() ? Number(text) : NaN));
  const isPlace = [3, 5].includes(written.length) && Math.abs(lat) <= 85 && Math.abs(lng) <= 180 &&
    zoom >= LEAST_ZOOM && zoom <= MOST_ZOOM;
  return isPlace ? { lat, lng, zoom } : null;
}

/**
 * An address with a place in it, or without any.
 * @param {string} search
 * @param {Place | null} place
 */
export function writePlace(search, place) {
  const parameters = new URLSearchParams(search);
  if (place) {
    const { lat, lng, zoom, size = [] } = place;
    const written = [
      lat.toFixed(DECIMALS),
      lng.toFixed(DECIMALS),
      Number(zoom.toFixed(2)),
      ...size,
    ];
    parameters.set(NAME, written.join());
  } else parameters.delete(NAME);
  const text = parameters.toString();
  return text && `?${text}`;
}

export class PlaceKeeper {
  /** @param {Around | null} around the page around the map; none around a saved one */
  constructor(around) {
    this.around = around;
    /** @type {Memory} */
    const empty = { places: {}, focused: "", linked: new Set() };
    this.memory = around ? around.atlasMemory ??= empty : empty;
  }

  get page() {
    return this.around?.location.pathname ?? "";
  }

  /** @returns {Place | null} */
  read() {
    const named = this.around && readPlace(this.around.location.search);
    return named ?? this.memory.places[this.page] ?? null;
  }

  /** @param {Place | null} place null for the map that the page opens on */
  keep(place) {
    const { around, memory, page } = this;
    memory.places[page] = place;
    if (!around) return;
    const { pathname, search, hash } = around.location;
    const written = writePlace(search, place);
    if (readPlace(search) === null && place === null || written === search) return;
    around.history.replaceState(around.history.state, "", pathname + written + hash);
  }
}
