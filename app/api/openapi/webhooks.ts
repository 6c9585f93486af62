import type { ApiWebhook } from "#lib/model/api-document.ts";
import type { SchemaName } from "./operation.ts";

const signed =
  "Signed as Standard Webhooks says (`webhook-id`, `webhook-timestamp`, `webhook-signature`) where the channel has a secret. Every answer but 2xx is a failure: 429 honours Retry-After, 5xx and no answer within 30 s are tried again under the same `webhook-id`, a redirect is not followed.";

const posted = (schema: SchemaName, summary: string, description: string): { post: ApiWebhook } => ({
  post: {
    summary,
    description: `${description} ${signed}`,
    requestBody: { required: true, content: { "application/json": { schema: { $ref: `#/components/schemas/${schema}` } } } },
    responses: { "2XX": { description: "It was taken; the body is not read." } },
  },
});

/** What channels post to services of the user's own. */
export const webhooks: Readonly<Record<string, { post: ApiWebhook }>> = {
  alert: posted("AlertEvent", "An incident was opened, changed or is over", "What a channel of the kind `webhook` posts."),
  retry: posted(
    "RetryCall",
    "A call that failed may be run again",
    "What a channel of the kind `retry-hook` posts once for each failed call whose verdict says that trying again helps, after the advised wait, unless the verdict has changed by then.",
  ),
};
