"use client";
import { useTranslations } from "next-intl";
import type { ChannelState } from "#lib/model/channel.ts";
import { Choices } from "./choices.tsx";

export type ChannelOption = Pick<ChannelState, "name" | "kind" | "state" | "error">;

interface Props {
  id: string;
  legend: string;
  hint: string;
  error: string | undefined;
  offered: readonly ChannelOption[];
  chosen: readonly string[];
  onChange: (chosen: string[]) => void;
}

/** Channels of the document, each with its kind and whether a message would arrive there; a name that none has can still be taken away. */
export function ChannelChoices({ offered, chosen, ...choices }: Props) {
  const named = new Set(offered.map(({ name }) => name));
  const lost = chosen.filter((name) => !named.has(name)).map((value) => ({ value, label: value }));
  const known = offered.map((channel) => ({
    value: channel.name,
    label: channel.name,
    note: <Fares channel={channel} />,
  }));
  return <Choices {...choices} columns options={[...known, ...lost]} chosen={chosen} />;
}

function Fares({ channel: { kind, name, state, error } }: { channel: ChannelOption }) {
  const t = useTranslations();
  return (
    <>
      {kind !== name && <span className="text-n10">{t(`policyChannels.kind.${kind}`)}</span>}
      {state !== "ok" && (
        <span className={state === "broken" ? "text-danger" : "text-n10"} title={error ?? undefined}>
          {t(`policyForm.channelState.${state}`)}
        </span>
      )}
    </>
  );
}
