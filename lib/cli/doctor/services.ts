import { AppError } from "#lib/model/errors.ts";
import { outsideRequest } from "#lib/outside/request.ts";
import type { Settings } from "#lib/pipeline/settings.ts";
import { sentryClient } from "#lib/sentry/client.ts";
import { type Check, fail, ok, warn } from "./check.ts";

type Request = (request: Parameters<typeof outsideRequest>[1]) => ReturnType<typeof outsideRequest>;
const requestOf =
  ({ ALLOW_PRIVATE_TARGETS }: Settings): Request =>
  (request) =>
    outsideRequest({ allowPrivate: ALLOW_PRIVATE_TARGETS }, request);

export function checkSecret({ SENTRY_CLIENT_SECRET, PUBLIC_URL }: Settings): Check {
  return SENTRY_CLIENT_SECRET
    ? ok("webhook secret", `SENTRY_CLIENT_SECRET is set; Sentry sends to ${PUBLIC_URL}/api/sentry/webhook`)
    : warn(
        "webhook secret",
        "SENTRY_CLIENT_SECRET is not set in this shell or in .env; unless it is set in Settings → Sentry, the webhook answers 503: copy the client secret from the integration's page in Sentry (Settings → Developer Settings).",
      );
}

export async function checkSentry(settings: Settings): Promise<Check> {
  const { SENTRY_AUTH_TOKEN: token, SENTRY_ORG: org, SENTRY_BASE_URL: baseUrl } = settings;
  if (!token)
    return warn(
      "sentry api",
      "SENTRY_AUTH_TOKEN is not set in this shell or in .env; unless a token is set in Settings → Sentry, verdicts on issue webhooks see the title only. Make a token in the integration's page.",
    );
  if (!org) return warn("sentry api", "SENTRY_ORG is not set, so the token cannot be tried: set the organisation's slug.");
  try {
    await sentryClient({ baseUrl, token, request: requestOf(settings), clock: () => new Date() }).check(org);
    return ok("sentry api", `the token reads the issues of ${org} at ${baseUrl}`);
  } catch (error) {
    if (error instanceof AppError) return fail("sentry api", `${error.message}.`);
    throw error;
  }
}
