import { FiguresQuery, PoliciesQuery, PolicyDiffQuery, VersionsQuery } from "#app/api/inputs.ts";
import type { Operation } from "./operation.ts";

const documentTypes = ["application/json", "application/yaml"] as const;
const json = ["application/json"] as const;
const etag = { ETag: "The version of the document, for If-Match." };
const standing = { says: "The document that stands now", schema: "PolicyDocument", types: documentTypes, headers: etag } as const;
const stale = { says: "Somebody was faster: nothing was saved, and this is the newer document", schema: "StaleProblem" } as const;
const invalid = { says: "The document is wrong in these places: nothing was saved", schema: "InvalidProblem" } as const;
const noVersion = { says: "There is no such version", schema: "Problem" } as const;

/** Who is told about what, as a document with versions, and what is held back. */
export const policies: readonly Operation[] = [
  {
    method: "GET",
    path: "/api/v1/policies",
    scope: "read",
    summary: "Read policies, calendars, channels and silences as one document",
    headers: { Accept: "`application/yaml` for YAML." },
    query: PoliciesQuery,
    means: { version: "An earlier version; left out, the one that stands." },
    answers: { 200: { says: "The document", schema: "PolicyDocument", types: documentTypes, headers: etag }, 404: noVersion },
  },
  {
    method: "PUT",
    path: "/api/v1/policies",
    scope: "write",
    summary: "Replace the document, whole or not at all",
    headers: { "If-Match": "The ETag of the document that was edited: nothing is saved when somebody was faster." },
    body: "PolicyInput",
    bodyTypes: documentTypes,
    answers: { 200: standing, 409: stale, 422: invalid },
  },
  {
    method: "GET",
    path: "/api/v1/policies/versions",
    scope: "read",
    summary: "List the versions of the document: who changed what and when, the newest first",
    query: VersionsQuery,
    answers: { 200: { says: "A page of versions", schema: "PolicyVersionList" } },
  },
  {
    method: "GET",
    path: "/api/v1/policies/diff",
    scope: "read",
    summary: "Compare two versions of the document",
    query: PolicyDiffQuery,
    means: { from: "A version; left out, the one before `to`.", to: "A version; left out, the one that stands." },
    headers: { Accept: "`text/plain` for the unified diff alone." },
    answers: {
      200: {
        says: "What changed, and a unified diff of the YAML",
        schema: "PolicyDiff",
        types: ["application/json", "text/plain"],
      },
      404: noVersion,
    },
  },
  {
    method: "POST",
    path: "/api/v1/policies/rollback",
    scope: "write",
    summary: "Put an earlier version back, as the next one",
    more: "Silences are not turned back: those that stand stay, and one that was ended does not return.",
    headers: { "If-Match": "The ETag of the document that stands: nothing is saved when somebody was faster." },
    body: "RollBackInput",
    bodyTypes: json,
    answers: { 200: standing, 404: noVersion, 409: stale, 422: invalid },
  },
  {
    method: "POST",
    path: "/api/v1/policies/replay",
    scope: "read",
    summary: "See what a document would have told whom in the last days",
    more: 'Every signal of those days is decided again, in memory; nothing changes. `document` is the document, or its YAML as text. Times are of the first message, null when there is none. To `Accept: application/x-ndjson` lines `{"progress": {"signals", "total"}}` say how far it is; the last line is the answer. Who hangs up ends it.',
    headers: { Accept: "`application/x-ndjson` for lines as it goes on." },
    body: "ReplayInput",
    bodyTypes: json,
    answers: {
      200: { says: "Before and after", schema: "PolicyReplay", types: ["application/json", "application/x-ndjson"] },
      422: { ...invalid, says: "The document is wrong in these places: nothing was replayed" },
      503: { says: "Others are replaying, or the database is away: see Retry-After", schema: "Problem" },
    },
  },
  {
    method: "GET",
    path: "/api/v1/policies/figures",
    scope: "read",
    summary: "Read how many signals became how many incidents and messages, and how each policy fares",
    query: FiguresQuery,
    means: { days: "Of how many days, from 1 to 90; 30 when left out." },
    answers: { 200: { says: "The figures, and what nobody would hear of", schema: "NoiseFigures" } },
  },
  {
    method: "POST",
    path: "/api/v1/silences",
    scope: "write",
    summary: "Hold back what matches, until it ends",
    more: "An incident’s `query`, as `match`, is a silence of errors like its own. It ends by exactly one of `for`, `until`, `calendar` (it holds back while the calendar is open) and `while` (as long as something goes on).",
    body: "SilenceInput",
    answers: { 201: { says: "The silence with its id", schema: "SilenceSpec" } },
  },
  {
    method: "POST",
    path: "/api/v1/silences/preview",
    scope: "read",
    summary: "See what a silence would have held back in the last days",
    body: "SilencePreviewInput",
    bodyTypes: json,
    answers: { 200: { says: "Counts, and a few examples", schema: "SilencePreview" } },
  },
  {
    method: "DELETE",
    path: "/api/v1/silences/{id}",
    scope: "write",
    summary: "End a silence: what it holds back is decided anew",
    answers: { 204: { says: "It has ended" }, 404: { says: "There is no such silence, or it has ended", schema: "Problem" } },
  },
];
