import { z } from "zod";
import { door } from "#app/api/door.ts";
import { write } from "#app/api/write.ts";
import { saveChannel } from "#lib/pipeline/channels.ts";
import { channelName } from "../address.ts";

const answers = { saved: { status: 200 } } as const;
/** Their form depends on the channel's kind. */
const Secrets = z.record(z.string().max(40), z.string().max(2000));

/** `PUT /api/v1/channels/{name}`: sets a channel's secrets; answers with how it stands then. */
export const PUT = door(
  "admin",
  write(Secrets, answers.saved, ({ tools, caller, params }, secrets) =>
    saveChannel(tools, channelName(params.name), secrets, caller),
  ),
);
