"use client";
import { createContext, type ReactNode, use, useEffect, useRef } from "react";

interface Known {
  /** The newest version this page knows of: the one it shows, or one that its person just saved. */
  current: () => number;
  saved: (version: number) => void;
}

const Versions = createContext<Known>({ current: () => 0, saved: () => undefined });

export const useVersions = (): Known => use(Versions);

/** So that two changes made quickly one after the other are not taken for those of two people. */
export function VersionsProvider({ version, children }: { version: number; children: ReactNode }) {
  const newest = useRef(version);
  const saved = (next: number): void => {
    newest.current = Math.max(newest.current, next);
  };
  useEffect(() => {
    newest.current = Math.max(newest.current, version);
  }, [version]);
  return <Versions value={{ current: () => newest.current, saved }}>{children}</Versions>;
}
