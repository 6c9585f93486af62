import { cookies } from "next/headers";
import type { ReactNode } from "react";
import { signedIn } from "#app/guard.ts";
import { Frame } from "#components/frame/frame.tsx";
import { signOut } from "./actions.ts";

export default async function SignedInLayout({ children }: { children: ReactNode }) {
  const { name, email, role } = await signedIn("/issues");
  const collapsed = (await cookies()).get("rail")?.value === "collapsed";
  return (
    <Frame person={{ name, email, role }} signOut={signOut} collapsed={collapsed}>
      {children}
    </Frame>
  );
}
