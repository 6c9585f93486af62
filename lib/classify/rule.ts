import type { Severity } from "#lib/model/taxonomy.ts";
import type { CauseId } from "./causes.ts";

/** What an example shows to the rules; a plain string is a message alone. */
export type Example =
  | string
  | {
      message?: string;
      type?: string;
      chain?: readonly string[];
      code?: string;
      status?: number;
      provider?: string;
      frame?: string;
    };

/** One expression, or several of which one must be found. */
export type Pattern = RegExp | readonly RegExp[];

/**
 * One row of knowledge: all conditions it names must hold, and it names the cause, which carries category and severity.
 * Named groups of `when` (limit, used, requested, model, …) fill the slots of the cause's text.
 */
export type Rule = {
  id: string;
  /** Runs, in linear time, over the message, the causes' messages, finish reason and code. */
  when?: Pattern;
  /** The row does not hold where this, over the same text, is found. */
  unless?: Pattern;
  /** Runs over exception types, one a line: the error's, its causes', those named in the message. */
  type?: Pattern;
  /** Runs over provider codes, errno and SQLSTATE, one a line. */
  code?: Pattern;
  /** Runs over the frames' files, functions and modules, one a line. */
  frame?: Pattern;
  status?: readonly number[];
  /** Whether the error comes from talking to a language model. */
  llm?: boolean;
  /** Whether the error names another company's service. */
  service?: boolean;
  cause: CauseId;
  /** Only where it differs from the cause's. */
  retry?: boolean;
  severity?: Severity;
  /** The row says what the error looks like, not what it is: its verdict stays provisional. */
  guess?: true;
  test: Example;
};
