"use client";
import Link from "next/link";
import { useTranslations } from "next-intl";
import { CategoryTag } from "#components/verdict/category-tag.tsx";
import { SeverityMark } from "#components/verdict/severity-mark.tsx";
import type { Label, RuleTrial } from "#lib/model/rule-trial.ts";

/** What a rule would have meant, said before anything is saved. */
export function Trial({ trial, rule }: { trial: RuleTrial; rule: string }) {
  const t = useTranslations("rules.trial");
  const { days, issues, complete, changes, reports_changed: reports } = trial;
  const matched = trial.rules.find(({ id }) => id === rule)?.matched ?? 0;
  return (
    <div className="grid grid-cols-[minmax(0,1fr)] gap-4">
      <div>
        <p>{t("sum", { days, looked: issues.looked_at, matched, changed: issues.changed })}</p>
        {issues.changed > 0 && <p className="text-n11">{t("reports", { count: reports })}</p>}
        {!complete && <p className="text-n11">{t("incomplete", { count: issues.looked_at })}</p>}
      </div>
      {changes.length > 0 && <Changes changes={changes} />}
      {trial.listed.length > 0 && <Listed trial={trial} />}
    </div>
  );
}

function Changes({ changes }: Pick<RuleTrial, "changes">) {
  const t = useTranslations("rules.trial");
  return (
    <table className="w-full">
      <caption className="sr-only">{t("changes")}</caption>
      <thead>
        <tr className="h-8 text-left text-meta text-n10 [&>th]:font-normal [&>th]:text-n10">
          <th>{t("from")}</th>
          <th>{t("to")}</th>
          <th className="w-16 text-right">{t("issues")}</th>
        </tr>
      </thead>
      <tbody className="border-t">
        {changes.map(({ from, to, issues }) => (
          <tr key={JSON.stringify([from, to])} className="border-b border-n5 align-top [&>td]:py-1.5">
            <td className="pr-4">
              <Said label={from} />
            </td>
            <td className="pr-4">
              <Said label={to} />
            </td>
            <td className="text-right">{issues}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function Said({ label: { category, severity } }: { label: Label }) {
  return (
    <span className="flex flex-wrap gap-x-4">
      <CategoryTag category={category} />
      <SeverityMark severity={severity} />
    </span>
  );
}

const issueHref = (id: string, installation: string): string =>
  `/issues/${encodeURIComponent(id)}?${new URLSearchParams({ installation })}`;

function Listed({ trial: { listed, issues } }: { trial: RuleTrial }) {
  const t = useTranslations("rules.trial");
  return (
    <div className="grid grid-cols-[minmax(0,1fr)] gap-1">
      <h3 className="font-medium">{t("listed")}</h3>
      <ul>
        {listed.map(({ id, installation, title }) => (
          <li key={`${installation} ${id}`}>
            <Link
              href={issueHref(id, installation)}
              prefetch={false}
              target="_blank"
              className="block min-h-6 truncate py-0.5 hover:underline"
            >
              <bdi>{title}</bdi>
            </Link>
          </li>
        ))}
      </ul>
      {issues.changed > listed.length && (
        <p className="text-meta text-n10">{t("more", { count: issues.changed - listed.length })}</p>
      )}
    </div>
  );
}
