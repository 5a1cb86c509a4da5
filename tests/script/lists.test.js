import assert from "node:assert/strict";
import { KeptLists } from "../../src/territoires_industrie/draw/browser/lists.js";

Deno.test("lists sent once are found by their digest", () => {
  const kept = new KeptLists();
  kept.take({ digest: "a", classes: "012", dimmed: "" });
  assert.equal(kept.take({ digest: "a" }).classes, "012");
  assert.equal(kept.take({ digest: "b" }), undefined);
});

Deno.test("packed ranks of the labels are unpacked on the way in", () => {
  const lists = new KeptLists().take({ digest: "a", labels: ["1", "2"], label_of: "ACC" });
  assert.deepEqual([...lists.label_of], [0, 1, 1]);
  assert.deepEqual(lists.labels, ["1", "2"]);
});

Deno.test("the lists used least lately are let go", () => {
  const kept = new KeptLists();
  for (let rank = 0; rank < 24; rank++) kept.take({ digest: `${rank}`, classes: "0" });
  kept.take({ digest: "0" });
  kept.take({ digest: "new", classes: "0" });
  assert.equal(kept.take({ digest: "1" }), undefined);
  assert.equal(kept.take({ digest: "0" }).classes, "0");
  assert.equal(kept.digests.at(-1), "0");
});
