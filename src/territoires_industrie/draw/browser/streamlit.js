/* What the map says to Streamlit and hears from it, through the library that streamlit-folium puts in
 * its page: CONTRIBUTING.md says what to check at an upgrade. A saved map has none.
 */

/** @import { Choice } from "./types.d.ts" */

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
