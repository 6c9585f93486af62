import { cookies } from "next/headers";
import type { ReactNode } from "react";
import { currentViewer } from "#app/guard.ts";
import { AlarmList } from "#components/frame/alarm-list.tsx";
import { Frame } from "#components/frame/frame.tsx";
import { atLeast } from "#lib/auth/viewer.ts";
import { readMark } from "#lib/db/changes.ts";
import { alarms } from "#lib/pipeline/alarms.ts";
import { isDemo } from "#lib/pipeline/demo-mark.ts";
import { tools } from "#lib/pipeline/tools.ts";
import { signOut } from "./actions.ts";

export default async function SignedInLayout({ children }: { children: ReactNode }) {
  const viewer = await currentViewer();
  if (!viewer) return children; // each page sends strangers away itself, as only it knows where they wanted to go
  const { name, email, role } = viewer;
  const mayAct = atLeast(role, "responder");
  const [jar, mark, demo, now] = await Promise.all([
    cookies(),
    readMark(tools().db).catch(() => null),
    isDemo(tools()),
    mayAct ? alarms(tools()).catch(() => null) : null,
  ]);
  return (
    <Frame
      person={{ name, email, role }}
      signOut={signOut}
      collapsed={jar.get("rail")?.value === "collapsed"}
      isDemo={demo}
      mark={mark}
      alarms={now && <AlarmList alarms={now} />}
    >
      {children}
    </Frame>
  );
}
