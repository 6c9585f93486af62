import Link from "next/link";
import { useTranslations } from "next-intl";
import { FocusKey } from "#components/keys/focus-key.tsx";
import { Breadcrumbs } from "#components/report/breadcrumbs.tsx";
import { Causes } from "#components/report/causes.tsx";
import { LlmCall } from "#components/report/llm-call.tsx";
import { ReportFacts, Tags } from "#components/report/report-facts.tsx";
import { StackTrace } from "#components/report/stack-trace.tsx";
import { queryFrom } from "#components/rules/from-issue.ts";
import { editHref } from "#components/rules/view.ts";
import { buttonClass } from "#components/ui/button.tsx";
import { Decided } from "#components/verdict/decided.tsx";
import { DecisionDetails, type SignatureFacts } from "#components/verdict/decision-details.tsx";
import { MarkedMessage } from "#components/verdict/evidence.tsx";
import { likeliest, likeliestIn } from "#components/verdict/likeliest.ts";
import { type Correct, VerdictPanel } from "#components/verdict/verdict-panel.tsx";
import type { ExplainedDecision } from "#lib/model/cause.ts";
import type { IssueDetail } from "#lib/model/issue.ts";
import { type CategoryNames, categoryNames, type Preset } from "#lib/model/preset.ts";
import type { Report } from "#lib/model/report.ts";
import { severities } from "#lib/model/taxonomy.ts";
import type { WriteBackSummary } from "#lib/model/write-back.ts";
import { AskedOfModels, type ModelsAsked } from "./asked-of-models.tsx";
import { History } from "./history.tsx";
import { IncidentLink } from "./incident-link.tsx";
import { IssueHeader } from "./issue-header.tsx";
import { Messages, Why } from "./telling.tsx";
import { WriteBacks } from "./write-backs.tsx";

interface Props {
  issue: IssueDetail;
  report: Report | null;
  signature: SignatureFacts | null;
  /** Why the latest event could not be fetched, when it could not. */
  note: string | null;
  /** Why somebody was told of it, or not, newest first. */
  decisions: readonly ExplainedDecision[];
  /** What was written to Sentry. */
  writes: readonly WriteBackSummary[];
  /** What models were asked about it. */
  models: ModelsAsked;
  /** In whose names the project shows its categories; null is Verdict's own. */
  preset: Preset | null;
  correct: Correct | null;
}

/** One issue: the verdict first, what it rests on beside and below it. */
export function IssueView({ issue, report, signature, note, decisions, writes, models, preset, correct }: Props) {
  const t = useTranslations();
  const { verdict } = issue;
  const names = preset && categoryNames(preset);
  const categories = verdict ? (preset ? likeliestIn(preset, verdict) : likeliest(verdict)) : [];
  return (
    <article className="content grid grid-cols-[minmax(0,1fr)] gap-8 py-4">
      <div className="grid grid-cols-[minmax(0,1fr)] gap-3">
        <IssueHeader issue={issue} />
        {note && <p className="border-l-2 border-medium pl-3 text-n11 wrap-anywhere">{note}</p>}
        {issue.incident && <IncidentLink incident={issue.incident} />}
      </div>
      <div className="grid content-start gap-x-12 gap-y-8 lg:grid-cols-[minmax(0,1fr)_20rem] [&>*]:min-w-0">
        {verdict ? (
          <VerdictPanel verdict={verdict} choices={{ categories, severities, names }} correct={correct} />
        ) : (
          <p className="text-n11">{t("verdict.pendingMeaning")}</p>
        )}
        <div className="grid content-start gap-3">
          {verdict && <Decided verdict={verdict} names={names} />}
          {correct && report && <MakeRule report={report} />}
        </div>
        <div className="grid content-start gap-8">
          {report ? (
            <ReportBody report={report} evidence={verdict?.evidence ?? []} />
          ) : (
            <p className="text-n10">{t("report.none")}</p>
          )}
          <AskedOfModels {...models} />
        </div>
        <Facts {...{ issue, report, signature, decisions, writes, names }} />
      </div>
      <FocusKey on="w" to="decided" />
    </article>
  );
}

interface FactsProps extends Pick<Props, "issue" | "report" | "signature" | "decisions" | "writes"> {
  names: CategoryNames | null;
}

/** What stands beside the report. */
function Facts({ issue, report, signature, decisions, writes, names }: FactsProps) {
  const { verdict, messages } = issue;
  return (
    <aside className="grid content-start gap-8">
      {verdict && <DecisionDetails verdict={verdict} signature={signature} />}
      <Why issue={issue.id} decisions={decisions} />
      <Messages messages={messages} />
      <WriteBacks writes={writes} />
      {report && <LlmCall report={report} />}
      {report && <ReportFacts report={report} />}
      {report && <Tags tags={report.tags} />}
      <History issue={issue} names={names} />
    </aside>
  );
}

function MakeRule({ report }: { report: Report }) {
  const t = useTranslations("issue");
  return (
    <Link
      href={editHref({ query: queryFrom(report) })}
      prefetch={false}
      className={buttonClass("secondary", "justify-self-start")}
    >
      {t("makeRule")}
    </Link>
  );
}

function ReportBody({ report, evidence }: { report: Report; evidence: Parameters<typeof MarkedMessage>[0]["evidence"] }) {
  return (
    <>
      <MarkedMessage message={report.message} evidence={evidence} />
      <StackTrace frames={report.frames} />
      <Causes chain={report.chain} />
      <Breadcrumbs breadcrumbs={report.breadcrumbs} />
    </>
  );
}
