import assert from "node:assert/strict";
import { unpack } from "../../src/territoires_industrie/draw/browser/packing.js";
import { world } from "./world.js";

Deno.test("numbers that Python packed are read as they were", () => {
  assert.deepEqual([...unpack(world.packedNumbers)], world.numbers);
});

Deno.test("no text is no number", () => {
  assert.equal(unpack("").length, 0);
});
