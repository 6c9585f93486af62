import { z } from "zod";
import { door } from "#app/api/door.ts";
import { write } from "#app/api/write.ts";
import { addSilence } from "#lib/pipeline/silences.ts";

const answers = { added: { status: 201 } } as const;

/** `POST /api/v1/silences`: holds back what matches until it ends; answers with the silence and its id. */
export const POST = door(
  "write",
  write(z.unknown(), answers.added, ({ tools, caller }, input) => addSilence(tools, input, { id: caller.id, name: caller.name })),
);
