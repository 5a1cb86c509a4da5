/* Which colour, edge and radius each unit has, from the payload alone. */

/** @import { Colouring } from "./types.d.ts" */

const CLASS_LETTERS = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ";
const NO_CLASS = "x";

/**
 * Whether a character stands for a class, not for a missing value.
 * @param {string} letter
 */
export function isClass(letter) {
  return CLASS_LETTERS.includes(letter);
}

/**
 * @param {Colouring} colouring
 * @param {number} rank
 */
export function letterOf({ classes }, rank) {
  return classes[rank] ?? NO_CLASS;
}

/**
 * The colour of a class; nothing for a missing value, which has a pattern.
 * @param {Colouring} colouring
 * @param {string} letter
 * @returns {string | undefined}
 */
export function colourOf({ colours }, letter) {
  return colours[CLASS_LETTERS.indexOf(letter)];
}

/**
 * @param {Colouring} colouring
 * @param {string} letter
 */
export function edgeOf({ edges }, letter) {
  return edges[CLASS_LETTERS.indexOf(letter)] || "var(--paper)";
}

/**
 * The colour or the pattern of a character, as an SVG paint; empty for bare land.
 * @param {Colouring} colouring
 * @param {string} letter
 * @param {{ id: string }[]} patterns
 */
export function paintOf(colouring, letter, patterns) {
  if (isClass(letter)) return colourOf(colouring, letter) || "";
  return patterns.some(({ id }) => id === `motif-${letter}`) ? `url(#motif-${letter})` : "";
}

/**
 * Whether the filter leaves a unit out.
 * @param {Colouring} colouring
 * @param {number} rank
 */
export function isOutside({ dimmed }, rank) {
  return dimmed[rank] === "1";
}

/**
 * Whether a unit is shown faintly: out of the filter, or of another class than the one picked out.
 * @param {Colouring} colouring
 * @param {number} rank
 */
export function isDimmed(colouring, rank) {
  const { highlight, classes } = colouring;
  return isOutside(colouring, rank) || (highlight !== null && classes[rank] !== highlight);
}

/**
 * Letter of the pattern over a unit; nothing for a faint one.
 * @param {Colouring} colouring
 * @param {number} rank
 */
export function markOf(colouring, rank) {
  const letter = colouring.marks[rank] ?? NO_CLASS;
  return letter === NO_CLASS || isDimmed(colouring, rank) ? "" : letter;
}

/**
 * Units that a pattern lies over, by its letter; on circles none does.
 * @param {Colouring} colouring
 * @param {number[]} ranks
 * @returns {[string, number[]][]}
 */
export function markedUnits(colouring, ranks) {
  const { marks, radii } = colouring;
  return radii ? [] : [...new Set(marks)].filter((letter) => letter !== NO_CLASS).map((
    letter,
  ) => [letter, ranks.filter((rank) => markOf(colouring, rank) === letter)]);
}

/**
 * Class and faintness of a unit as a word: units of one word are painted together.
 * @param {Colouring} colouring
 * @param {number} rank
 */
export function lookOf(colouring, rank) {
  return letterOf(colouring, rank) + (isDimmed(colouring, rank) ? "-" : "");
}

/**
 * The look of the ground under the circles: bare land where a circle tells the class.
 * @param {Colouring} colouring
 * @param {string} look
 */
export function groundOf({ radii }, look) {
  return radii && isClass(look[0]) ? NO_CLASS + look.slice(1) : look;
}

/**
 * Radius of a unit's circle in pixels, 0 for none.
 * @param {Colouring} colouring
 * @param {number} rank
 */
export function radiusOf({ radii, label_of: labelOf }, rank) {
  return radii?.[labelOf[rank]] || 0;
}

/**
 * Units with a circle, the biggest first: it then lies under the others, and all can be clicked.
 * @param {Colouring} colouring
 * @param {number} count
 */
export function circleOrder(colouring, count) {
  return Array.from({ length: count }, (_none, rank) => rank)
    .filter((rank) => radiusOf(colouring, rank) > 0)
    .sort((one, other) => radiusOf(colouring, other) - radiusOf(colouring, one));
}
