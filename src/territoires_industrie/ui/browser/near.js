/* Says once that a place of the page has come into view, or that the reader goes
   through the page by keyboard: to the next control, which must be there by then. */

/** A page that is being drawn may pull the place up for a moment. */
const STILL_MS = 150;

/** A place of which less shows, at the foot of the window, is not seen yet. */
const SEEN_PX = 48;

/**
 * @param {{ parentElement: HTMLElement,
 *   setTriggerValue: (name: string, value: unknown) => void }} component
 */
export default function ({ parentElement, setTriggerValue }) {
  const ending = new AbortController();
  let waiting = 0;
  const say = () => {
    ending.abort();
    setTriggerValue("near", true);
  };
  const watch = new IntersectionObserver((seen) => {
    clearTimeout(waiting);
    if (seen.at(-1)?.isIntersecting) waiting = setTimeout(say, STILL_MS);
  }, { rootMargin: `0px 0px -${SEEN_PX}px` });
  ending.signal.addEventListener("abort", () => {
    clearTimeout(waiting);
    watch.disconnect();
  });
  watch.observe(parentElement);
  document.addEventListener("keydown", (event) => event.key === "Tab" && say(), ending);
  return () => ending.abort();
}
