import { door } from "#app/api/door.ts";
import { ChannelSecretsInput } from "#app/api/inputs.ts";
import { write } from "#app/api/write.ts";
import { saveChannel } from "#lib/pipeline/save-channel.ts";
import { channelName } from "../address.ts";

const answers = { saved: { status: 200 } } as const;

/** `PUT /api/v1/channels/{name}`: sets a channel's secrets; answers with how it stands then. */
export const PUT = door(
  "admin",
  write(ChannelSecretsInput, answers.saved, ({ tools, caller, params }, secrets) =>
    saveChannel(tools, channelName(params.name), secrets, caller),
  ),
);
