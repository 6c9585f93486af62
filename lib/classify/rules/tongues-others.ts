import type { Rule } from "../rule.ts";

/** Keys, sessions, refused input, time-outs and outages in other languages, where nothing says that a model was asked. */
export const tonguesOthers = [
  {
    id: "tongue.timeout",
    when: [
      /(?:请求|连接|响应|读取|调用|等待|处理|网关|操作)?(?:已)?超时|逾时|タイムアウト|時間切れ|制限時間.{0,8}超|応答(?:が)?(?:ありません|ない)でした|시간[^\n]{0,4}초과|응답[^\n]{0,6}(?:지연|없음)|타임아웃/iu,
      /zeitüberschreitung|zeitlimit[^\n]{0,14}(?:überschritten|erreicht)|antwortet nicht (?:innerhalb|rechtzeitig)|(?:tiempo|tempo) (?:de espera |limite |de resposta |de respuesta )?(?:se )?(?:agotado|agotó|esgotado|excedido|excedeu|superado)|se agotó el tiempo|tempo esgotado|délai[^\n]{0,24}(?:dépassé|expiré|écoulé)|quá (?:thời gian|hạn) |hết thời gian|(?:превышен\p{L}?|истек\p{L}{0,2})[^\n]{0,14}(?:врем|тайм|срок)|время ожидания|тайм-?аут|หมดเวลา|tempo scaduto|zaman aşımı|waktu (?:habis|tunggu)|przekroczono (?:limit )?czas|time-?out verstreken/iu,
    ],
    unless: /会话|登录|token|令牌|session|sitzung|sesión|sessão|セッション|세션|phiên|сесси/iu,
    cause: "timeout",
    test: "Zeitlimit beim Aufruf überschritten",
  },
  {
    id: "tongue.key",
    when: /(?:api ?(?:key|密钥|秘钥|キー|키)|密钥|khóa api|คีย์ ?api|clave (?:de )?api|chave (?:de |da )?api|clé (?:d['’])?api|api-?schlüssel|api-?ключ|ключ api|chiave api|api anahtar\p{L}{0,3}|kunci api|klucz api|api-sleutel)[^\n]{0,24}(?:无效|失效|错误|不正确|过期|禁用|删除|無効|正しく|期限|올바르지|유효하지|만료|잘못|không hợp lệ|hết hạn|thu hồi|ไม่ถูกต้อง|หมดอายุ|no (?:es )?válid|inválid|incorrect|caducad|expirad|revocad|revogad|invalide|expirée|révoquée|ungültig|abgelaufen|gesperrt|widerrufen|недейств|неверн|истек|отозван|non valida|scaduta|geçersiz|tidak valid|kedaluwarsa|nieprawidłow|wygasł|ongeldig|verlopen)|(?:неверный|недействительный) (?:api[- ]?)?ключ/iu,
    cause: "llm-key",
    test: "Khóa API không hợp lệ",
  },
  {
    id: "tongue.session",
    when: [
      /(?:会话|登录|登陆|身份|验证码|用户名|密码|令牌).{0,8}(?:过期|失效|错误|不正确|无效|已过期)|请(?:先|重新)登录|未登录|ログイン(?:し直|が必要|に失敗|してください)|セッション.{0,10}(?:切れ|期限|無効)|パスワード.{0,8}(?:違|誤|正しく)|로그인[^\n]{0,10}(?:필요|실패|만료|해 주)|세션[^\n]{0,8}(?:만료|끊)|비밀번호[^\n]{0,8}(?:틀|일치|잘못)/iu,
      /phiên (?:đăng nhập|làm việc)[^\n]{0,14}(?:hết hạn|không)|sai mật khẩu|vui lòng đăng nhập|เซสชัน.{0,10}หมดอายุ|กรุณาเข้าสู่ระบบ|รหัสผ่านไม่ถูกต้อง|sitzung (?:ist )?abgelaufen|bitte (?:erneut )?anmelden|(?:falsches|ungültiges) passwort|sesión[^\n]{0,10}(?:expirad|caducad|ha expirado)|inici(?:e|a) sesión|contraseña incorrecta|sessão expirou|sessão expirada|faça login|senha (?:incorreta|inválida)|session (?:a )?expirée?|veuillez vous (?:re)?connecter|mot de passe (?:incorrect|invalide)|сессия[^\n]{0,10}(?:истекла|недейств)|войдите (?:в систему|снова)|неверный (?:пароль|логин)|sessione scaduta|password errata|oturum[^\n]{0,12}(?:süresi|doldu)|sesi (?:telah )?(?:berakhir|kedaluwarsa)|sesja wygasła/iu,
    ],
    llm: false,
    cause: "users-token",
    test: "Su sesión ha expirado",
  },
  {
    id: "tongue.denied",
    when: /(?:没有|无|缺少|权限).{0,4}(?:权限|不足)|无权(?:限|访问|操作)|拒绝访问|禁止访问|权限(?:不足|不够)|アクセス(?:権|が拒否|を拒否|できません)|権限(?:が)?(?:ありません|不足)|권한[^\n]{0,6}(?:없|부족)|접근[^\n]{0,8}(?:거부|금지)|không có quyền|bị từ chối truy cập|ไม่มีสิทธิ์|keine berechtigung|zugriff (?:verweigert|nicht erlaubt|abgelehnt)|(?:acceso|acesso) (?:denegado|negado)|no tiene permiso|sem permissão|accès (?:refusé|interdit)|droits insuffisants|доступ (?:запрещ|отказ)|нет (?:прав|доступа)|accesso negato|erişim (?:reddedildi|engellendi)|yetkiniz yok|akses ditolak|brak (?:uprawnień|dostępu)|toegang geweigerd/iu,
    llm: false,
    unless: /文件|ファイル|파일|datei|archivo|arquivo|fichier|файл|\/(?:var|tmp|data|etc|home|app)\//iu,
    cause: "authentication",
    test: "No tiene permiso para ver este informe: acceso denegado",
  },
  {
    id: "tongue.input",
    when: [
      /(?:不能|不可)(?:为空|超过|少于|大于|小于|包含)|(?:必填|必须(?:是|为|填写|大于|小于|在))|(?:格式|长度|参数|邮箱|手机号|日期|输入|文件(?:大小|类型|格式)).{0,6}(?:不正确|错误|无效|不合法|有误|不支持|超出|超过)|请(?:输入|填写|选择|上传)(?:正确|有效)?/iu,
      /(?:を)?(?:入力|選択|指定)してください|(?:必須|未入力)(?:です|項目)|(?:文字|桁|MB|件)以(?:内|下|上)で|(?:形式|値|日付|メールアドレス).{0,6}(?:正しく|不正|無効)|입력해 ?주세요|(?:필수|형식|값|이메일|날짜)[^\n]{0,10}(?:입니다|올바르지|잘못|유효하지|초과|입력)/iu,
      /(?:không được|bắt buộc|vui lòng nhập|không hợp lệ|phải (?:là|có|lớn|nhỏ|từ))|กรุณา(?:กรอก|ระบุ|เลือก)|ต้อง(?:ไม่|เป็น|มี)|ไม่ถูกต้อง/iu,
      /(?:darf nicht|muss (?:mindestens|höchstens|ein|zwischen|angegeben)|ist (?:erforderlich|kein[e]? gültig|ungültig)|pflichtfeld|bitte (?:geben|wählen|füllen))/iu,
      /(?:es obligatori\p{L}|no puede (?:estar|ser|superar|exceder|tener)|debe (?:ser|tener|contener|estar)|no es (?:válid|un[ao]? \p{L}{2,12} válid)|é obrigatóri\p{L}|não pode (?:estar|ser|exceder|ultrapassar|ter)|deve (?:ser|ter|conter|estar)|não é (?:válid|um[a]? \p{L}{2,12} válid)|(?:correo|email|fecha|data|campo|formato|archivo|arquivo|cpf|cnpj)[^\n]{0,20}(?:inválid|no válid|obrigatóri|obligatori))/iu,
      /(?:est (?:obligatoire|requis|invalide)|ne (?:peut|doit) pas (?:être|dépasser|contenir|avoir)|doit (?:être|contenir|avoir|comporter)|n['’]est pas (?:valide|une? \p{L}{2,12} valide)|(?:adresse|champ|fichier)[^\n]{0,20}(?:invalide|incorrecte?|obligatoire|non valide))/iu,
      /(?:обязательн\p{L}{1,3}|не (?:может|должн\p{L}) быть|должн\p{L} (?:быть|содержать)|неверный формат|некорректн\p{L}{1,3} (?:email|адрес|дата|номер|значение|формат)|(?:поле|значение|дата|файл)[^\n]{0,20}(?:недопустим|неверн|некоррект|обязательн|пуст))/iu,
      /(?:è obbligatori\p{L}|non può (?:essere|superare)|deve (?:essere|contenere)|non è valid\p{L}|zorunlu\p{L}{0,4}|geçersiz (?:e-posta|tarih|değer)|boş (?:olamaz|bırakılamaz)|wajib diisi|tidak (?:boleh|valid)|jest wymagan\p{L}|nie może być|nieprawidłow\p{L} (?:adres|format|data)|is verplicht|mag niet)/iu,
    ],
    llm: false,
    unless: /数据库|sql|连接|密钥|api/iu,
    cause: "validation",
    test: "上传文件不能超过 20 MB",
  },
  {
    id: "tongue.down",
    when: /(?:服务|接口|系统|平台).{0,8}(?:不可用|暂不可用|维护中|异常|无响应)|(?:API|サービス|サーバー?).{0,6}(?:が)?(?:応答しません|利用できません|停止中|メンテナンス|障害)|서비스[^\n]{0,8}(?:이용할 수 없|불가|점검|중단)|(?:no disponible|indispon[íi]ve(?:l|is)|indisponible|fora do ar|nicht (?:verfügbar|erreichbar)|недоступ\p{L}{1,3}|không (?:khả dụng|phản hồi)|ไม่พร้อมใช้งาน|tidak tersedia|non disponibile|kullanılamıyor|niedostępn\p{L}{1,2})/iu,
    llm: false,
    cause: "service-down",
    retry: false,
    guess: true,
    test: "SEFAZ indisponível no momento",
  },
] as const satisfies readonly Rule[];
