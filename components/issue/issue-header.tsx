import { ArrowUpRight } from "lucide-react";
import Link from "next/link";
import { useTranslations } from "next-intl";
import { splitTitle } from "#components/issues/title.ts";
import { buttonClass } from "#components/ui/button.tsx";
import { Quantity } from "#components/ui/quantity.tsx";
import { When } from "#components/ui/when.tsx";
import type { IssueSummary } from "#lib/model/issue.ts";

export function IssueHeader({ issue }: { issue: IssueSummary }) {
  const t = useTranslations();
  const { type, message } = splitTitle(issue.title);
  return (
    <header className="grid grid-cols-[minmax(0,1fr)] gap-2">
      <div className="flex items-center justify-between gap-4">
        <nav className="flex min-w-0 items-center gap-1.5 text-n10">
          <Link href="/issues" className="inline-flex h-6 items-center hover:text-n12 hover:underline">
            {t("issue.back")}
          </Link>
          <span aria-hidden>/</span>
          <span className="truncate">{issue.short_id ?? issue.id}</span>
        </nav>
        {issue.url?.startsWith("https://") && (
          <a href={issue.url} rel="noopener noreferrer" target="_blank" className={`${buttonClass("secondary")} shrink-0`}>
            {t("issue.openInSentry")}
            <ArrowUpRight aria-hidden className="size-4 text-n10" />
          </a>
        )}
      </div>
      <h1 className="text-page font-semibold wrap-anywhere">
        <bdi>{type ?? message}</bdi>
      </h1>
      {type && (
        <p className="line-clamp-3 text-n11 wrap-anywhere">
          <bdi>{message}</bdi>
        </p>
      )}
      <Meta issue={issue} />
    </header>
  );
}

function Meta({ issue }: { issue: IssueSummary }) {
  const t = useTranslations();
  return (
    <ul className="flex flex-wrap gap-x-4 gap-y-1 text-n10">
      {[issue.project, issue.environment, t(`status.${issue.status}`)].filter(Boolean).map((word) => (
        <li key={word} className="wrap-anywhere">
          {word}
        </li>
      ))}
      {issue.events !== null && (
        <li>
          <Quantity count={issue.events} unit="events" />
        </li>
      )}
      {issue.users !== null && (
        <li>
          <Quantity count={issue.users} unit="users" />
        </li>
      )}
      {issue.last_seen && <li>{t.rich("issue.lastSeen", { when: () => <When at={issue.last_seen ?? ""} /> })}</li>}
      {issue.first_seen && <li>{t.rich("issue.firstSeen", { when: () => <When at={issue.first_seen ?? ""} /> })}</li>}
    </ul>
  );
}
