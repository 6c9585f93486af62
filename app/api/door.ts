import { type Allowance, authenticateKey, type Caller, type Scope } from "#lib/auth/api-key.ts";
import { type Tools, tools } from "#lib/pipeline/tools.ts";
import { answered } from "./problem.ts";
import { Refused } from "./refused.ts";

/** A request whose key may make it. */
export interface Call {
  tools: Tools;
  caller: Caller;
  request: Request;
  params: Readonly<Record<string, string | undefined>>;
}

type Handler = (request: Request, context: { params: Promise<Record<string, string | undefined>> }) => Promise<Response>;

const rateLimit = ({ limit, remaining, resetSeconds }: Allowance): [string, string][] => [
  ["ratelimit-limit", String(limit)],
  ["ratelimit-remaining", String(remaining)],
  ["ratelimit-reset", String(resetSeconds)],
];

/** Lets in who has a key of this scope; says on every answer what the key may still do this minute. */
export function door(scope: Scope, work: (call: Call) => Promise<Response>): Handler {
  return (request, context) =>
    answered(async () => {
      const here = tools();
      const check = await authenticateKey(here.db, request.headers.get("authorization"), scope);
      if (check.outcome === "stranger") throw new Refused("stranger", "Send an API key as `Authorization: Bearer <key>`.");
      const { outcome, caller, allowance } = check;
      const response = await answered(async () => {
        if (outcome === "tooMany") throw new Refused("tooMany", `This key has asked ${allowance.limit} times this minute.`);
        if (outcome === "wrongScope") throw new Refused("wrongScope", `This key lacks the scope ${scope}.`);
        return work({ tools: here, caller, request, params: await context.params });
      });
      for (const [name, value] of rateLimit(allowance)) response.headers.set(name, value);
      if (outcome === "tooMany") response.headers.set("retry-after", String(allowance.resetSeconds));
      return response;
    });
}
