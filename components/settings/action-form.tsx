"use client";
import { useTranslations } from "next-intl";
import { createContext, type FormEvent, type ReactNode, startTransition, useActionState, useEffect, useRef } from "react";
import { Button } from "#components/ui/button.tsx";
import { cx } from "#components/ui/cx.ts";
import { ConfirmField } from "./confirm-field.tsx";
import { type FormAction, type FormState, untouched } from "./form-state.ts";

/** What is wrong with each field of the form around. */
export const Faults = createContext<FormState["fields"]>({});

interface Props {
  action: FormAction;
  submit: string;
  /** What the button is called where its word alone would not tell. */
  submitLabel?: string;
  look?: "primary" | "secondary" | "quiet";
  /** After what is said beside the button. */
  after?: ReactNode;
  onDone?: (state: FormState) => void;
  /** Told as soon as the answer is there, also when the form goes with what it changed. */
  onAnswer?: ((state: FormState) => void) | undefined;
  /** What the page says of it already. */
  known?: string | null;
  className?: string;
  children?: ReactNode;
}

/** A form that keeps what was typed when it is refused, leads to the first fault, and asks for the password where it must be given again. */
export function ActionForm({
  action,
  submit,
  submitLabel,
  look = "primary",
  after,
  onDone,
  onAnswer,
  known = null,
  className = "grid gap-4",
  children,
}: Props) {
  const t = useTranslations("settings.form");
  const form = useRef<HTMLFormElement>(null);
  const [state, send, pending] = useActionState(reached(action, t("unreachable"), onAnswer), untouched);
  useAnswer(state, form, onDone);

  function onSubmit(event: FormEvent<HTMLFormElement>): void {
    event.preventDefault(); // React would empty the fields after a form's own action
    if (pending) return;
    const data = new FormData(event.currentTarget);
    startTransition(() => send(data));
  }
  return (
    <form ref={form} onSubmit={onSubmit} noValidate className={className}>
      <Faults value={state.fields}>{children}</Faults>
      {state.confirm && <ConfirmField why={state.confirm} />}
      <div className="flex flex-wrap items-center gap-x-3 gap-y-2">
        <Button
          look={look}
          type="submit"
          aria-label={submitLabel}
          aria-disabled={pending}
          className={cx(look === "primary" && "max-md:h-10", pending && "cursor-progress")}
        >
          {submit}
        </Button>
        <Said state={state} pending={pending} known={known} />
        {after}
      </div>
    </form>
  );
}

/** Both lines are there before they speak, so that they are heard; what stands on the page already is only heard. */
function Said({ state: { outcome, message }, pending, known }: { state: FormState; pending: boolean; known: string | null }) {
  const t = useTranslations("settings.form");
  const isWrong = outcome === "refused" && !pending;
  return (
    <>
      <p role="status" className="min-w-0 wrap-anywhere text-n11 empty:sr-only">
        {pending ? t("pending") : isWrong ? null : message}
      </p>
      <p role="alert" className={cx("min-w-0 wrap-anywhere text-danger empty:sr-only", message === known && "sr-only")}>
        {isWrong ? message : null}
      </p>
    </>
  );
}

/** A server that does not answer is said, and nothing typed is lost. */
const reached =
  (action: FormAction, unreachable: string, onAnswer: Props["onAnswer"]): FormAction =>
  async (before, form) => {
    try {
      const state = await action(before, form);
      onAnswer?.(state);
      return state;
    } catch (error) {
      if (!(error instanceof TypeError)) throw error;
      return { ...untouched, turn: before.turn + 1, outcome: "refused", message: unreachable };
    }
  };

function useAnswer(state: FormState, form: { current: HTMLFormElement | null }, onDone?: (state: FormState) => void): void {
  const told = useRef(0);
  useEffect(() => {
    if (state.turn === told.current) return;
    told.current = state.turn;
    if (state.outcome === "refused") form.current?.querySelector<HTMLElement>("[aria-invalid=true], [data-confirm]")?.focus();
    if (state.outcome === "done") {
      form.current?.reset();
      onDone?.(state);
    }
  }, [state, form, onDone]);
}
