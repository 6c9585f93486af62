import { useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { CopyText } from "#components/ui/copy-text.tsx";
import { EmptyState } from "#components/ui/empty-state.tsx";
import { Facts } from "#components/ui/facts.tsx";

const permissions = [
  ["issue", "read"],
  ["project", "read"],
  ["organization", "read"],
] as const;

/** The first screen of a fresh installation: how to make Sentry send its first webhook. */
export function ConnectSentry({ webhookUrl }: { webhookUrl: string }) {
  const t = useTranslations("issues.connect");
  return (
    <EmptyState title={t("title")} body={t("body")}>
      <ol className="grid gap-6 pt-3">
        <Step number={1} title={t("step1")} body={t("step1Body")}>
          <CopyText text={webhookUrl} />
        </Step>
        <Step number={2} title={t("step2")} body={t("step2Body")}>
          <Facts rows={permissions.map(([name, level]) => [t(`permission.${name}`), t(`permission.${level}`)] as const)} />
        </Step>
        <Step number={3} title={t("step3")} body={t("step3Body")}>
          <code className="font-mono text-code">
            SENTRY_CLIENT_SECRET=…
            <br />
            SENTRY_ORG=…
            <br />
            SENTRY_AUTH_TOKEN=…
          </code>
        </Step>
      </ol>
    </EmptyState>
  );
}

function Step({ number, title, body, children }: { number: number; title: string; body: string; children: ReactNode }) {
  return (
    <li className="grid grid-cols-[1.5rem_minmax(0,1fr)] gap-x-3">
      <span aria-hidden className="grid size-6 place-items-center rounded-full border border-n8 text-meta text-n11">
        {number}
      </span>
      <div className="grid gap-2">
        <h3 className="leading-6 font-medium">{title}</h3>
        <p className="text-n11">{body}</p>
        {children}
      </div>
    </li>
  );
}
