import { RetryCallBody } from "#lib/model/retry-call.ts";
import type { Channel } from "./channel.ts";
import { oneLine } from "./text.ts";
import { signedPost, type Target } from "./webhook.ts";

const short = (text: string | null): string | null => text && oneLine(text, 500);

function bodyOf(call: RetryCallBody): string {
  const { llm } = call;
  const named = llm && {
    ...llm,
    provider: short(llm.provider),
    model: short(llm.model),
    code: short(llm.code),
    requestId: short(llm.requestId),
    finishReason: short(llm.finishReason),
  };
  const plain = { ...call, llm: named, project: short(call.project), environment: short(call.environment) };
  return JSON.stringify(RetryCallBody.parse(plain));
}

/** Tells the user's own service that a failed call may be run again. */
export function retryHook(target: Target): (call: RetryCallBody) => Promise<void> {
  const post = signedPost(target);
  return (call) => post(call.id, bodyOf(call));
}

/** The same hook as somebody tests it: nothing is to be run again. */
export function retryHookTest(target: Target): Channel {
  const call = retryHook(target);
  return {
    async deliver({ id }) {
      const nothing = { llm: null, issueId: null, eventId: null, project: null, environment: null };
      const told = { shouldRetry: false, retryAfterSeconds: 0, category: "unknown", ...nothing } as const;
      await call({ type: "test", id, timestamp: target.clock().toISOString(), reportId: id, ...told });
      return null;
    },
    update: null,
    check: null,
  };
}
