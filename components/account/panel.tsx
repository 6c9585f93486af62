import type { ReactNode } from "react";
import { BrandMark } from "#components/frame/brand.tsx";

/** The page around a form for people who are not signed in. */
export function AccountPanel({ title, body, children }: { title: string; body?: string; children: ReactNode }) {
  return (
    <main className="mx-auto grid min-h-dvh w-full max-w-88 content-start gap-6 px-4 pt-[16vh] pb-16">
      <p className="flex items-center gap-2 font-medium">
        <BrandMark /> Verdict
      </p>
      <div>
        <h1 className="text-page font-semibold">{title}</h1>
        {body && <p className="text-n11">{body}</p>}
      </div>
      {children}
    </main>
  );
}
