import assert from "node:assert/strict";
import { globSync } from "node:fs";
import { dirname, join } from "node:path";
import { test } from "node:test";
import type { Scope } from "#lib/auth/api-key.ts";
import { type Asking, ownDoors } from "../support/doors.ts";
import { access, type Method, methods, type Who } from "./access.ts";

type Door = Parameters<Awaited<ReturnType<typeof ownDoors>>["ask"]>[0];
type Route = Partial<Record<Method, Door>>;

const root = join(import.meta.dirname, "../..");
const paths = globSync("app/**/route.{ts,tsx}", { cwd: root }).map(dirname).sort();
const routes = new Map<string, Route>();
for (const path of paths) routes.set(path, await import(join(root, path, "route.ts")));
const { ask } = await ownDoors({ METRICS_TOKEN: "metrics-token-of-this-test" });

test("every route is in the matrix, and nothing else", () => assert.deepEqual(Object.keys(access).sort(), paths));

/** The scopes that let in who calls for what needs one. */
const enough: Partial<Record<Who, Scope[]>> = { read: ["read", "write", "admin"], write: ["write", "admin"], admin: ["admin"] };
const callers: Record<string, Asking["as"]> = {
  nobody: null,
  "a made-up key": { authorization: `Bearer ${"x".repeat(43)}` },
  read: "read",
  write: "write",
  admin: "admin",
};

function check(who: Who, as: Asking["as"], status: number): void {
  const letIn = enough[who]?.some((scope) => scope === as);
  if (who === "nobody") assert.equal(status, 405);
  else if (who === "nowhere") assert.equal(status, 404);
  else if (who && ["sentry", "slack", "twilio", "token"].includes(who)) assert.equal(status, 401);
  else if (who === "person") assert.equal(status, 403);
  else if (who === "anyone") assert.ok([200, 503].includes(status), String(status));
  else if (letIn) assert.ok([200, 201, 400, 404, 422].includes(status), String(status));
  else assert.equal(status, typeof as === "string" ? 403 : 401);
}

for (const [path, route] of routes) {
  const listed = access[path] ?? {};
  test(`${path} has the methods of the matrix`, () =>
    assert.deepEqual(Object.keys(listed).sort(), methods.filter((method) => method in route).sort()));

  for (const [method, who] of Object.entries(listed) as [Method, Who][]) {
    for (const [caller, as] of Object.entries(callers)) {
      test(`${method} ${path} for ${who}: called by ${caller}`, async () => {
        const asking = { method, path: `/${path.slice(4)}`, params: { id: "1" }, as: as ?? null };
        const { status } = await ask(route[method]!, method === "GET" || method === "HEAD" ? asking : { ...asking, body: {} });
        check(who, as, status);
      });
    }
  }
}
