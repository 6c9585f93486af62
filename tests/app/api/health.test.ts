import assert from "node:assert/strict";
import { test } from "node:test";
import { GET as health } from "#app/api/health/route.ts";
import { GET as alias } from "#app/health/route.ts";

test("a process that can answer is healthy, database or not, under both addresses", async () => {
  for (const door of [health, alias]) {
    const response = door();
    assert.equal(response.status, 200);
    assert.deepEqual(await response.json(), { status: "ok" });
  }
});
