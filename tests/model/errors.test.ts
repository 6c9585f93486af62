import assert from "node:assert/strict";
import { test } from "node:test";
import { AppError, BadInput, Busy, ConfigurationError } from "#lib/model/errors.ts";

const address = new URL("../../lib/model/errors.ts?another-copy", import.meta.url).href;
const copy: typeof import("#lib/model/errors.ts") = await import(address);

test("an error of another copy of its class is known as what it is, and as nothing else", () => {
  const busy = new copy.Busy("127.0.0.1:9 cannot be reached (ECONNREFUSED)", 500);
  assert.notEqual(copy.Busy, Busy);
  assert.ok(busy instanceof Busy && busy instanceof AppError && busy instanceof Error);
  assert.ok(!(busy instanceof ConfigurationError) && !(busy instanceof BadInput));
});

test("a class without a mark of its own knows its own instances alone", () => {
  class Late extends Busy {}
  assert.ok(new Late("later") instanceof Late && new Late("later") instanceof Busy);
  assert.ok(!(new Busy("now") instanceof Late));
});

test("what is no error of ours is none", () => {
  for (const other of [null, undefined, "Busy", {}, { mark: "Busy" }, Object.create(null), new Error("Busy"), Busy])
    assert.ok(!(other instanceof AppError));
});
