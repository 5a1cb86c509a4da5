/* Says once that the reader has come near to a place of the page, or goes through it by keyboard:
   to the next control, which must be there by then. */

const MARGIN = "100px";

/**
 * @param {{ parentElement: HTMLElement,
 *   setTriggerValue: (name: string, value: unknown) => void }} component
 */
export default function ({ parentElement, setTriggerValue }) {
  const ending = new AbortController();
  const say = () => {
    ending.abort();
    setTriggerValue("near", true);
  };
  const watch = new IntersectionObserver(
    (seen) => seen.some((one) => one.isIntersecting) && say(),
    { rootMargin: MARGIN },
  );
  ending.signal.addEventListener("abort", () => watch.disconnect());
  watch.observe(parentElement);
  document.addEventListener("keydown", (event) => event.key === "Tab" && say(), ending);
  return () => ending.abort();
}
