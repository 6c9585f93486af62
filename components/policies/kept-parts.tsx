import { useTranslations } from "next-intl";
import { Badge } from "#components/ui/badge.tsx";
import { Facts } from "#components/ui/facts.tsx";
import type { PolicySpec } from "#lib/model/policy.ts";
import { useDuration } from "./duration.tsx";

/** The ladder's further steps: shown, kept, and not edited here. */
export function LaterSteps({ policy }: { policy: PolicySpec }) {
  const t = useTranslations();
  const duration = useDuration();
  const steps = policy.ladder.slice(1);
  if (steps.length === 0) return null;
  return (
    <div>
      <p className="font-medium">{t("policyForm.later")}</p>
      <ol className="grid gap-1 py-1">
        {steps.map((step) => (
          <li key={`${step.after}:${step.to.join()}`} className="flex flex-wrap items-center gap-x-2 text-n11">
            <Step after={duration(step.after)} channels={step.to.join(", ")} condition={step.if} />
            <Badge dashed>{t("policies.notObeyed")}</Badge>
          </li>
        ))}
      </ol>
      <p className="text-meta text-n10">{t("policyForm.laterHint")}</p>
    </div>
  );
}

function Step({ after, channels, condition }: { after: string; channels: string; condition: string | undefined }) {
  const t = useTranslations("policies");
  return condition === undefined ? t("step", { after, channels }) : t("stepIf", { after, channels, condition });
}

/** What else the document says of the policy. */
export function KeptParts({ policy }: { policy: PolicySpec }) {
  const t = useTranslations();
  const { calendar, ackExpires, confidenceFloor, wait, update, stop } = policy;
  const said = [
    ["wait", wait === "0s" ? null : wait],
    ["update", update === "5m" ? null : update],
    ["calendar", calendar && `${calendar.name} (${calendar.outside})`],
    ["ackExpires", ackExpires],
    ["confidenceFloor", confidenceFloor?.toString()],
    ["stop", stop ? null : t("report.yes")],
  ] as const;
  const rows = said.filter(([, value]) => value !== null && value !== undefined);
  if (rows.length === 0) return null;
  return (
    <section aria-labelledby="kept" className="grid gap-2 border-t pt-4">
      <div>
        <h2 id="kept" className="font-medium">
          {t("policyForm.kept")}
        </h2>
        <p className="text-meta text-n10">{t("policyForm.keptHint")}</p>
      </div>
      <Facts rows={rows.map(([part, value]) => [t(`policies.part.${part}`), value] as const)} />
    </section>
  );
}
