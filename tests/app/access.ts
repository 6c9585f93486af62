export const methods = ["GET", "HEAD", "OPTIONS", "POST", "PUT", "PATCH", "DELETE"] as const;
export type Method = (typeof methods)[number];

/** `nobody`: the method is refused. `nowhere`: there is no such address. A scope: whoever has an API key that holds it. `sentry`, `slack`, `twilio`: whoever signs. `token`: whoever has METRICS_TOKEN, when it is set. `person`: whoever is signed in, from our own pages. */
export type Who =
  | "anyone"
  | "nobody"
  | "nowhere"
  | "sentry"
  | "slack"
  | "twilio"
  | "token"
  | "person"
  | "read"
  | "write"
  | "admin";

/** Route × method → who. What is not listed is not there: a route missing here fails the tests. */
export const access: Record<string, Partial<Record<Method, Who>>> = {
  "app/(signed-in)/policies/replay": { POST: "person" },
  "app/health": { GET: "anyone" },
  "app/api/[...missing]": {
    GET: "nowhere",
    HEAD: "nowhere",
    OPTIONS: "nowhere",
    POST: "nowhere",
    PUT: "nowhere",
    PATCH: "nowhere",
    DELETE: "nowhere",
  },
  "app/api/health": { GET: "anyone" },
  "app/api/ready": { GET: "anyone" },
  "app/api/metrics": { GET: "token" },
  "app/api/openapi.json": { GET: "anyone" },
  "app/api/sentry/webhook": {
    POST: "sentry",
    GET: "nobody",
    OPTIONS: "nobody",
    PUT: "nobody",
    PATCH: "nobody",
    DELETE: "nobody",
  },
  "app/api/slack/actions": { POST: "slack" },
  "app/api/twilio/status/[channel]/[message]": { POST: "twilio" },
  "app/api/sentry/schema": { GET: "anyone" },
  "app/api/sentry/issue-link/create": { POST: "sentry" },
  "app/api/sentry/issue-link/link": { POST: "sentry" },
  "app/api/sentry/options/[field]": { GET: "sentry" },
  "app/api/v1/issues": { GET: "read" },
  "app/api/v1/issues/[id]": { GET: "read" },
  "app/api/v1/issues/[id]/corrections": { POST: "write" },
  "app/api/v1/spend": { GET: "read" },
  "app/api/v1/budgets": { GET: "read", PUT: "write" },
  "app/api/v1/models": { GET: "read", PUT: "admin" },
  "app/api/v1/channels": { GET: "read" },
  "app/api/v1/channels/[name]": { PUT: "admin" },
  "app/api/v1/channels/[name]/test": { POST: "admin" },
  "app/api/v1/incidents": { GET: "read" },
  "app/api/v1/incidents/[id]": { GET: "read" },
  "app/api/v1/incidents/[id]/acknowledge": { POST: "write" },
  "app/api/v1/incidents/[id]/unacknowledge": { POST: "write" },
  "app/api/v1/incidents/[id]/snooze": { POST: "write" },
  "app/api/v1/incidents/[id]/resolve": { POST: "write" },
  "app/api/v1/incidents/[id]/reassign": { POST: "write" },
  "app/api/v1/decisions": { GET: "read" },
  "app/api/v1/policies": { GET: "read", PUT: "write" },
  "app/api/v1/policies/versions": { GET: "read" },
  "app/api/v1/policies/diff": { GET: "read" },
  "app/api/v1/policies/rollback": { POST: "write" },
  "app/api/v1/policies/replay": { POST: "read" },
  "app/api/v1/policies/figures": { GET: "read" },
  "app/api/v1/classify": { POST: "read" },
  "app/api/v1/projects": { GET: "read" },
  "app/api/v1/projects/[slug]": { PUT: "admin" },
  "app/api/v1/presets": { GET: "read" },
  "app/api/v1/rules": { GET: "read", PUT: "write" },
  "app/api/v1/rules/try": { POST: "write" },
  "app/api/v1/silences": { POST: "write" },
  "app/api/v1/silences/preview": { POST: "read" },
  "app/api/v1/silences/[id]": { DELETE: "write" },
  "app/api/v1/deliveries": { GET: "read" },
  "app/api/v1/deliveries/[id]": { GET: "read" },
  "app/api/v1/deliveries/[id]/replay": { POST: "write" },
  "app/api/v1/stream": { GET: "read" },
};
