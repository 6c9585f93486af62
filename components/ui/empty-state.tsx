import type { ReactNode } from "react";

/** Nothing to show: says so, and offers what to do about it. */
export function EmptyState({ title, body, children }: { title: string; body: string; children?: ReactNode }) {
  return (
    <div className="grid max-w-160 justify-items-start gap-3 py-12">
      <div>
        <h2 className="text-section font-medium">{title}</h2>
        <p className="text-n11">{body}</p>
      </div>
      {children}
    </div>
  );
}
