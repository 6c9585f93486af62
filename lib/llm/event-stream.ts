import { z } from "zod";

const Chunk = z.object({
  choices: z
    .array(
      z.object({
        finish_reason: z.string().nullish(),
        delta: z
          .object({
            content: z.string().nullish(),
            refusal: z.string().nullish(),
            tool_calls: z.array(z.object({ function: z.object({ arguments: z.string().nullish() }).nullish() })).nullish(),
          })
          .nullish(),
      }),
    )
    .default([]),
  usage: z.unknown().optional(),
});

function parsed(line: string): unknown {
  if (!line.trimStart().startsWith("{")) return undefined; // `[DONE]`, and whatever else is no event
  try {
    return JSON.parse(line);
  } catch {
    return undefined;
  }
}

function eventIn(line: string): z.infer<typeof Chunk>[] {
  const event = parsed(line);
  const chunk = event === undefined ? undefined : Chunk.safeParse(event).data;
  return chunk ? [chunk] : [];
}

/** Whether a body is a stream of events, though nobody asked for one. */
export const isEventStream = (body: string): boolean => /^\s*(?:data|event|id|:)[ :]/.test(body.slice(0, 100));

/** The events of a completion as the one answer they make together. */
export function joinEvents(body: string): unknown {
  const chunks = body.split(/\r?\n/).flatMap((line) => (line.startsWith("data:") ? eventIn(line.slice(5)) : []));
  const choices = chunks.flatMap((chunk) => chunk.choices[0] ?? []);
  if (choices.length === 0) return undefined;
  const joined = (of: (choice: (typeof choices)[number]) => string | null | undefined): string =>
    choices.map((choice) => of(choice) ?? "").join("");
  const args = joined(({ delta }) => delta?.tool_calls?.[0]?.function?.arguments);
  return {
    choices: [
      {
        finish_reason: choices.findLast((choice) => choice.finish_reason)?.finish_reason ?? null,
        message: {
          content: joined(({ delta }) => delta?.content),
          refusal: joined(({ delta }) => delta?.refusal) || null,
          ...(args && { tool_calls: [{ function: { arguments: args } }] }),
        },
      },
    ],
    usage: chunks.findLast((chunk) => chunk.usage != null)?.usage,
  };
}
