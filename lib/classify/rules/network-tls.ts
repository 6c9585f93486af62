import type { Rule } from "../rule.ts";

/** Certificates and protocols: they stand above names and addresses, which their texts mention too. */
export const networkTls = [
  {
    id: "net.certificate",
    when: [
      /invalid ssl certificate/iu,
      /certificate (?:has expired|verify failed|is not (?:yet valid|trusted)|signed by unknown)/iu,
      /certificate (?:is valid for|required|unknown|expired|revoked|error)/iu,
      /CERT_(?:HAS_EXPIRED|NOT_YET_VALID|UNTRUSTED|\w{1,30})|self[- ]signed certificate/iu,
      /SELF_SIGNED_CERT|UNABLE_TO_(?:VERIFY_LEAF_SIGNATURE|GET_ISSUER_CERT\w{0,8})/iu,
      /unable to (?:verify the first|get (?:local )?issuer) certificate|CERTIFICATE_VERIFY_FAILED|invalid peer certificate|UnknownIssuer/iu,
      /PKIX path|unable to find valid certification path/iu,
      /(?:hostname|ip)[^\n]{0,40}(?:does not|doesn['’]t) match[^\n]{0,30}(?:certificate|altnames)/iu,
      /ERR_TLS_CERT_ALTNAME_INVALID|x509: |RemoteCertificate\w{1,30}|NET::ERR_CERT/iu,
      /the (?:remote )?certificate (?:for this server )?is invalid|certificate subject name|sslcertverification/iu,
      /证书(?:已)?(?:过期|错误|无效|验证)|証明書|인증서|zertifikat|certificado (?:expirad|caducad|inválid|no )/iu,
      /certificat (?:expiré|invalide|auto)|chứng chỉ|сертификат\p{L}{0,2}|ใบรับรอง/iu,
      /certificato (?:scaduto|non)/iu,
    ],
    cause: "certificate",
    test: "unable to get local issuer certificate",
  },
  {
    id: "net.protocol",
    when: [
      /wrong version number|\bEPROTO|plaintext connection|http request to an? https/i,
      /https request to an? http|unrecognized ssl message|server gave http response to https client/i,
      /packet length too long|Parse Error: Expected HTTP|invalid http (?:request|version|response)/i,
      /malformed http response|unsupported protocol|(?:bad|wrong|invalid) status line|BadStatusLine|received http\/0\.9|expected http\/|content-encoding: \w{2,8}, but failed to decode/i,
      /protocol (?:error|mismatch)|ERR_SSL_PROTOCOL_ERROR|HPE_INVALID\w{0,30}|frame too large/i,
      /not an ssl\/tls record|http2[^\n]{0,30}(?:protocol|frame) error/i,
    ],
    cause: "wrong-protocol",
    test: "write EPROTO 140: error:1408F10B:SSL routines:ssl3_get_record:wrong version number",
  },
] as const satisfies readonly Rule[];

/** Handshakes that fail, often because the connection under them did. */
export const networkHandshake = [
  {
    id: "net.handshake-refused",
    when: [
      /sslv3 alert|tlsv1\w{0,3} alert|alert (?:handshake failure|protocol version|bad certificate|unknown ca|number \d)|no (?:protocols|ciphers?) (?:available|in common|overlap)/iu,
      /unsupported protocol version|tls version|ssl connection could not be established|could not create ssl|\b52[56]\b[^\n]{0,20}ssl|secure channel|chain ends in unknown ca|hostname [\w.-]{1,80} not verified|SSLPeerUnverified/iu,
    ],
    unless: /timed? ?out|reset|unexpected eof/i,
    cause: "tls-handshake",
    retry: false,
    test: "Received fatal alert: tlsv13 alert protocol version",
  },
  {
    id: "net.handshake-cut",
    when: /before secure tls connection|SSL_ERROR_SYSCALL|SSL_connect: (?:connection reset|syscall)|UNEXPECTED_EOF_WHILE_READING|EOF occurred in violation|(?:remote host|peer) (?:terminated|closed)[^\n]{0,20}handshake|handshake[^\n]{0,40}(?:reset|eof|closed by)/iu,
    cause: "tls-handshake",
    test: "Client network socket disconnected before secure TLS connection was established",
  },
  {
    id: "net.handshake",
    unless: /timed? ?out/i,
    when: [
      /(?:ssl|tls)[^\n]{0,40}(?:handshake|alert|error|failure|SYSCALL|EOF)/i,
      /handshake (?:failed|failure|error|status)|before secure tls connection|SSLError|SSLEOFError/i,
      /UNEXPECTED_EOF_WHILE_READING|secure channel|ssl connection could not be established|sslv3 alert/i,
      /bad handshake|ERR_SSL_\w{1,40}|could not create ssl/i,
    ],
    cause: "tls-handshake",
    retry: false,
    test: "SSL handshake failed",
  },
] as const satisfies readonly Rule[];
