import { linkTargets } from "#lib/sentry/component.ts";
import { signerOf } from "./issue-link.ts";
import type { Tools } from "./tools.ts";

export { componentSchema } from "#lib/sentry/component.ts";

export type OptionsOutcome = "listed" | "forged" | "noSecret" | "unknownField";

/** The choices of a select field. Sentry signs nothing here but the empty string, so there is nothing secret among them. */
export function optionsOf(
  tools: Tools,
  field: string | undefined,
  headers: Headers,
): { outcome: OptionsOutcome; options?: readonly object[] } {
  const installation = signerOf(tools, new Uint8Array(), headers.get("sentry-app-signature"));
  if (typeof installation === "string") return { outcome: installation };
  return field === "target" ? { outcome: "listed", options: linkTargets } : { outcome: "unknownField" };
}
