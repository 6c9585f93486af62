import { cookies } from "next/headers";
import type { ReactNode } from "react";
import { currentViewer } from "#app/guard.ts";
import { Frame } from "#components/frame/frame.tsx";
import { readMark } from "#lib/db/changes.ts";
import { isDemo } from "#lib/pipeline/demo-mark.ts";
import { tools } from "#lib/pipeline/tools.ts";
import { signOut } from "./actions.ts";

export default async function SignedInLayout({ children }: { children: ReactNode }) {
  const viewer = await currentViewer();
  if (!viewer) return children; // each page sends strangers away itself, as only it knows where they wanted to go
  const { name, email, role } = viewer;
  const [jar, mark, demo] = await Promise.all([cookies(), readMark(tools().db).catch(() => null), isDemo(tools())]);
  return (
    <Frame
      person={{ name, email, role }}
      signOut={signOut}
      collapsed={jar.get("rail")?.value === "collapsed"}
      isDemo={demo}
      mark={mark}
    >
      {children}
    </Frame>
  );
}
