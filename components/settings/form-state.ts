/** What a form was answered. */
export interface FormState {
  /** Counts the answers, so that one is noticed also when it says the same again. */
  turn: number;
  outcome: "none" | "done" | "refused";
  /** What is said beside the button. */
  message: string | null;
  /** Field → what is wrong with it. */
  fields: Readonly<Record<string, string>>;
  /** Whether the password is asked for before this is done. */
  confirm: "needed" | "wrong" | "slow_down" | null;
  /** What was made and is shown this once. */
  made: string | null;
}

export const untouched: FormState = { turn: 0, outcome: "none", message: null, fields: {}, confirm: null, made: null };

export type FormAction = (before: FormState, form: FormData) => Promise<FormState>;

/** The field in which a form brings the password that a sensitive step asks for. */
export const passwordField = "confirm_password";
