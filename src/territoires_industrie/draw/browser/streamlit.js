/* What the map says to Streamlit and hears from it, through the library that streamlit-folium puts in
 * its page: CONTRIBUTING.md says what to check at an upgrade. A saved map has none.
 */

/** @import { Around, Choice } from "./types.d.ts" */

/**
 * The page that shows the map's frame, and whose address is that of the view; none for a saved map.
 * @returns {Around | null}
 */
export function pageAround() {
  return window.Streamlit && window.parent !== window
    ? /** @type {Around} */ (window.parent)
    : null;
}

/**
 * Call back when the reader goes back or forth to another address of the page.
 * @param {() => void} take
 */
export function onReturn(take) {
  const left = new AbortController();
  window.addEventListener("pagehide", () => left.abort());
  pageAround()?.addEventListener("popstate", take, { signal: left.signal });
}

/** The page then takes away what it showed until the map was painted. */
export function tellPainted() {
  requestAnimationFrame(() => requestAnimationFrame(() => pageAround()?.atlasPainted?.()));
}

/** @param {Choice} choice */
export function sendChoice(choice) {
  window.Streamlit?.setComponentValue(choice);
}

/* The library adds the same style sheet at each message: kept, it would be one more for every click,
 * and each would have the browser work out the style of all units again. */
function dropRepeatedStyle() {
  const [last, before] = [...document.head.querySelectorAll("style")].reverse();
  if (before && last.textContent === before.textContent) last.remove();
}

/**
 * Call back with the page's background at each message.
 * @param {(background: string | undefined) => void} take
 */
export function onMessage(take) {
  const { Streamlit } = window;
  // The first before the drawing is touched, the second after.
  Streamlit?.events.addEventListener(Streamlit.RENDER_EVENT, dropRepeatedStyle, true);
  Streamlit?.events.addEventListener(
    Streamlit.RENDER_EVENT,
    (event) => take(/** @type {CustomEvent} */ (event).detail.theme?.backgroundColor),
  );
}
