import type { ReactNode } from "react";

interface Props {
  id?: string;
  label: string;
  disabled: boolean;
  onClick: () => void;
  children: ReactNode;
}

/** A button that is a sign; when it cannot be pressed it can still be reached, so that the focus does not get lost. */
export function IconButton({ id, label, disabled, onClick, children }: Props) {
  return (
    <button
      id={id}
      type="button"
      aria-label={label}
      aria-disabled={disabled}
      onClick={() => !disabled && onClick()}
      className="grid size-8 place-items-center rounded-md text-n11 hover:bg-n4 aria-disabled:cursor-not-allowed aria-disabled:text-n8 aria-disabled:hover:bg-transparent"
    >
      {children}
    </button>
  );
}
