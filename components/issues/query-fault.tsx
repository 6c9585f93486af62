import { useTranslations } from "next-intl";
import type { QueryFault as Fault } from "#lib/query/query.ts";

export const queryFaultId = "query-fault";

/** As much of the text as one line shows around the place. */
const around = 48;

/** Where a query is wrong and what to write instead, the place marked. */
export function QueryFault({ text, fault }: { text: string; fault: Fault }) {
  const t = useTranslations("issues.query");
  const start = Math.max(0, fault.at - around);
  const rest = text.slice(fault.at, fault.at + around);
  const marked = /^\s*\S+/.exec(rest)?.[0] ?? rest;
  return (
    <div id={queryFaultId} role="alert" className="grid gap-1 border-l-2 border-danger py-1 pl-3">
      <p>
        <span className="font-medium">{t("faultAt", { position: fault.at + 1 })}</span> {fault.message}
      </p>
      <p className="overflow-x-auto font-mono text-code whitespace-pre text-n11">
        {start > 0 && "…"}
        {text.slice(start, fault.at)}
        <mark className="rounded-xs bg-accent-soft px-0.5 text-n12 underline decoration-danger decoration-wavy underline-offset-4">
          {marked || " "}
        </mark>
        {rest.slice(marked.length)}
        {fault.at + around < text.length && "…"}
      </p>
      <p className="text-meta text-n11">{t("faultKeeps")}</p>
    </div>
  );
}
