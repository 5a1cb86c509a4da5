/* Says once that the reader has come near to a place of the page, or goes through it by keyboard:
   to the next control, which must be there by then. */

const MARGIN = "100px";
/** A page that is being drawn may pull the place up for a moment. */
const STILL_MS = 150;

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
  }, { rootMargin: MARGIN });
  ending.signal.addEventListener("abort", () => {
    clearTimeout(waiting);
    watch.disconnect();
  });
  watch.observe(parentElement);
  document.addEventListener("keydown", (event) => event.key === "Tab" && say(), ending);
  return () => ending.abort();
}
