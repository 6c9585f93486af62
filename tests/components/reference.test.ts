import assert from "node:assert/strict";
import { test } from "node:test";
import { apiDocument } from "#app/api/openapi/document.ts";
import { type Piece, rowsOf, typeOf } from "#components/reference/rows.ts";

const said = (pieces: readonly Piece[]): string =>
  pieces.map((piece) => (typeof piece === "string" ? piece : piece.schema)).join("");

test("a type is said in words", () => {
  assert.equal(said(typeOf({ type: "string" })), "text");
  assert.equal(said(typeOf({ type: "string", format: "uuid" })), "text (uuid)");
  assert.equal(said(typeOf({ anyOf: [{ $ref: "#/components/schemas/Verdict" }, { type: "null" }] })), "Verdict or null");
  assert.equal(said(typeOf({ type: "array", items: { type: "string", enum: ["a", "b"] } })), "list of a · b");
  assert.equal(said(typeOf({ type: "object", additionalProperties: { type: "integer" } })), "names with whole number");
  assert.equal(said(typeOf({ type: ["integer", "null"] })), "whole number or null");
  assert.equal(said(typeOf({})), "anything");
});

test("fields within fields are told by their place", () => {
  const inner = { type: "object", properties: { text: { type: "string" } }, required: ["text"] };
  const rows = rowsOf({
    type: "object",
    properties: { evidence: { type: "array", items: inner }, was: { anyOf: [inner, { type: "null" }] } },
  });
  assert.deepEqual(
    rows.map(({ name, optional }) => [name, optional]),
    [
      ["evidence", true],
      ["evidence[].text", false],
      ["was", true],
      ["was.text", false],
    ],
  );
});

test("everything in the document can be said", () => {
  for (const [name, schema] of Object.entries(apiDocument("http://localhost").components.schemas)) {
    for (const row of rowsOf(schema))
      for (const piece of row.type) assert.equal(typeof (typeof piece === "string" ? piece : piece.schema), "string");
    for (const row of rowsOf(schema))
      assert.ok(
        !/undefined|object Object|(?<!with |of )anything/.test(said(row.type)) || row.type[0] === "anything",
        `${name}.${row.name}`,
      );
  }
});
