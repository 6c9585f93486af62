/** What one look at something found; the message says what to do unless all is well. */
export interface Check {
  name: string;
  state: "ok" | "warn" | "fail";
  message: string;
}

export const ok = (name: string, message: string): Check => ({ name, state: "ok", message });
export const warn = (name: string, message: string): Check => ({ name, state: "warn", message });
export const fail = (name: string, message: string): Check => ({ name, state: "fail", message });
