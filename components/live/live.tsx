"use client";
import { useTranslations } from "next-intl";
import { createContext, type ReactNode, use, useEffect, useState } from "react";
import { cx } from "#components/ui/cx.ts";
import { type Connection, useChanges } from "./use-changes.ts";
import { useRefresh } from "./use-refresh.ts";

interface State {
  connection: Connection;
  /** Until when the figures of the page are known to be right. */
  at: number | null;
}

const Live = createContext<State>({ connection: "connecting", at: null });

/** Keeps every page below it up to date, by one stream for all of them. `mark` says what the server had seen when it drew the page. */
export function LiveProvider({ mark, children }: { mark: string | null; children: ReactNode }) {
  const { want, at } = useRefresh();
  const connection = useChanges(mark, want);
  const [lostAt, setLostAt] = useState<number | null>(null);
  useEffect(() => setLostAt(connection === "lost" ? Date.now() : null), [connection]);
  return <Live value={{ connection, at: lostAt ?? at }}>{children}</Live>;
}

function useSecondsSince(at: number | null): number | null {
  const [now, setNow] = useState<number | null>(null);
  useEffect(() => {
    const tick = (): void => setNow(Date.now());
    tick();
    const timer = window.setInterval(tick, 1000);
    return () => window.clearInterval(timer);
  }, []);
  return at === null || now === null ? null : Math.max(0, Math.floor((now - at) / 1000));
}

const said = { connecting: "begun", live: "updated", lost: "lost" } as const;

/** How old the figures of the page are; `short` leaves room for a phone's bar or a folded rail. */
export function LiveLine({ short = false }: { short?: boolean }) {
  const t = useTranslations("live");
  const { connection, at } = use(Live);
  const seconds = useSecondsSince(at);
  if (seconds === null) return <p className="h-4" />;
  const age = seconds < 60 ? t("seconds", { count: seconds }) : t("minutes", { count: Math.floor(seconds / 60) });
  const text = t(said[connection], { age });
  return (
    <p className="flex min-w-0 items-center gap-2 text-meta text-n10" title={short ? text : undefined}>
      <span
        aria-hidden
        className={cx("size-2 shrink-0 rounded-full", connection === "live" ? "bg-application" : "border border-n8")}
      />
      <span className={short && connection !== "lost" ? "sr-only" : undefined}>{text}</span>
      <span role="status" className="sr-only">
        {connection === "lost" ? t("lostSaid") : ""}
      </span>
    </p>
  );
}
