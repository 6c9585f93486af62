"use client";
import { ThemeProvider } from "next-themes";
import type { ReactNode } from "react";
import { Toaster } from "#components/ui/toaster.tsx";

declare global {
  // The name by which libraries that add style elements look for the page's nonce.
  var __webpack_nonce__: string | undefined;
}

export function Providers({ nonce, children }: { nonce: string | undefined; children: ReactNode }) {
  if (nonce && typeof window !== "undefined") globalThis.__webpack_nonce__ ??= nonce;
  return (
    <ThemeProvider attribute="data-theme" enableColorScheme={false} {...(nonce && { nonce })}>
      {children}
      <Toaster />
    </ThemeProvider>
  );
}
