import Link from "next/link";
import { useTranslations } from "next-intl";
import { RunWords } from "#components/decisions/run-words.tsx";
import { runsOf } from "#components/decisions/runs.ts";
import { MessageLine } from "#components/messages/message-line.tsx";
import { Section } from "#components/ui/section.tsx";
import { When } from "#components/ui/when.tsx";
import type { ExplainedDecision } from "#lib/model/cause.ts";
import type { IssueDetail } from "#lib/model/issue.ts";

/** As many as answer "why did nobody tell me?"; the ledger has them all. */
const shown = 6;

/** Why somebody was told of this issue, or not. */
export function Why({ issue, decisions }: { issue: string; decisions: readonly ExplainedDecision[] }) {
  const t = useTranslations("decisions");
  const runs = runsOf(decisions);
  return (
    <Section id="why" title={t("why")}>
      {runs.length === 0 && <p className="text-n10">{t("whyEmpty")}</p>}
      <ol className="grid">
        {runs.slice(0, shown).map((run) => (
          <Line key={run.decision.id} at={run.decision.at}>
            <RunWords run={run} />
          </Line>
        ))}
      </ol>
      {runs.length > 0 && (
        <Link
          href={`/decisions?${new URLSearchParams({ issue })}`}
          prefetch={false}
          className="inline-flex min-h-6 items-center justify-self-start text-accent hover:underline"
        >
          {t("whyAll")}
        </Link>
      )}
    </Section>
  );
}

/** What was posted about it, and whether it arrived. */
export function Messages({ messages }: Pick<IssueDetail, "messages">) {
  const t = useTranslations("messages");
  return (
    <Section id="messages" title={t("title")}>
      {messages.length === 0 && <p className="text-n10">{t("none")}</p>}
      <ol className="grid">
        {messages.map((message) => (
          <Line key={message.id} at={message.at}>
            <MessageLine message={message} />
          </Line>
        ))}
      </ol>
    </Section>
  );
}

export function Line({ at, children }: { at: string; children: React.ReactNode }) {
  return (
    <li className="flex justify-between gap-4 border-b border-n5 py-1.5 last:border-0">
      <span className="min-w-0 wrap-anywhere">{children}</span>
      <span className="shrink-0 text-n10">
        <When at={at} />
      </span>
    </li>
  );
}
