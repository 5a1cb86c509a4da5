/* The list by which a reader chooses a light or a dark page; server/scheme.js keeps the choice. */

/**
 * @typedef {{ label: string, schemes: [scheme: string, said: string][] }} Words
 * @typedef {{ read: () => string, choose: (scheme: string) => void }} Kept
 */

/** @param {{ data: Words, parentElement: HTMLElement }} component */
export default function showSchemes({ data, parentElement }) {
  /** @type {Kept} */
  const kept = /** @type {any} */ (globalThis).atlasScheme;
  const label = document.createElement("label");
  const list = document.createElement("select");
  for (const [scheme, said] of data.schemes) list.add(new Option(said, scheme));
  list.value = kept.read();
  list.addEventListener("change", () => kept.choose(list.value));
  label.append(data.label, " ", list);
  parentElement.replaceChildren(label);
}
