import type { Rule } from "../rule.ts";

/** Broken connections in the words of curl, browsers and the runtimes' own clients. */
export const networkWire = [
  {
    id: "wire.curl-dropped",
    when: /curl error (?:18|52|55|56|92|16|95)\b|\(?(?:18|52|55|56|92), ['"](?:transfer closed|empty reply|send failure|recv failure)|transfer closed with outstanding read data|was not closed cleanly|error in the http2 framing layer/i,
    unless: /proxy|tunnel|certificate/i,
    cause: "dropped",
    test: "cURL error 18: transfer closed with outstanding read data remaining",
  },
  {
    id: "wire.curl-refused",
    when: /curl error 7\b|(?:fsockopen|stream_socket_client)\(\): unable to connect|failed host lookup|cannot assign requested address/i,
    unless: /timed? ?out/i,
    cause: "refused",
    test: "Failed host lookup: api.example.com",
  },
  {
    id: "wire.curl-dns",
    when: /curl error 6\b|php_network_getaddresses/i,
    cause: "dns",
    test: "php_network_getaddresses: failed",
  },
  {
    id: "wire.browser",
    when: /net::ERR_(?:EMPTY_RESPONSE|QUIC_PROTOCOL_ERROR|CONTENT_LENGTH_MISMATCH|FAILED|NETWORK_\w{2,20}|HTTP2_\w{2,30}|SOCKET_NOT_CONNECTED|ADDRESS_\w{2,20}|RESPONSE_HEADERS_\w{2,20})/i,
    cause: "dropped",
    test: "net::ERR_EMPTY_RESPONSE at https://app.example.com",
  },
  {
    id: "wire.java",
    when: [
      /unexpected end of stream on|\bfailed to respond$|truncated chunk \(|premature eof|not found: limit=\d|software caused connection abort|socket (?:is |was )?closed\b|stream is closed|chunked stream ended/im,
      /use of closed network connection|connection closed before full header|error reading a body from connection|error reading ssh protocol banner|end of file reached|client connection force closed|transport is closing/i,
    ],
    unless: /\bsql\b|database|postgres|mysql|redis|mongo/i,
    cause: "dropped",
    test: "unexpected end of stream on https://api.openai.com/...",
  },
  {
    id: "wire.eof",
    when: /unexpected eof while reading|(?:ssl|tls)[^\n]{0,40}(?:handshake eof|eof)|received close_notify during handshake/i,
    cause: "dropped",
    test: "SSL_read: unexpected eof while reading",
  },
  {
    id: "wire.ciphers",
    when: /no appropriate protocol|cipher suites are inappropriate|protocol is disabled/i,
    cause: "tls-handshake",
    retry: false,
    test: "No appropriate protocol (protocol is disabled or cipher suites are inappropriate)",
  },
  {
    id: "wire.types",
    type: /ClosedChannelException|NoHttpResponse\w{0,12}|TruncatedChunk\w{0,12}|ConnectionClosedException|PrematureClose\w{0,12}|StreamResetException|HttpIOException|hyper::Error|Mint\.(?:Transport|HTTP)Error|WebSocketConnectionClosed\w{0,12}|ConnectionShutdown\w{0,10}/,
    unless: /time(?:d )?-?out/i,
    when: /[\s\S]?/,
    cause: "dropped",
    test: { message: "channel closed", type: "hyper::Error" },
  },
] as const satisfies readonly Rule[];
