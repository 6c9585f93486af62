import { door } from "#app/api/door.ts";
import { reply } from "#app/reply.ts";
import { channelStates } from "#lib/pipeline/channel-states.ts";

const answers = { listed: { status: 200 } } as const;

/** `GET /api/v1/channels`: the channels of the policies and how they fare; of secrets only their last characters. */
export const GET = door("read", async ({ tools }) => reply(answers.listed, { channels: await channelStates(tools) }));
