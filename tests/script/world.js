/* A small world that Python has written: tests/script/test_script.py. */

/* What Leaflet's page gives, so far as the modules under test ask for it when they are loaded. */
globalThis.window = globalThis;

const path = Deno.env.get("ATLAS_WORLD") ?? "";

/**
 * Nine squares of 100 steps, three a side, from the west to the east and then to the north; the one
 * in the middle has another place far away. Packed and not, with whole numbers of each size.
 */
export const world = JSON.parse(Deno.readTextFileSync(path));
