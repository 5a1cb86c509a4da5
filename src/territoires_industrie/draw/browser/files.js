/* Files of boundaries: each comes once, and stays in memory. */

/** @import { Shape, Site, Town, Units } from "./types.d.ts" */

/** @typedef {Units | Shape[] | { sites: Site[] } | { towns: Town[] }} Content */

/**
 * Lines may be a division of a file, as in `commune.json#region`.
 * @param {string | null} lines
 */
export function fileOf(lines) {
  return lines?.split("#")[0] || null;
}

/** @param {string | null} lines */
export function divisionOf(lines) {
  return lines?.split("#")[1] || "";
}

export class Files {
  /** @param {string} folder address of the files */
  constructor(folder) {
    this.folder = folder;
    /** @type {Map<string, Content>} */
    this.contents = new Map();
    /** @type {Map<string, Promise<unknown>>} */
    this.fetching = new Map();
  }

  /** @param {string | null} file */
  has(file) {
    return file !== null && this.contents.has(file);
  }

  /**
   * The units of a file; nothing before it is there.
   * @param {string | null} file
   * @returns {Units | undefined}
   */
  units(file) {
    const content = this.contents.get(file ?? "");
    return content && "units" in content ? content : undefined;
  }

  /**
   * The sites of a file; none before it is there.
   * @param {string | null} file
   * @returns {Site[]}
   */
  sites(file) {
    const content = this.contents.get(file ?? "");
    return content && "sites" in content ? content.sites : [];
  }

  /**
   * The towns of a file; none before it is there.
   * @param {string | null} file
   * @returns {Town[]}
   */
  towns(file) {
    const content = this.contents.get(file ?? "");
    return content && "towns" in content ? content.towns : [];
  }

  /**
   * The frames of a file, or what lies around France; none before it is there.
   * @param {string | null} file
   * @returns {Shape[]}
   */
  shapes(file) {
    const content = this.contents.get(file ?? "");
    return Array.isArray(content) ? content : [];
  }

  /**
   * @param {string} file
   * @param {(content: any) => Content} decode
   */
  read(file, decode) {
    const reading = this.fetching.get(file) ??
      this.load(file)
        .then((content) => this.contents.set(file, decode(content)))
        .finally(() => this.fetching.delete(file));
    this.fetching.set(file, reading);
    return reading;
  }

  /**
   * A saved map holds its files. Elsewhere their names hold a hash of their content: what is in the
   * cache is never stale.
   * @param {string} file
   */
  async load(file) {
    const held = window.Atlas.held?.[file];
    if (held) return held;
    const answer = await fetch(this.folder + file, { cache: "force-cache" });
    if (!answer.ok) throw new Error(`${file}: ${answer.status}`);
    return answer.json();
  }
}
