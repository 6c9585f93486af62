import Link from "next/link";
import { useTranslations } from "next-intl";
import { administrators } from "#components/messages/message-line.tsx";
import { keyed } from "#components/ui/keyed.ts";
import type { IncidentStory } from "#lib/model/story.ts";
import { Moment } from "./ladder.tsx";

/** Said before everything else: nobody knows of this incident but who reads this page. */
export function Undelivered({ story: { incident } }: { story: IncidentStory }) {
  const t = useTranslations("incidents.undelivered");
  const since = incident.undelivered_at;
  if (!since || incident.state !== "open") return null; // who has it in hand knows of it
  const lastResort = incident.messages.find(({ channel }) => channel === administrators);
  const faults = new Map(
    incident.messages.flatMap(({ channel, state, error }) =>
      state === "failed" && error && channel !== administrators ? [[channel, error] as const] : [],
    ),
  );
  return (
    <section aria-labelledby="undelivered" className="grid gap-1 border-l-2 border-danger pl-3">
      <h2 id="undelivered" className="text-section font-medium text-danger">
        {t("title")}
      </h2>
      <p>
        {t.rich("body", { time: () => <Moment at={since} /> })} {t(`lastResort.${lastResort?.state ?? "none"}`)}
      </p>
      <ul className="grid gap-0.5 text-n11 empty:hidden">
        {keyed([...faults]).map(({ item: [channel, error], key }) => (
          <li key={key} className="wrap-anywhere">
            <span className="font-medium">{channel}</span>: {error}
          </li>
        ))}
      </ul>
      <Link
        href="/settings/channels"
        prefetch={false}
        className="inline-flex min-h-6 items-center justify-self-start text-accent hover:underline"
      >
        {t("mend")}
      </Link>
    </section>
  );
}
