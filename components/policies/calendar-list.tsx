import { useTranslations } from "next-intl";
import { EmptyState } from "#components/ui/empty-state.tsx";
import { keyed } from "#components/ui/keyed.ts";
import type { CalendarSpec, PolicyDocument } from "#lib/model/policy.ts";
import type { PutBack, RemoveItem } from "./acts.ts";
import { weekdays } from "./calendar-draft.ts";
import { itemHref } from "./item.ts";
import { PartRow, PartTable } from "./part-table.tsx";
import { usersOfCalendar } from "./uses.ts";

interface Props {
  document: PolicyDocument;
  version: number;
  /** Null when the person may not. */
  acts: { remove: RemoveItem; putBack: PutBack } | null;
}

/** The named hours: when each is open, in which zone, and who goes by it. */
export function CalendarList({ document, version, acts }: Props) {
  const t = useTranslations("calendars");
  const { calendars } = document;
  if (calendars.length === 0) return <EmptyState title={t("none")} body={t("noneBody")} />;
  return (
    <PartTable label={t("label")} version={version} columns={[t("column.calendar"), t("column.open"), t("column.usedBy")]}>
      {calendars.map((calendar, at) => (
        <PartRow
          key={calendar.name}
          {...{ part: "calendars", at, name: calendar.name, href: itemHref.calendars(calendar.name), acts }}
          under={calendar.zone}
          users={usersOfCalendar(document, calendar.name)}
        >
          <Windows windows={calendar.windows} />
        </PartRow>
      ))}
    </PartTable>
  );
}

function Windows({ windows }: Pick<CalendarSpec, "windows">) {
  const days = useDays();
  return (
    <ul>
      {keyed(windows).map(({ item: window, key }) => (
        <li key={key}>
          {days(window.days)}, {window.from}–{window.to}
        </li>
      ))}
    </ul>
  );
}

/** Days that follow each other are said as from … to. */
function useDays(): (days: CalendarSpec["windows"][number]["days"]) => string {
  const t = useTranslations("calendars");
  return (days) => {
    const places = weekdays.flatMap((day, place) => (days.includes(day) ? [place] : []));
    const runs = places.reduce<number[][]>((found, place) => {
      const run = found.at(-1);
      if (run?.at(-1) === place - 1) run.push(place);
      else found.push([place]);
      return found;
    }, []);
    const name = (place: number | undefined): string => t(`day.${weekdays[place ?? 0] ?? "mon"}`);
    return runs
      .flatMap((run) => (run.length > 2 ? [`${name(run[0])}–${name(run.at(-1))}`] : run.map((place) => name(place))))
      .join(", ");
  };
}
