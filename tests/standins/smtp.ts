import type { AddressInfo } from "node:net";
import { SMTPServer, type SMTPServerOptions } from "smtp-server";
import { mailFaults, type ParsedMail, parseMail } from "./mail-parse.ts";

export interface ArrivedMail extends ParsedMail {
  at: number;
  id: string;
  subject: string;
  text: string;
  html: string;
  /** By the envelope: who got it. */
  receivers: string[];
  /** Whether it came by TLS. */
  secure: boolean;
}

/** What the server answers at a point, once: a code with words, silence, or the end of the connection. */
type Answer = { code: number; words?: string } | "hang" | "reset";
type Point = "connect" | "mail" | "data";

export interface SmtpStandIn {
  port: number;
  url: string;
  /** Everything that was taken, in order. */
  received: ArrivedMail[];
  faults: string[];
  /** The next answer at a point of the conversation. After DATA the mail is kept first, whatever is answered, when it hangs or resets. */
  script(point: Point, ...answers: Answer[]): void;
  /** Addresses that are refused, and with which code, until it is set anew. */
  refuse: Map<string, number>;
  forget(): void;
  close(): Promise<void>;
}

const failing = ({ code, words = "no" }: { code: number; words?: string }): Error =>
  Object.assign(new Error(words), { responseCode: code });

interface Wanted {
  from?: string;
  user?: { name: string; password: string };
  options?: SMTPServerOptions;
}

/** A real SMTP server that takes mail, reads it and says what is wrong with it. */
export async function startSmtp({ from = "verdict@acme.example", user, options = {} }: Wanted = {}): Promise<SmtpStandIn> {
  const scripts: Record<Point, Answer[]> = { connect: [], mail: [], data: [] };
  const answer = (point: Point, done: (error?: Error | null) => void, cut: () => void): void => {
    const next = scripts[point].shift();
    if (next === undefined) done();
    else if (next === "reset") cut();
    else if (next !== "hang") done(failing(next));
  };
  const cut = (): void => {
    for (const { _socket: socket } of server.connections as Set<{ _socket: { destroy(): void } }>) socket.destroy();
  };
  const server = new SMTPServer({
    authOptional: !user,
    allowInsecureAuth: true,
    disableReverseLookup: true,
    closeTimeout: 50,
    logger: false,
    ...options,
    onConnect: (_session, done) => answer("connect", done, cut),
    onAuth: ({ username, password }, _session, done) =>
      username === user?.name && password === user?.password
        ? done(null, { user: username })
        : done(failing({ code: 535, words: "wrong user or password" })),
    onMailFrom: ({ address }, _session, done) => {
      if (address !== from) standIn.faults.push(`MAIL FROM ${address}`);
      answer("mail", done, cut);
    },
    onRcptTo: ({ address }, _session, done) => {
      const code = standIn.refuse.get(address);
      done(code === undefined ? null : failing({ code, words: code < 500 ? "try later" : "user unknown" }));
    },
    onData: (stream, { envelope, secure }, done) => {
      const chunks: Uint8Array[] = [];
      stream.on("data", (chunk: Uint8Array) => chunks.push(chunk));
      stream.on("end", () => {
        const raw = Buffer.concat(chunks).toString("latin1");
        const next = scripts.data[0];
        if (next === undefined || typeof next === "string")
          keep(
            raw,
            envelope.rcptTo.map((to) => to.address),
            secure,
          );
        answer("data", done, cut);
      });
    },
  });
  server.on("error", () => undefined);
  await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
  const { port } = server.server.address() as AddressInfo;

  function keep(raw: string, receivers: string[], secure: boolean): void {
    standIn.faults.push(...mailFaults(raw, from));
    const mail = parseMail(raw);
    standIn.received.push({
      ...mail,
      at: Date.now(),
      id: mail.headers.get("message-id")?.[0] ?? "",
      subject: mail.headers.get("subject")?.[0] ?? "",
      text: mail.parts.get("text/plain") ?? "",
      html: mail.parts.get("text/html") ?? "",
      receivers,
      secure,
    });
  }

  const login = user ? `${encodeURIComponent(user.name)}:${encodeURIComponent(user.password)}@` : "";
  const standIn: SmtpStandIn = {
    port,
    url: `${options.secure ? "smtps" : "smtp"}://${login}127.0.0.1:${port}`,
    received: [],
    faults: [],
    refuse: new Map(),
    script: (point, ...answers) => void scripts[point].push(...answers),
    forget() {
      for (const list of [...Object.values(scripts), standIn.received, standIn.faults]) list.length = 0;
      standIn.refuse.clear();
    },
    close: () =>
      new Promise((done) => {
        cut();
        server.close(() => done());
      }),
  };
  return standIn;
}
