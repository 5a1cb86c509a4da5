/* Colours and numbers of the look, for a canvas: it does not follow a style sheet. */

export const FULL_CIRCLE = 2 * Math.PI;

export class Ink {
  /** @param {HTMLElement} node an element that the style sheet reaches */
  constructor(node) {
    this.node = node;
    this.style = getComputedStyle(node);
    /** @type {Map<string, string>} */
    this.colours = new Map();
    /** @type {Map<string, number>} */
    this.numbers = new Map();
  }

  /**
   * A canvas knows no `light-dark()`: the browser says which of the two is meant.
   * @param {string} colour
   */
  paint(colour) {
    const { node, colours, style } = this;
    if (!colours.has(colour)) {
      node.style.color = colour;
      colours.set(colour, style.color);
    }
    return colours.get(colour) ?? colour;
  }

  /** @param {string} name */
  colour(name) {
    return this.paint(`var(--${name})`);
  }

  /** @param {string} name */
  number(name) {
    const known = this.numbers.get(name) ?? Number(this.style.getPropertyValue(`--${name}`));
    this.numbers.set(name, known);
    return known;
  }
}
