/* The lists of a payload: Python calls them by their digest alone, under which they are fetched once. */

import { unpack } from "./packing.js";

/** @import { Lists, Payload } from "./types.d.ts" */

const LISTS_KEPT = 24;

export class KeptLists {
  /** @param {string} [folder] address of the files of lists; none for a saved map */
  constructor(folder = "") {
    this.folder = folder;
    /** @type {Map<string, Partial<Payload>>} by digest, the last used last */
    this.lists = new Map();
  }

  /**
   * Fetch lists, which their digest names: what is in the browser's cache is never stale.
   * @param {string} digest
   */
  async read(digest) {
    if (this.lists.has(digest)) return;
    const answer = await fetch(`${this.folder}${digest}.json`, { cache: "force-cache" });
    if (!answer.ok) throw new Error(`${digest}: ${answer.status}`);
    this.take(await answer.json());
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
