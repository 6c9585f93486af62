import { useFormatter, useNow, useTimeZone } from "next-intl";

/** How long ago, or how long until, or what the clock showed; on hover the whole time, where the reader is and in UTC. */
export function When({ at, by = "age" }: { at: string; by?: "age" | "clock" }) {
  const format = useFormatter();
  const now = useNow();
  const zone = useTimeZone() ?? "UTC";
  const clock = useClock();
  const date = new Date(at);
  const whole = (timeZone: string): string =>
    format.dateTime(date, { dateStyle: "medium", timeStyle: "long", hourCycle: "h23", timeZone });
  return (
    <time
      dateTime={at}
      title={zone === "UTC" ? whole(zone) : `${whole(zone)}\n${whole("UTC")}`}
      className="whitespace-nowrap pointer-fine:relative pointer-fine:z-10"
    >
      {by === "clock" ? clock(at) : format.relativeTime(date, { now, style: "narrow" })}
    </time>
  );
}

/** The time of day where the reader is, with the day where it is another one; who is told it in UTC is told that it is. */
export function useClock(): (at: string) => string {
  const format = useFormatter();
  const now = useNow();
  const zone = useTimeZone();
  return (at) => {
    const date = new Date(at);
    const isToday = format.dateTime(date, { dateStyle: "short" }) === format.dateTime(now, { dateStyle: "short" });
    return format.dateTime(date, {
      ...(!isToday && { weekday: "short", day: "numeric", month: "short" }),
      hour: "2-digit",
      minute: "2-digit",
      hourCycle: "h23",
      ...(zone === "UTC" && { timeZoneName: "short" }),
    });
  };
}
