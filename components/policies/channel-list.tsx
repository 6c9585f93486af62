import Link from "next/link";
import { useTranslations } from "next-intl";
import { cx } from "#components/ui/cx.ts";
import { EmptyState } from "#components/ui/empty-state.tsx";
import type { ChannelState } from "#lib/model/channel.ts";
import type { ChannelSpec, PolicyDocument } from "#lib/model/policy.ts";
import type { PutBack, RemoveItem, SaveHourly } from "./acts.ts";
import { useDuration } from "./duration.tsx";
import { fares } from "./fares.ts";
import { HourlyForm } from "./hourly-form.tsx";
import { itemHref } from "./item.ts";
import { PartRow, PartTable } from "./part-table.tsx";
import { usersOfChannel } from "./uses.ts";

interface Props {
  document: PolicyDocument;
  version: number;
  states: readonly ChannelState[];
  /** Null when the person may not. */
  acts: { remove: RemoveItem; putBack: PutBack; saveHourly: SaveHourly } | null;
}

/** Where messages go, by the names that policies use, and how many a channel gets in an hour. */
export function ChannelList({ document, version, states, acts }: Props) {
  const t = useTranslations("policyChannels");
  const { channels, hourly } = document;
  return (
    <div className="grid grid-cols-[minmax(0,1fr)] gap-6">
      <p className="max-w-[72ch] text-n11">
        {t.rich("intro", {
          settings: (words) => (
            <Link href="/settings/channels" className="underline underline-offset-2">
              {words}
            </Link>
          ),
        })}
      </p>
      {channels.length === 0 ? (
        <EmptyState title={t("none")} body={t("noneBody")} />
      ) : (
        <PartTable label={t("label")} version={version} columns={[t("column.channel"), t("column.says"), t("column.usedBy")]}>
          {channels.map((channel, at) => (
            <PartRow
              key={channel.name}
              {...{ part: "channels", at, name: channel.name, href: itemHref.channels(channel.name), acts }}
              under={t(`kind.${channel.kind}`)}
              users={usersOfChannel(document, channel.name)}
              unused={channel.kind === "retry-hook" ? t("firesByItself") : undefined}
            >
              <Says channel={channel} states={states} />
            </PartRow>
          ))}
        </PartTable>
      )}
      <HourlyForm key={hourly} hourly={hourly} version={version} save={acts?.saveHourly ?? null} />
    </div>
  );
}

function Says({ channel, states }: { channel: ChannelSpec; states: readonly ChannelState[] }) {
  const t = useTranslations("policyChannels");
  const { to = [], language, zone } = channel;
  const state = states.find(({ name }) => name === channel.name);
  const said = [
    channel.kind !== "digest" && to.join(", "),
    language && t("inLanguage", { language }),
    zone && t("inZone", { zone }),
  ];
  return (
    <>
      {channel.kind === "digest" && <Digest channel={channel} />}
      <span className="block text-n11 empty:hidden">{said.filter(Boolean).join(" · ")}</span>
      {state && <Fares state={{ ...state, state: fares(state, to, states) }} />}
    </>
  );
}

/** Whether a message would arrive there; where not, it leads to where that is mended. */
function Fares({ state: { name, kind, state, error } }: { state: ChannelState }) {
  const t = useTranslations("policyChannels");
  const isCarried = kind === "digest" && state === "broken";
  const said = t(isCarried ? "state.carriersBroken" : `state.${state}`, { error: error ?? "" });
  if (state === "ok") return <span className="block text-n10">{said}</span>;
  return (
    <Link
      href={`/settings/channels#channel-${encodeURIComponent(name)}`}
      prefetch={false}
      className={cx(
        "block w-fit underline decoration-n8 underline-offset-2",
        state === "broken" ? "text-danger" : "text-n10 hover:text-n12",
      )}
    >
      {said}
    </Link>
  );
}

function Digest({ channel: { to = [], at, every, by } }: { channel: ChannelSpec }) {
  const t = useTranslations("policyChannels.digest");
  const interval = useDuration("interval");
  const carriers = to.join(", ");
  return (
    <span className="block">
      {at ? t("daily", { at, carriers }) : t("often", { every: interval(every ?? ""), carriers })}
      {by && `, ${t(`byOption.${by}`)}`}
    </span>
  );
}
