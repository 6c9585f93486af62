import Link from "next/link";
import { useFormatter, useTranslations } from "next-intl";
import { Disclosure } from "#components/ui/disclosure.tsx";
import { When } from "#components/ui/when.tsx";
import type { ChannelMessage, ChannelView } from "#lib/model/channel-view.ts";

/** What was posted lately: how much of it arrived, and the newest on demand. */
export function ChannelMessages({ channel: { name, messages, today } }: { channel: ChannelView }) {
  const t = useTranslations("settings.channels.messages");
  if (messages.length === 0) return null;
  return (
    <Disclosure summary={<Today today={today} />}>
      <ol aria-label={t("label", { name })} className="grid border-t">
        {messages.map((message) => (
          <li key={message.id} className="flex justify-between gap-4 border-b border-n5 py-1.5">
            <span className="min-w-0 wrap-anywhere">
              <Line message={message} />
            </span>
            <span className="shrink-0 text-n10">
              <When at={message.at} />
            </span>
          </li>
        ))}
      </ol>
    </Disclosure>
  );
}

function Today({ today: { sent, failed, waiting, doubtful } }: Pick<ChannelView, "today">) {
  const t = useTranslations("settings.channels.messages");
  const format = useFormatter();
  const parts = [
    t("sent", { count: format.number(sent) }),
    ...(waiting > 0 ? [t("waiting", { count: format.number(waiting) })] : []),
    ...(doubtful > 0 ? [t("doubtful", { count: format.number(doubtful) })] : []),
  ];
  return (
    <span>
      {parts.join(", ")}
      {failed > 0 && <span className="text-danger">{`, ${t("failed", { count: format.number(failed) })}`}</span>}
    </span>
  );
}

function Line({ message: { state, title, incident, error, doubtful } }: { message: ChannelMessage }) {
  const t = useTranslations("settings.channels.messages");
  const about = title || t("untitled");
  return (
    <>
      <span className={state === "failed" ? "text-danger" : undefined}>{t(`state.${state}`)}</span>{" "}
      {incident ? (
        <Link href={`/incidents/${incident}`} prefetch={false} className="hover:underline">
          {about}
        </Link>
      ) : (
        about
      )}
      {error && <span className="block text-n11">{error}</span>}
      {doubtful && <span className="block text-n11">{t("isDoubtful")}</span>}
    </>
  );
}
