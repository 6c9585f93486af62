"use client";
import { type ReactNode, useState } from "react";
import { toast } from "sonner";
import { Button } from "#components/ui/button.tsx";
import { Dialog } from "#components/ui/dialog.tsx";
import { useFocusAfter } from "#components/ui/use-focus-after.ts";
import { ActionForm } from "./action-form.tsx";
import type { FormAction, FormState } from "./form-state.ts";
import { ShownOnce } from "./shown-once.tsx";

interface Props {
  /** What the button that opens it says. */
  open: string;
  /** What the button is called where its word alone would not tell. */
  openLabel?: string;
  look?: "primary" | "secondary" | "quiet";
  title: string;
  description: string;
  submit: string;
  action: FormAction;
  /** What is said of a secret that is shown this once. */
  once?: string;
  children?: ReactNode;
}

/** A button whose step is explained, and perhaps filled in, before it is taken. */
export function DialogForm({ open, openLabel, look = "secondary", title, description, submit, action, once, children }: Props) {
  const [isOpen, setOpen] = useState(false);
  const [made, setMade] = useState<string | null>(null);
  const opener = useFocusAfter(isOpen);
  function onOpenChange(next: boolean): void {
    setOpen(next);
    if (!next) setMade(null);
  }
  function onDone(state: FormState): void {
    if (state.made) setMade(state.made);
    else setOpen(false);
  }
  function onAnswer({ outcome, message, made: isShown }: FormState): void {
    if (outcome === "done" && message && !isShown) toast(message);
  }
  return (
    <>
      <Button ref={opener} look={look} aria-label={openLabel} onClick={() => setOpen(true)}>
        {open}
      </Button>
      <Dialog open={isOpen} onOpenChange={onOpenChange} title={title} description={description}>
        {made ? (
          <ShownOnce text={made} why={once ?? ""} onClose={() => onOpenChange(false)} />
        ) : (
          <ActionForm action={action} submit={submit} onDone={onDone} onAnswer={onAnswer}>
            {children}
          </ActionForm>
        )}
      </Dialog>
    </>
  );
}
