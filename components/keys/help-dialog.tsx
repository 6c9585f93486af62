"use client";
import { useTranslations } from "next-intl";
import { Checkbox } from "#components/ui/checkbox.tsx";
import { Dialog } from "#components/ui/dialog.tsx";
import { Kbd } from "#components/ui/kbd.tsx";
import { useKeysSwitch } from "./switch.ts";
import { useKeys } from "./use-keys.ts";

const groups = [
  {
    title: "anywhere",
    keys: [
      ["help", ["?"]],
      ["search", ["/"]],
      ["goNow", ["g", "n"]],
      ["goTriage", ["g", "t"]],
      ["goIncidents", ["g", "i"]],
      ["goCosts", ["g", "c"]],
      ["goPolicies", ["g", "p"]],
      ["goRules", ["g", "r"]],
      ["goSettings", ["g", "s"]],
    ],
  },
  {
    title: "list",
    keys: [
      ["down", ["j"]],
      ["up", ["k"]],
      ["open", ["Enter", "o"]],
      ["undo", ["z"]],
    ],
  },
  {
    title: "issue",
    keys: [
      ["choose", ["c"]],
      ["digits", ["1", "9"]],
      ["why", ["w"]],
    ],
  },
  {
    title: "incident",
    keys: [
      ["acknowledge", ["e"]],
      ["snooze", ["s"]],
      ["reassign", ["a"]],
      ["resolveIncident", ["r"]],
      ["whyIncident", ["w"]],
    ],
  },
] as const;

export function HelpDialog({ open, onOpenChange }: { open: boolean; onOpenChange: (open: boolean) => void }) {
  const t = useTranslations("keys");
  const [on, setOn] = useKeysSwitch();
  useKeys({ "?": () => onOpenChange(true) });
  return (
    <Dialog open={open} onOpenChange={onOpenChange} title={t("title")} description={t("hint")}>
      <div className="grid gap-4">
        {groups.map(({ title, keys }) => (
          <section key={title} aria-label={t(title)}>
            <h3 className="pb-1 font-medium">{t(title)}</h3>
            <dl>
              {keys.map(([name, strokes]) => (
                <div key={name} className="flex min-h-7 items-center justify-between gap-4 border-b last:border-0">
                  <dt className="text-n11">{t(name)}</dt>
                  <dd className="flex gap-1">
                    {strokes.map((stroke) => (
                      <Kbd key={stroke}>{stroke}</Kbd>
                    ))}
                  </dd>
                </div>
              ))}
            </dl>
          </section>
        ))}
        <Checkbox label={t("enabled")} checked={on} onChange={(event) => setOn(event.target.checked)} />
      </div>
    </Dialog>
  );
}
