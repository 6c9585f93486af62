import { linkTargetOf } from "#lib/db/link-target.ts";
import { readLinkWish } from "#lib/sentry/component.ts";
import { parseBody, tooDeep } from "#lib/sentry/json.ts";
import { verify } from "#lib/sentry/verify.ts";
import { issueAddress } from "./issue-address.ts";
import type { boundedBytes } from "./receive.ts";
import type { Tools } from "./tools.ts";
import { linkProject } from "./write-back-change.ts";

export type LinkOutcome =
  | "linked"
  | "forged"
  | "noSecret"
  | "tooLarge"
  | "unsupportedEncoding"
  | "cut"
  | "malformed"
  | "unknownIssue"
  | "noIncident";

/** What Sentry keeps of a link and shows in the issue's sidebar. */
export interface IssueLink {
  webUrl: string;
  project: string;
  identifier: string;
}

const mostBytes = 100_000;

/** The installation whose secret signed these bytes; a name of what is wrong when none did. */
export function signerOf(tools: Tools, bytes: Uint8Array, signature: string | null): { id: string } | "forged" | "noSecret" {
  const now = tools.clock();
  const secrets = tools.installations.secrets(now);
  if (secrets.length === 0) return "noSecret";
  const signer = verify(bytes, signature, secrets);
  const installation = signer ? tools.installations.owner(signer, now) : undefined;
  if (installation) return { id: installation.id };
  tools.notice("warn", "forged", { reason: "component" }, "a call of a component with a wrong signature was refused");
  return "forged";
}

function parse(bytes: Uint8Array): unknown {
  try {
    const text = new TextDecoder("utf-8", { fatal: true }).decode(bytes);
    return tooDeep(text) ? undefined : parseBody(text);
  } catch {
    return undefined;
  }
}

/** Somebody links an issue to Verdict in its sidebar: answers with the page of its verdict, or of its incident. */
export async function linkIssue(
  tools: Tools,
  bytes: Awaited<ReturnType<typeof boundedBytes>>,
  headers: Headers,
): Promise<{ outcome: LinkOutcome; link?: IssueLink }> {
  if (typeof bytes === "string") return { outcome: bytes };
  if (bytes.length > mostBytes) return { outcome: "tooLarge" };
  const installation = signerOf(tools, bytes, headers.get("sentry-app-signature"));
  if (typeof installation === "string") return { outcome: installation };
  const wish = readLinkWish(parse(bytes));
  if (!wish) return { outcome: "malformed" };
  if (wish.installation) await tools.installations.learn(installation.id, wish.installation);
  const issue = { installationId: installation.id, sentryIssueId: wish.issue };
  const known = await linkTargetOf(tools.db, issue);
  if (!known) return { outcome: "unknownIssue" };
  const { PUBLIC_URL } = tools.settings;
  if (wish.target === "incident") {
    if (!known.incident) return { outcome: "noIncident" };
    const webUrl = `${PUBLIC_URL}/incidents/${known.incident}`;
    return { outcome: "linked", link: { webUrl, project: linkProject, identifier: "incident" } };
  }
  const webUrl = issueAddress(PUBLIC_URL, issue);
  return { outcome: "linked", link: { webUrl, project: linkProject, identifier: known.category ?? "pending" } };
}
