import Link from "next/link";
import { useTranslations } from "next-intl";
import { Fragment, type ReactNode } from "react";
import { Moment } from "#components/incidents/ladder.tsx";
import { useDuration } from "#components/policies/duration.tsx";
import { When } from "#components/ui/when.tsx";
import type { ChannelView } from "#lib/model/channel-view.ts";

const secretNames = [
  "webhook_url",
  "bot_token",
  "channel",
  "signing_secret",
  "routing_key",
  "smtp_url",
  "from",
  "account_sid",
  "auth_token",
  "url",
  "secret",
] as const;

/** What is set, by its end, whom it reaches, who uses it, and when it was used last. */
export function ChannelDetails({ channel }: { channel: ChannelView }) {
  const t = useTranslations("settings.channels");
  const { shown, setBy, to, kind, configured, sent_at: sentAt, policies, digest } = channel;
  const known = secretNames.flatMap((name) => (shown[name] ? [t(`secret.${name}`, { shown: shown[name] })] : []));
  const said: [string, ReactNode][] = [
    ["secrets", known.join(" · ")],
    ["setBy", setBy && t("setBy", { variable: setBy })],
    ["to", to.length > 0 && kind !== "digest" && t("to", { receivers: to.join(", ") })],
    [
      "sent",
      configured && (sentAt ? t.rich("lastSent", { when: () => <When at={sentAt} /> }) : kind !== "digest" && t("neverSent")),
    ],
    ["policies", policies.length > 0 ? <Policies names={policies} /> : kind !== "retry-hook" && t("unused")],
  ];
  return (
    <>
      {digest && <Digest digest={digest} carriers={to} isCarried={configured} />}
      <p className="text-meta text-n10 wrap-anywhere">
        {said
          .filter(([, part]) => part)
          .map(([name, part], place) => (
            <Fragment key={name}>
              {place > 0 && " · "}
              {part}
            </Fragment>
          ))}
      </p>
    </>
  );
}

function Policies({ names }: { names: readonly string[] }) {
  const t = useTranslations("settings.channels");
  const link = () =>
    names.map((name, place) => (
      <Fragment key={name}>
        {place > 0 && ", "}
        <Link
          href={`/policies/edit?${new URLSearchParams({ policy: name })}`}
          prefetch={false}
          className="underline decoration-n8 underline-offset-2 hover:text-n12"
        >
          {name}
        </Link>
      </Fragment>
    ));
  return t.rich("usedBy", { policies: link });
}

/** A digest has no secrets: other channels carry it, at its times. */
function Digest({
  digest,
  carriers,
  isCarried,
}: {
  digest: NonNullable<ChannelView["digest"]>;
  carriers: readonly string[];
  isCarried: boolean;
}) {
  const t = useTranslations("settings.channels.digest");
  const duration = useDuration();
  const { at, every, zone, next, lines } = digest;
  return (
    <p className="text-n11">
      {every ? t("every", { every: duration(every) }) : t("daily", { at: at ?? "", zone })}{" "}
      {carriers.length > 0 ? t("carriedBy", { channels: carriers.join(", ") }) : t("carriedByNobody")}{" "}
      {isCarried && t.rich(lines > 0 ? "waiting" : "empty", { count: lines, time: () => <Moment at={next} /> })}
    </p>
  );
}
