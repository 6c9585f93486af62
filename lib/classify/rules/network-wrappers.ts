import type { Rule } from "../rule.ts";

/** Words and exceptions that say no more than "it did not get through". */
export const networkTypes = [
  {
    id: "net.type",
    type: [
      /(?:^|\.)(?:ConnectionRefusedError|ConnectException|NoRouteToHostException)/m,
      /(?:^|\.)(?:HttpHostConnectException|Errno::ECONNREFUSED|ClientConnectorError|ConnectError)/m,
      /(?:^|\.)NewConnectionError/m,
    ],
    cause: "refused",
    test: { message: "java.net.ConnectException", type: "java.net.ConnectException" },
  },
  {
    id: "net.type-dropped",
    type: [
      /ConnectionResetError|ConnectionAbortedError|BrokenPipeError|SocketError|RemoteProtocolError/m,
      /ReadError$|WriteError$|IncompleteReadError|ClientOSError|Errno::(?:ECONNRESET|EPIPE)/m,
    ],
    cause: "dropped",
    test: { message: "gone", type: "ConnectionResetError" },
  },
  {
    id: "net.type-any",
    type: [
      /SocketException|ConnectionException|(?:^|\.)ConnectionError|NetworkError|(?:^|\.)FetchError/m,
      /HttpRequestException|WebException|URLError|ClientConnect\w{1,20}Error|APIConnectionError/m,
      /GuzzleHttp\\Exception\\ConnectException|Faraday::ConnectionFailed|UnknownHostException|gaierror/m,
      /SSLException|TransportError|EndpointConnectionError/m,
    ],
    cause: "network",
    test: { message: "Socket is odd", type: "java.net.SocketException" },
  },
] as const satisfies readonly Rule[];

export const networkWrappers = [
  {
    id: "net.wrapper",
    when: [
      /^(?:[^\n]{0,120}[:>\]] ?)?(?:connection error\.?|fetch failed|terminated)\b(?! with status)/im,
      /^(?:[^\n]{0,120}[:>\]] ?)?(?:aborted|unable to make request)\b(?! with status)/im,
      /^(?:[^\n]{0,120}[:>\]] ?)?\[googlegenerativeai error\]: error fetching from\b(?! with status)/im,
      /^(?:[^\n]{0,120}[:>\]] ?)?(?:cannot connect to api|network error)\b(?! with status)/im,
      /^(?:[^\n]{0,120}[:>\]] ?)?(?:request failed|could not connect|connect error)\b(?! with status)/im,
      /^(?:[^\n]{0,120}[:>\]] ?)?(?:error sending request for url|unable to connect)\b(?! with status)/im,
    ],
    cause: "network",
    test: "Flashcards: fetch failed",
  },
  {
    id: "net.tongues",
    when: [
      /网[络路](?:错误|异常|连接|连线|不可达)|无法连[接线]|连接失败|ネットワーク(?:エラー|に接続)|接続(?:でき|に失敗|エラー)|네트워크.{0,6}(?:오류|연결)/iu,
      /연결.{0,6}(?:실패|할 수 없)|netzwerkfehler|verbindung[^\n]{0,30}(?:fehlgeschlagen|nicht)/iu,
      /error de (?:red|conexión)|erro de (?:rede|conexão)|no se pudo conectar|não foi possível conectar/iu,
      /erreur (?:de )?(?:réseau|connexion)|impossible de se connecter|lỗi (?:mạng|kết nối)/iu,
      /không thể kết nối|ошибка (?:сети|соединения|подключения)|не удалось подключиться/iu,
      /เชื่อมต่อ.{0,10}(?:ล้มเหลว|ไม่ได้)|errore di (?:rete|connessione)/iu,
    ],
    cause: "network",
    test: "調用失敗：ネットワークエラー",
  },
] as const satisfies readonly Rule[];
