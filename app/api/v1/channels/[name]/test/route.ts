import { door } from "#app/api/door.ts";
import { reply } from "#app/reply.ts";
import { testChannel } from "#lib/pipeline/test-channel.ts";
import { channelName } from "../../address.ts";

const tested = { status: 200 } as const;
const tooMany = (seconds: number) =>
  ({ status: 429, code: "too_many_requests", headers: { "retry-after": String(seconds) } }) as const;

const testedSince = (arrived: Date) =>
  door("admin", async ({ tools, caller, params }) => {
    const result = await testChannel(tools, channelName(params.name), caller, arrived);
    return "retryAfterSeconds" in result && result.retryAfterSeconds
      ? reply(tooMany(result.retryAfterSeconds), { detail: result.fault })
      : reply(tested, result);
  });

/** `POST /api/v1/channels/{name}/test`: sends a real test message, one to all who ask at once; answers whether it arrived, else exactly what is wrong. */
export const POST: ReturnType<typeof door> = (request, context) => testedSince(new Date())(request, context);
