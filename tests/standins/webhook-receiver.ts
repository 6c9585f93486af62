import { Webhook } from "standardwebhooks";
import { AlertEvent } from "#lib/model/alert-event.ts";
import { answer, listen, readBody, type Scripted } from "./script.ts";

export interface Arrived {
  at: number;
  id: string;
  event: AlertEvent;
  /** Whether it was taken: answered with 2xx, or taken before the connection ended. */
  taken: boolean;
}

export interface WebhookReceiver {
  url: string;
  /** Everything that arrived, also what was answered with a failure. */
  arrived: Arrived[];
  faults: string[];
  script(...answers: Scripted[]): void;
  taken(): Arrived[];
  /** A new start: nothing scripted, nothing arrived. */
  forget(): void;
  close(): Promise<void>;
}

/** A receiver as the standard asks for: verifies signature and time with the standard's own library, reads the body by its schema. */
export async function startReceiver({
  secret,
  path = "/hook",
}: {
  secret: string | Uint8Array;
  path?: string;
}): Promise<WebhookReceiver> {
  const scripts: Scripted[] = [];
  const verifier = typeof secret === "string" ? new Webhook(secret) : new Webhook(secret, { format: "raw" });
  const { url, close } = await listen(async (request, response) => {
    const body = await readBody(request);
    const scripted = scripts.shift() ?? { status: 200 };
    const { faults, arrived } = receiver;
    if (request.method !== "POST" || request.url !== path) faults.push(`${request.method} ${request.url}`);
    if (request.headers["content-type"] !== "application/json") faults.push(`type ${request.headers["content-type"]}`);
    const id = String(request.headers["webhook-id"]);
    try {
      const event = AlertEvent.parse(verifier.verify(body, request.headers as Record<string, string>));
      if (event.id !== id) faults.push(`webhook-id ${id} is not the body's ${event.id}`);
      const isTaken = scripted === "reset" || (typeof scripted === "object" && "status" in scripted && scripted.status < 300);
      arrived.push({ at: Date.now(), id, event, taken: isTaken || scripted === "huge" });
    } catch (error) {
      faults.push(String(error));
    }
    answer(response, scripted, { status: 200, body: "" });
  });
  const receiver: WebhookReceiver = {
    url: `${url}${path}`,
    arrived: [],
    faults: [],
    script: (...answers) => void scripts.push(...answers),
    taken: () => receiver.arrived.filter(({ taken }) => taken),
    forget() {
      for (const list of [scripts, receiver.arrived, receiver.faults]) list.length = 0;
    },
    close,
  };
  return receiver;
}
