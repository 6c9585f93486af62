"use client";
import { useTranslations } from "next-intl";
import { useEffect, useRef } from "react";
import { Button } from "#components/ui/button.tsx";
import type { NewerItem } from "./acts.ts";

/** Somebody saved meanwhile: nothing is overwritten, and what was typed stays until its person decides. */
export function StaleNotice({ newer, onChoose }: { newer: NewerItem; onChoose: (choice: "load" | "keep") => void }) {
  const t = useTranslations("policyForm.stale");
  const place = useRef<HTMLHeadingElement>(null);
  useEffect(() => {
    place.current?.focus({ preventScroll: true });
    place.current?.closest("section")?.scrollIntoView({ block: "center" }); // with its buttons, above those that stick to the window
  }, []);
  const { by: name, version } = newer;
  const isGone = newer.changed && newer.value === null;
  return (
    <section aria-labelledby="stale" className="grid gap-3 border-l-2 border-medium py-1 pl-3">
      <div>
        <h2 id="stale" ref={place} tabIndex={-1} className="font-medium">
          {t("title", { name, version })}
        </h2>
        <p className="text-n11">{t(isGone ? "gone" : newer.changed ? "changed" : "same")}</p>
      </div>
      <div className="flex flex-wrap gap-2">
        {!isGone && <Button onClick={() => onChoose("load")}>{t("load")}</Button>}
        <Button look={isGone ? "secondary" : "quiet"} onClick={() => onChoose("keep")}>
          {t("keep", { version })}
        </Button>
      </div>
    </section>
  );
}
