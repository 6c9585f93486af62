import { z } from "zod";
import { identifier, object, text } from "./reshape/wire.ts";

/** What an issue can be linked to from its sidebar. */
export const linkTargets = [
  { value: "verdict", label: "Its verdict", default: true },
  { value: "incident", label: "The incident it belongs to" },
] as const;
export type LinkTarget = (typeof linkTargets)[number]["value"];

const choice = {
  type: "select",
  name: "target",
  label: "Link to",
  options: linkTargets.map(({ value, label }) => [value, label]),
};
const form = (uri: string) => ({ uri, required_fields: [choice], optional_fields: [] });

/** What goes into the Schema box of the integration: the part of an issue's sidebar that shows our link. */
export const componentSchema = {
  elements: [
    {
      type: "issue-link",
      link: form("/api/sentry/issue-link/link"),
      create: form("/api/sentry/issue-link/create"),
    },
  ],
} as const;

const wire = z.object({
  issueId: identifier,
  installationId: text,
  fields: object.pipe(z.object({ target: z.enum(["verdict", "incident"]).catch("verdict") })),
});

/** Which issue somebody links in Sentry, and to what; null when the body does not say. */
export function readLinkWish(body: unknown): { issue: string; installation: string | null; target: LinkTarget } | null {
  const { issueId, installationId, fields } = wire.parse(object.parse(body));
  const installation = installationId !== null && installationId.length <= 64 ? installationId : null;
  return issueId === null ? null : { issue: issueId, installation, target: fields.target };
}
