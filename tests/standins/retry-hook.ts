import { Webhook } from "standardwebhooks";
import { RetryCallBody } from "#lib/model/retry-call.ts";
import { answer, listen, readBody, type Scripted } from "./script.ts";

export interface RetryHookStandIn {
  url: string;
  /** Every call that arrived, also what was answered with a failure. */
  calls: RetryCallBody[];
  faults: string[];
  script(...answers: Scripted[]): void;
  forget(): void;
  close(): Promise<void>;
}

/** A user's service that runs failed calls again: verifies signature and time with the standard's own library, reads the body by its schema. */
export async function startRetryHook(secret: string): Promise<RetryHookStandIn> {
  const scripts: Scripted[] = [];
  const verifier = new Webhook(secret);
  const { url, close } = await listen(async (request, response) => {
    const body = await readBody(request);
    const { faults, calls } = standIn;
    if (request.method !== "POST" || request.url !== "/again") faults.push(`${request.method} ${request.url}`);
    if (request.headers["content-type"] !== "application/json") faults.push(`type ${request.headers["content-type"]}`);
    try {
      const call = RetryCallBody.strict().parse(verifier.verify(body, request.headers as Record<string, string>));
      if (call.id !== request.headers["webhook-id"]) faults.push(`webhook-id is not the body's ${call.id}`);
      calls.push(call);
    } catch (error) {
      faults.push(String(error));
    }
    answer(response, scripts.shift() ?? { status: 204 }, { status: 204, body: "" });
  });
  const standIn: RetryHookStandIn = {
    url: `${url}/again`,
    calls: [],
    faults: [],
    script: (...answers) => void scripts.push(...answers),
    forget() {
      for (const list of [scripts, standIn.calls, standIn.faults]) list.length = 0;
    },
    close,
  };
  return standIn;
}
