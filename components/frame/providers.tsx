"use client";
import { ThemeProvider } from "next-themes";
import type { ReactNode } from "react";
import { keepNonce } from "#components/ui/nonce.ts";
import { Toaster } from "#components/ui/toaster.tsx";
import { ViewerZone } from "./viewer-zone.tsx";

export function Providers({ nonce, children }: { nonce: string | undefined; children: ReactNode }) {
  keepNonce(nonce);
  return (
    <ThemeProvider attribute="data-theme" enableColorScheme={false} {...(nonce && { nonce })}>
      {children}
      <Toaster />
      <ViewerZone />
    </ThemeProvider>
  );
}
