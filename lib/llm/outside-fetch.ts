interface Reply {
  status: number;
  headers: Readonly<Record<string, string>>;
  bytes: Uint8Array;
}

interface Outgoing {
  url: string;
  method: "GET" | "POST";
  headers: Record<string, string>;
  body?: string;
  timeoutMs: number;
  maxBytes: number;
  signal?: AbortSignal;
}

const maxBytes = 2 ** 20;

/** The one function for outgoing requests in the shape that the provider's package asks for. */
export function outsideFetch(request: (request: Outgoing) => Promise<Reply>, timeoutMs: number): typeof fetch {
  return async (input, init = {}) => {
    const { status, headers, bytes } = await request({
      url: String(input),
      method: init.method === "POST" ? "POST" : "GET",
      headers: Object.fromEntries(new Headers(init.headers)),
      ...(typeof init.body === "string" && { body: init.body }),
      timeoutMs,
      maxBytes,
      ...(init.signal && { signal: init.signal }),
    });
    const empty = status === 204 || status === 304;
    return new Response(empty ? null : Buffer.from(bytes), { status, headers });
  };
}
