import { ClassifyQuery } from "#app/api/inputs.ts";
import type { Operation } from "./operation.ts";

const etag = { ETag: "The version of the rules, for If-Match." };
const invalid = { says: "The rules are wrong in these places", schema: "InvalidProblem" } as const;

/** How errors get their verdicts. */
export const engine: readonly Operation[] = [
  {
    method: "POST",
    path: "/api/v1/classify",
    scope: "read",
    summary: "Classify up to 100 errors at once",
    more: "Nothing is kept of the reports. Unsure verdicts are `provisional`; `wait` asks a model about them, within the budget, and needs the scope write.",
    query: ClassifyQuery,
    means: {
      wait: "Seconds to wait for a model, at most 30.",
      preset: "Adds `view` to each verdict: what this preset calls its category.",
    },
    body: "ReportsInput",
    answers: {
      200: { says: "The verdicts in the order of the reports", schema: "ClassifiedList" },
      413: { says: "The body is over 5 MiB", schema: "Problem" },
      422: { says: "Reports are wrong in these places: nothing was classified", schema: "InvalidProblem" },
    },
  },
  {
    method: "GET",
    path: "/api/v1/presets",
    scope: "read",
    summary: "Read what each preset calls the categories, and what its names stand for",
    more: "Presets are the category sets of other set-ups. Verdicts keep our categories; `preset` in other calls adds the set’s name beside them.",
    answers: { 200: { says: "Every preset both ways", schema: "PresetList" } },
  },
  {
    method: "GET",
    path: "/api/v1/rules",
    scope: "read",
    summary: "Read the team’s own rules in the order they are asked",
    answers: { 200: { says: "The rules", schema: "RuleList", headers: etag } },
  },
  {
    method: "PUT",
    path: "/api/v1/rules",
    scope: "write",
    summary: "Replace the team’s own rules, whole or not at all",
    more: "The first rule whose query holds decides. Open issues that this changes are judged again within moments.",
    headers: { "If-Match": "The ETag of the rules that were edited: nothing is saved when somebody was faster." },
    body: "RulesInput",
    bodyTypes: ["application/json"],
    answers: {
      200: { says: "The rules that stand now", schema: "RuleList", headers: etag },
      409: { says: "Somebody was faster: nothing was saved, and these are the newer rules", schema: "StaleRulesProblem" },
      422: { ...invalid, says: "The rules are wrong in these places: nothing was saved" },
    },
  },
  {
    method: "POST",
    path: "/api/v1/rules/try",
    scope: "write",
    summary: "See what rules would make of the errors of the last days",
    more: "Send `rules` as they would be, or a `query` alone to see what it matches. Changes nothing.",
    body: "TrialInput",
    bodyTypes: ["application/json"],
    answers: { 200: { says: "What would change, and up to 50 issues of it", schema: "RuleTrial" }, 422: invalid },
  },
];
