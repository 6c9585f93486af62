import type { Rule } from "../rule.ts";

/** Refusals in general words, and in other languages. */
export const llmRefusals = [
  {
    id: "access.words",
    when: [
      /\bunauthori[sz]ed\b|login fail|carry the api secret/i,
      /authentication (?:failed|error|fails|required|parameter)|not authenticated|unauthenticated/i,
      /no (?:cookie )?auth(?:entication|orization)?[^\n]{0,20}(?:credentials?|header|token)/i,
      /access (?:token|denied)|permission[_ ]denied|authorization (?:required|failed|header)/i,
      /invalid (?:token|credentials|user or key)|token (?:has |is )?(?:expired|invalid|not found)/i,
      /not authorized|session has expired|sign in (?:again|to your account)|valid authentication token/i,
      /user not found|(?<!extra_)forbidden/i,
    ],
    llm: true,
    cause: "llm-key",
    test: "Unauthorized by openrouter",
  },
  {
    id: "access.tongues",
    when: [
      /(?:无效|错误|过期|非法)的?(?:令牌|密钥|API ?key|token|访问令牌)|令牌.{0,10}(?:过期|无效|不正确|已禁用|额度|状态不可用)/iu,
      /(?:身份|鉴权|认证|验证)(?:验证)?.{0,6}(?:失败|错误|不通过|无法)|无法进行身份验证|密钥.{0,8}(?:失效|无效|错误|过期|不存在)/iu,
      /未提供.{0,8}(?:令牌|密钥)|未授权|没有访问权限|無効なAPIキー|APIキーが(?:無効|正しく|設定)|認証(?:エラー|に失敗|情報)/iu,
      /유효하지 않은 (?:API )?(?:키|토큰)|인증.{0,8}(?:실패|오류|만료)|API 키가|접근 권한이 없|nicht autorisiert/iu,
      /ungültiger (?:api-)?schlüssel/iu,
      /(?:api-)?schlüssel (?:ist |wurde )?(?:ungültig|abgelaufen|gesperrt|widerrufen)|zugriffstoken/iu,
      /anmeldung fehlgeschlagen|no autorizado|clave (?:de )?api (?:no es válida|inválida|incorrecta)/iu,
      /não autorizado|chave (?:de )?api inválida|non autorisé/iu,
      /clé (?:d['’])?api (?:invalide|incorrecte|expirée)|jeton (?:invalide|expiré)/iu,
      /khóa api không hợp lệ|xác thực (?:thất bại|không thành công)|неверный (?:api[- ]?)?ключ/iu,
      /не авторизован|ошибка (?:аутентификации|авторизации)|недействительный (?:токен|ключ)/iu,
      /คีย์ api ไม่ถูกต้อง|ไม่ได้รับอนุญาต|chiave api non valida|non autorizzato/iu,
    ],
    llm: true,
    cause: "llm-key",
    test: "401 身份验证失败 (模型)",
  },
  {
    id: "access.type",
    type: [/AuthenticationError|PermissionDenied|UnauthorizedError|AccessDenied|ForbiddenError|InvalidApiKey/, /Unauthenticated/],
    llm: true,
    cause: "llm-key",
    test: { message: "no", type: "openai.AuthenticationError" },
  },
] as const satisfies readonly Rule[];
