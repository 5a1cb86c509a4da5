/* The lists of a payload that the map has kept: Python calls them by their digest alone. */

import { unpack } from "./packing.js";

/** @import { Lists, Payload } from "./types.d.ts" */

const LISTS_KEPT = 24;

export class KeptLists {
  constructor() {
    /** @type {Map<string, Partial<Payload>>} by digest, the last used last */
    this.lists = new Map();
  }

  get digests() {
    return [...this.lists.keys()];
  }

  /**
   * The lists of a digest; undefined once they were let go.
   * @param {Lists} message whole the first time
   * @returns {Partial<Payload> | undefined}
   */
  take({ digest, label_of: packed, ...sent }) {
    const whole = packed === undefined ? sent : { ...sent, label_of: unpack(packed) };
    const lists = Object.keys(whole).length ? whole : this.lists.get(digest);
    this.lists.delete(digest);
    if (lists) this.lists.set(digest, lists);
    if (this.lists.size > LISTS_KEPT) this.lists.delete(this.digests[0]);
    return lists;
  }
}
