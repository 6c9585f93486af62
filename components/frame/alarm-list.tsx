import { OctagonAlert } from "lucide-react";
import Link from "next/link";
import { useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { cx } from "#components/ui/cx.ts";
import { When } from "#components/ui/when.tsx";
import type { Alarms } from "#lib/model/alarms.ts";
import { Elsewhere } from "./elsewhere.tsx";

/** What everybody who can act must know, whatever page they read; each line leads to where it is mended. */
export function AlarmList({ alarms }: { alarms: Alarms }) {
  const t = useTranslations("alarms");
  const { undelivered, broken, outages, silent } = alarms;
  if (undelivered.length + broken.length + outages.length === 0 && !silent) return null;
  return (
    <section aria-label={t("label")}>
      <ul className="divide-y divide-n6 border-b empty:hidden">
        <Undelivered alarms={alarms} />
        {broken.map(({ name, error }) => (
          <Line key={name} isBad link={t("mend")} href={`/settings/channels#channel-${encodeURIComponent(name)}`}>
            {t("broken", { name })} {error && <span className="font-normal text-n11">{error}</span>}
          </Line>
        ))}
        <Elsewhere than="/">
          {outages.map(({ provider, since, incident }) => (
            <Line key={provider} link={t(incident ? "incident" : "now")} href={incident ? `/incidents/${incident}` : "/"}>
              {t.rich("outage", { provider, when: () => <When at={since} /> })}
            </Line>
          ))}
        </Elsewhere>
        {silent && (
          <Line link={t("incident")} href={`/incidents/${silent.id}`}>
            {silent.title}
          </Line>
        )}
      </ul>
    </section>
  );
}

/** The worst one by its name; more than one are a number, and a way to the list. */
function Undelivered({ alarms: { undelivered, undeliveredCount: count, isMute } }: { alarms: Alarms }) {
  const t = useTranslations("alarms");
  const [worst] = undelivered;
  if (!worst) return null;
  if (isMute)
    return (
      <Line isBad link={t("setUp")} href="/settings/channels">
        {t("mute", { count })}
      </Line>
    );
  const page = `/incidents/${worst.id}`;
  const line = (
    <Line isBad link={t("incident")} href={page}>
      {t("undelivered", { title: worst.title })}{" "}
      {count > 1 && (
        <Link href="/incidents?state=open" prefetch={false} className="font-normal text-n11 underline underline-offset-2">
          {t("more", { count: count - 1 })}
        </Link>
      )}
    </Line>
  );
  return count > 1 ? line : <Elsewhere than={page}>{line}</Elsewhere>;
}

interface LineProps {
  /** Somebody must act, else nobody is told. */
  isBad?: boolean;
  link: string;
  href: string;
  children: ReactNode;
}

function Line({ isBad = false, link, href, children }: LineProps) {
  return (
    <li className="content grid grid-cols-[1rem_minmax(0,1fr)_auto] items-start gap-x-2 py-1">
      <OctagonAlert aria-hidden className={cx("mt-1 size-4", isBad ? "text-critical" : "text-high")} />
      <p className="my-0.5 line-clamp-2 min-w-0 font-medium wrap-anywhere">{children}</p>
      <Link href={href} prefetch={false} className="inline-flex min-h-6 items-center text-accent hover:underline">
        {link}
      </Link>
    </li>
  );
}
