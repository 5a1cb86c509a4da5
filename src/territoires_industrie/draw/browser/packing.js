/* Whole numbers written as text: packing.py tells the form. */

const ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
const RANK_OF = new Uint8Array(128);
[...ALPHABET].forEach((symbol, rank) => (RANK_OF[symbol.charCodeAt(0)] = rank));
const MORE = 32;

/**
 * Five bits a character; the last bit of a number is its sign.
 * @param {string} text
 */
export function unpack(text) {
  const numbers = new Int32Array(text.length);
  let count = 0;
  let value = 0;
  let shift = 0;
  for (let i = 0; i < text.length; i++) {
    const group = RANK_OF[text.charCodeAt(i)];
    value |= (group & (MORE - 1)) << shift;
    shift += 5;
    if (group & MORE) continue;
    numbers[count++] = value & 1 ? ~(value >> 1) : value >> 1;
    value = shift = 0;
  }
  return numbers.subarray(0, count);
}
