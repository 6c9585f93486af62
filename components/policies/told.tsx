import { useTranslations } from "next-intl";
import { Badge } from "#components/ui/badge.tsx";
import type { ChannelState } from "#lib/model/channel.ts";
import type { PolicySpec } from "#lib/model/policy.ts";
import { useDuration } from "./duration.tsx";

interface Props {
  policy: PolicySpec;
  channels: readonly ChannelState[];
}

const isAtOnce = (after: string): boolean => /^0+[smhd]$/.test(after);

/** Who is told in which step; channels that cannot be told yet stand apart and say why. */
export function Told({ policy, channels }: Props) {
  return (
    <ul className="grid gap-1">
      {policy.ladder.map((step, number) => (
        <li key={number} className="flex flex-wrap items-center gap-x-2 gap-y-0.5">
          <Step step={step} channels={channels} />
        </li>
      ))}
    </ul>
  );
}

function Step({ step, channels }: { step: PolicySpec["ladder"][number]; channels: readonly ChannelState[] }) {
  const t = useTranslations("policies");
  const duration = useDuration();
  if (isAtOnce(step.after) && step.if === undefined) return <Receivers to={step.to} channels={channels} />;
  const words = { after: duration(step.after), channels: step.to.join(", ") };
  return (
    <>
      <span className="text-n11">
        {step.if === undefined ? t("step", words) : t.rich("stepIf", { ...words, condition: step.if })}
      </span>
      <Badge dashed>{t("notObeyed")}</Badge>
    </>
  );
}

function Receivers({ to, channels }: { to: readonly string[]; channels: readonly ChannelState[] }) {
  const t = useTranslations("policies");
  const states = to.map((name) => ({ name, state: channels.find((channel) => channel.name === name) }));
  const able = states.filter(({ state }) => state?.obeyed);
  const unable = states.filter(({ state }) => !state?.obeyed);
  return (
    <>
      {able.map(({ name, state }) => (
        <span key={name} className={state?.configured ? undefined : "text-n10"}>
          {state?.state === "broken"
            ? t("broken", { channel: name })
            : state?.configured
              ? name
              : t("notReady", { channel: name })}
        </span>
      ))}
      {unable.length > 0 && (
        <>
          <span className="text-n10">{unable.map(({ name }) => name).join(", ")}</span>
          <Badge dashed>{t("notObeyed")}</Badge>
        </>
      )}
    </>
  );
}
