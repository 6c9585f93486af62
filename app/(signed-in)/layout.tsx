import { cookies } from "next/headers";
import type { ReactNode } from "react";
import { currentViewer } from "#app/guard.ts";
import { Frame } from "#components/frame/frame.tsx";
import { signOut } from "./actions.ts";

export default async function SignedInLayout({ children }: { children: ReactNode }) {
  const viewer = await currentViewer();
  if (!viewer) return children; // each page sends strangers away itself, as only it knows where they wanted to go
  const { name, email, role } = viewer;
  const collapsed = (await cookies()).get("rail")?.value === "collapsed";
  return (
    <Frame person={{ name, email, role }} signOut={signOut} collapsed={collapsed}>
      {children}
    </Frame>
  );
}
