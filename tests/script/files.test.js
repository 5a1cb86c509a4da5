import assert from "node:assert/strict";
import { divisionOf, fileOf, Files } from "../../src/territoires_industrie/draw/browser/files.js";

globalThis.window = globalThis;

const UNITS = { units: [{ code: "a" }], rankOf: new Map([["a", 0]]) };

Deno.test("lines are a file, or a division of one", () => {
  assert.deepEqual([fileOf("epci.json"), divisionOf("epci.json")], ["epci.json", ""]);
  assert.deepEqual([fileOf("commune.json#region"), divisionOf("commune.json#region")], [
    "commune.json",
    "region",
  ]);
  assert.deepEqual([fileOf(null), divisionOf(null)], [null, ""]);
});

Deno.test("a file that a saved page holds is not fetched, and is decoded once", async () => {
  globalThis.Atlas = { held: { "epci.json": "content" } };
  const files = new Files("geo/");
  let decoded = 0;
  const decode = () => (decoded += 1, UNITS);
  assert.equal(files.has("epci.json"), false);
  await Promise.all([files.read("epci.json", decode), files.read("epci.json", decode)]);
  assert.equal(decoded, 1);
  assert.equal(files.units("epci.json"), UNITS);
  assert.deepEqual(files.shapes("epci.json"), []);
});

Deno.test("a file that did not come is told, and asked for again", async () => {
  globalThis.Atlas = {};
  const files = new Files("geo/");
  const answers = [{ ok: false, status: 503 }, { ok: true, json: () => [] }];
  const asked = [];
  globalThis.fetch = (address) => {
    asked.push(address);
    return Promise.resolve(answers.shift());
  };
  await assert.rejects(files.read("insets.json", (content) => content), /insets.json: 503/);
  assert.equal(files.has("insets.json"), false);
  await files.read("insets.json", () => [{ name: "Île", path: "", box: [0, 0, 1, 1] }]);
  assert.equal(files.shapes("insets.json")[0].name, "Île");
  assert.deepEqual(asked, ["geo/insets.json", "geo/insets.json"]);
});
