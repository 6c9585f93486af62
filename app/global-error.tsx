"use client";
import { Button } from "#components/ui/button.tsx";
import words from "#lib/i18n/fatal.json" with { type: "json" };
import "./globals.css";

/** Stands in for the whole document when even the layout failed, so it leans on nothing but its own words. */
export default function GlobalErrorPage({ error, retry }: { error: Error & { digest?: string }; retry: () => void }) {
  const { title, body, reference, retry: again } = words.en;
  return (
    <html lang="en">
      <body>
        <title>{title}</title>
        <main className="content grid max-w-160 justify-items-start gap-4 py-16">
          <h1 className="text-page font-semibold">{title}</h1>
          <p className="text-n11">{body}</p>
          {error.digest && (
            <p className="text-n10">
              {reference} {error.digest}
            </p>
          )}
          <Button look="primary" onClick={retry}>
            {again}
          </Button>
        </main>
      </body>
    </html>
  );
}
