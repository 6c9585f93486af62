import type { ReactNode } from "react";

/** One page of the settings: what it is about, then its sections under hairlines. */
export function SettingsPage({
  title,
  body,
  aside,
  children,
}: {
  title: string;
  body: string;
  aside?: ReactNode;
  children: ReactNode;
}) {
  return (
    <div className="grid max-w-200 min-w-0 content-start gap-8">
      <header className="flex items-start justify-between gap-x-6 gap-y-3 max-sm:flex-wrap">
        <div className="min-w-0">
          <h1 className="text-page font-semibold">{title}</h1>
          <p className="max-w-160 text-n11">{body}</p>
        </div>
        {aside}
      </header>
      {children}
    </div>
  );
}
