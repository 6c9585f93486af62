import { redactText } from "#lib/report/redact.ts";
const t = process.argv[2]!.repeat(20000); for (let i = 0; i < 5; i++) redactText(t);
