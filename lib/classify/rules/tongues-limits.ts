import type { Rule } from "../rule.ts";

/** Quotas, throttling, keys, time-outs, connections and disks in other languages. */
export const tonguesLimits = [
  {
    id: "tongue.daily",
    when: [
      /(?:今日|当日|每日|每天|本日|单日).{0,14}(?:上限|限额|额度|配额|次数|用完|用尽|超)/iu,
      /(?:1日|一日|本日|今日|日次).{0,14}(?:上限|制限|枠|使い切|超)/iu,
      /(?:일일|하루|오늘)[^\n]{0,16}(?:한도|할당량|횟수|사용량)/iu,
      /(?:hạn mức|giới hạn|quota|lượt)[^\n]{0,20}(?:ngày|hôm nay)|(?:โควตา|โควต้า|ขีดจำกัด).{0,14}(?:วัน|รายวัน)/iu,
      /(?:cuota|límite|cupo|limite|cota|quota|kontingent|limit\p{L}{0,2}|лимит\p{L}{0,2}|квот\p{L})[^\n]{0,24}(?:diari\p{L}|diári\p{L}|quotidien\p{L}{0,2}|journali\p{L}{1,4}|giornalier\p{L}|дневн|суточн|na dobę|dzienn|günlük|harian)|(?:tages(?:limit|kontingent|quote)|(?:дневн|суточн)\p{L}{1,3} (?:лимит|квот)|günlük (?:kota|limit)|kuota harian|dzienny limit)/iu,
    ],
    cause: "daily-cap",
    test: "Se alcanzó el límite diario de consultas",
  },
  {
    id: "tongue.quota",
    when: [
      /(?:额度|余额|配额|点数|积分|资源包|套餐|流量包|字数包|月度用量|本月).{0,12}(?:不足|用完|用尽|耗尽|超限|超出|已满|上限|欠费|到期)|欠费|(?:充值|续费)后(?:再|重)试/iu,
      /(?:利用枠|利用上限|クレジット|残高|クォータ|今月|月間|予算|ポイント).{0,18}(?:達し|超え|超過|不足|使い切|切れ|上限|なくな)/iu,
      /(?:크레딧|잔액|할당량|쿼터|이번 달|월간|월 사용|예산|포인트)[^\n]{0,18}(?:소진|부족|초과|모두|한도|도달|없습니다)/iu,
      /(?:hạn mức|số dư|tín dụng|tài khoản|quota|ngân sách|gói)[^\n]{0,30}(?:đã hết|hết|không đủ|cạn|vượt|dùng hết)/iu,
      /(?:เครดิต|โควต้า|โควตา|ยอดเงิน|งบประมาณ|แพ็กเกจ).{0,24}(?:หมด|ไม่พอ|ไม่เพียงพอ|เต็ม|เกิน)/iu,
      /(?:cuota|crédito\p{L}?|saldo|presupuesto|límite mensual|límite de gasto|cota|orçamento|limite mensal|plano)[^\n]{0,40}(?:agot\p{L}{1,4}|esgot\p{L}{1,4}|insuficiente|superad|excedid|acab\p{L}{1,4}|consumid|terminó|estourad|atingid|alcanzad)|(?:agot\p{L}{1,4}|esgot\p{L}{1,4}|acab\p{L}{1,4}|insuficiente|sin|sem|consumi\p{L}{1,3}) (?:\p{L}{1,8} ){0,3}(?:crédito|saldo|cuota|cota|presupuesto|orçamento)/iu,
      /(?:quota|crédit\p{L}?|solde|budget|forfait|plafond)[^\n]{0,40}(?:épuis\p{L}{1,3}|insuffisant\p{L}?|dépass\p{L}{1,2}|atteint\p{L}?|consomm\p{L}{1,3})|(?:plus (?:de|assez de)|à court de) (?:crédit|solde|quota)/iu,
      /(?:guthaben|kontingent|budget|monatslimit|quote|kontostand|ausgabenlimit|prepaid)[^\n]{0,40}(?:aufgebraucht|erschöpft|ausgeschöpft|überschritten|verbraucht|erreicht|leer|reicht nicht|zu niedrig)|kein guthaben/iu,
      /(?:квот\p{L}|баланс\p{L}?|средств\p{L}?|кредит\p{L}{0,2}|бюджет\p{L}?|месячн\p{L}{2,3} лимит)[^\n]{0,40}(?:исчерпан|недостаточн|превышен|закончил|израсходов|пуст|не хвата)|(?:недостаточно|закончились|не хватает) (?:средств|кредит|денег)/iu,
      /(?:credito|saldo|quota|budget)[^\n]{0,30}(?:esaurit|insufficient|superat|terminat)|kota\p{L}{0,4}[^\n]{0,20}(?:dol\p{L}{1,4}|aş\p{L}{1,4}|tüken\p{L}{1,4}|bitti)|(?:kuota|saldo|kredit)[^\n]{0,20}(?:habis|tidak cukup|terlampaui)|(?:limit|saldo|środk\p{L}{1,3}|budżet)[^\n]{0,30}(?:wyczerpan|przekroczon|niewystarczaj)|(?:tegoed|budget|limiet)[^\n]{0,20}(?:op\b|verbruikt|bereikt|overschreden)/iu,
    ],
    unless:
      /每分钟|分钟|per minute|por minuto|par minute|pro minute|분당|分あたり|분 |phút|минут|browser|localstorage|磁盘|硬盘|speicherplatz|tarjeta|karte|cart[eã]o|银行卡|支付/iu,
    cause: "credit",
    test: "Yapay zekâ kotanız doldu",
  },
  {
    id: "tongue.throttled",
    when: [
      /(?:每分钟|每秒|分钟内|一分钟|频率|速率|并发|请求(?:过于|太)?(?:频繁|过快|太快|过多)|调用(?:过于|太)?(?:频繁|过快)|流控|限流|访问过于频繁|操作过于频繁)/iu,
      /(?:毎分|1分|分間|分あたり|毎秒|レート|同時(?:接続|実行|リクエスト)|リクエスト).{0,16}(?:制限|上限|超え|超過|多すぎ)|混雑.{0,10}時間をおいて/iu,
      /(?:분당|초당|동시|속도|요청|호출)[^\n]{0,14}(?:한도|제한|초과|너무 많)/iu,
      /(?:quá (?:nhiều|số lượng) (?:yêu cầu|lượt)|(?:tần suất|tốc độ|số lượng) (?:yêu cầu|gọi)[^\n]{0,20}(?:vượt|quá|giới hạn)|(?:mỗi phút|đồng thời)[^\n]{0,20}(?:vượt|giới hạn|quá))/iu,
      /(?:คำขอ|เรียกใช้|ต่อนาที).{0,20}(?:มากเกิน|เกิน|ถี่เกิน|จำกัด)|ถี่เกินไป/iu,
      /(?:demasiad\p{L}{1,2}|muit\p{L}{1,2}) (?:solicitud\p{L}{0,2}|peticion\p{L}{0,2}|requisiç\p{L}{1,3}|llamadas|chamadas|consultas|pedidos)|(?:límite|limite) de (?:velocidad|tasa|taxa|frecuencia|solicitudes|requisições|peticiones)|(?:por minuto|por segundo)[^\n]{0,30}(?:superad|excedid|límite|limite|ultrapassad)|(?:superad|excedid|ultrapassad|supera)[^\n]{0,40}por (?:minuto|segundo)/iu,
      /trop (?:de|d['’]) ?(?:requêtes|appels|demandes)|(?:limite|quota)[^\n]{0,30}(?:par minute|par seconde|de débit|de requêtes|d['’]appels)|débit[^\n]{0,20}(?:dépass|limit)/iu,
      /zu viele (?:anfragen|aufrufe|requests)|(?:ratenlimit|anfragelimit|ratenbegrenzung|drosselung|gedrosselt)|(?:pro minute|pro sekunde)[^\n]{0,30}(?:überschritten|erreicht|limit)|(?:anfragen|tokens)[^\n]{0,10} pro minute/iu,
      /слишком (?:много|часто|частые)[^\n]{0,20}(?:запрос|обращ)?|(?:лимит|ограничени\p{L}|частот\p{L})[^\n]{0,20}(?:запрос|в минуту|в секунду)|(?:запросов|токенов) в (?:минуту|секунду)/iu,
      /troppe (?:richieste|chiamate)|çok fazla istek|istek sınırı|terlalu banyak permintaan|batas (?:permintaan|laju)|zbyt wiele (?:żądań|zapytań)|te veel (?:verzoeken|aanvragen)|limiet voor verzoeken/iu,
    ],
    unless: /登录|密码|验证码|login|passw|log ?in|로그인|ログイン|contraseña|anmeld/iu,
    cause: "rate_limit",
    test: "분당 호출 한도를 초과했습니다 (60/60)",
  },
  {
    id: "tongue.dropped",
    when: [
      /远程主机强迫关闭|现有的连接|连接(?:已)?(?:被)?(?:重置|中断|断开|关闭|丢失)|リモート ?ホストに(?:強制的に)?切断|接続が?(?:切断|切れ|リセット|中断)|원격 호스트[^\n]{0,12}(?:끊|닫)|연결이?[^\n]{0,10}(?:끊|재설정|중단)/iu,
      /vom remotehost geschlossen|bestehende verbindung|verbindung[^\n]{0,20}(?:abgebrochen|getrennt|unterbrochen|zurückgesetzt|geschlossen)/iu,
      /connexion existante|connexion[^\n]{0,20}(?:fermée|perdue|interrompue|réinitialisée|coupée)|forzado la interrupción de una conexión|conexi(?:ón|ones)[^\n]{0,20}(?:interrump|cerrad|perdid|restablec|cortad)/iu,
      /conexão[^\n]{0,30}(?:cancelad|encerrad|perdid|interrompid|redefinid|cortad)|connessione[^\n]{0,30}(?:interrott|chius|pers|forzatamente)/iu,
      /разорвал существующее подключение|(?:соединение|подключение)[^\n]{0,20}(?:разорван|сброшен|потерян|закрыт|прерван)|kết nối[^\n]{0,20}(?:bị (?:ngắt|đóng|mất)|đứt)|การเชื่อมต่อ.{0,12}(?:หลุด|ขาด|ถูกปิด|ถูกตัด)|bağlantı[^\n]{0,20}(?:kapat|kesil|koptu)|koneksi[^\n]{0,14}(?:terputus|ditutup)|połączenie[^\n]{0,20}(?:zerwane|przerwane|zamknięte)|verbinding[^\n]{0,14}(?:verbroken|gesloten)/iu,
    ],
    unless:
      /数据库|データベース|데이터베이스|datenbank|base de dat|базы? данных|cơ sở dữ liệu|mysql|postgres|redis|mongo|veritaban|sql/iu,
    cause: "dropped",
    test: "Une connexion existante a dû être fermée par l'hôte distant.",
  },
  {
    id: "tongue.refused",
    when: [
      /连接(?:被)?(?:拒绝)|无法(?:连接|访问|解析)(?:到|至)?.{0,16}(?:服务器|主机|服务|域名|地址|网关)|网[络路](?:不可达|不通|异常|错误)|接続(?:が|を)?(?:拒否|できません)|ネットワークに?(?:接続|到達)|연결[^\n]{0,8}거부|(?:서버|호스트)[^\n]{0,8}(?:연결|접속)할 수 없|네트워크[^\n]{0,10}(?:오류|연결)/iu,
      /koneksi (?:ditolak|gagal)|conexi[óo]n? (?:rechazada|denegada|recusada)|conexão recusada|connexion (?:refusée|impossible)|verbindung (?:verweigert|abgelehnt)|zielcomputer die verbindung verweigerte|ordinateur cible l['’]a expressément refusée|equipo de destino denegó|соединение отклонено|отверг запрос на подключение|connessione rifiutata|bağlantı reddedildi|từ chối kết nối|ปฏิเสธการเชื่อมต่อ|odrzucono połączenie|verbinding geweigerd/iu,
    ],
    unless:
      /数据库|データベース|데이터베이스|datenbank|base de dat|базы? данных|cơ sở dữ liệu|mysql|postgres|redis|mongo|veritaban|sql/iu,
    cause: "refused",
    test: "gagal menghubungi layanan model: koneksi ditolak",
  },
  {
    id: "tongue.disk",
    when: [
      /(?:磁盘|硬盘|存储|空间)(?:空间)?(?:已)?(?:满|不足|用尽)|ディスク.{0,10}(?:不足|空き|いっぱい|満杯)|디스크[^\n]{0,10}(?:부족|가득|꽉)|ổ đĩa[^\n]{0,10}đầy|hết dung lượng|(?:ดิสก์|พื้นที่).{0,10}เต็ม/iu,
      /speicherplatz[^\n]{0,20}(?:auf|voll|erschöpft|aufgebraucht)|nicht (?:genug|genügend) speicherplatz|festplatte[^\n]{0,10}voll|espace (?:disque )?insuffisant|disque (?:plein|saturé)|espacio[^\n]{0,20}(?:insuficiente|en disco|agotado)|disco (?:lleno|cheio)|espaço[^\n]{0,20}(?:insuficiente|em disco)|(?:не хватает|недостаточно|нет) (?:свободного )?места|диск\p{L}{0,2} (?:заполнен|переполнен)|disco pieno|spazio[^\n]{0,14}(?:esaurit|insufficient)|disk(?:te)? (?:dolu|penuh)|dysk[^\n]{0,10}pełny|schijf[^\n]{0,8}vol/iu,
    ],
    cause: "disk-full",
    test: "Es steht nicht genug Speicherplatz auf dem Datenträger zur Verfügung.",
  },
  {
    id: "tongue.memory",
    when: /(?:内存|显存)(?:空间)?(?:不足|溢出|耗尽)|メモリ.{0,8}(?:不足|足りません|割り当て)|메모리[^\n]{0,8}(?:부족|초과)|(?:bộ nhớ)[^\n]{0,10}(?:không đủ|hết)|หน่วยความจำ.{0,8}(?:ไม่พอ|เต็ม)|(?:arbeitsspeicher|hauptspeicher)[^\n]{0,30}(?:verfügbar|voll|erschöpft|reicht)|memoria (?:insuficiente|agotada|esaurita)|memória insuficiente|mémoire insuffisante|недостаточно (?:оперативной )?памяти|yetersiz bellek|bellek yetersiz|memori (?:tidak cukup|habis)|brak pamięci/iu,
    cause: "memory",
    test: "Nicht genügend Arbeitsspeicher verfügbar",
  },
  {
    id: "tongue.missing",
    when: [
      /环境变量.{0,30}(?:未设置|未配置|缺失|不存在|为空)|(?:缺少|未找到|未设置).{0,6}(?:环境变量|配置项|配置文件)|環境変数.{0,30}(?:設定されて|未設定|見つかり|ありません)|환경 ?변수[^\n]{0,30}(?:설정되지|없)/iu,
      /umgebungsvariable[^\n]{0,40}(?:fehlt|nicht gesetzt)|variable (?:de entorno|de ambiente|d['’]environnement)[^\n]{0,40}(?:no |não |non |manqu|falta|ausente)|variável de ambiente[^\n]{0,40}(?:não|ausente)|переменная окружения[^\n]{0,40}(?:не |отсутств)/iu,
    ],
    cause: "missing-config",
    test: "环境变量 OPENAI_BASE 未设置",
  },
  {
    id: "tongue.file",
    when: /(?:找不到|不存在).{0,4}(?:文件|目录)|文件.{0,20}不存在|ファイルが(?:見つかりません|存在しません)|파일을 찾을 수 없|(?:datei|verzeichnis) (?:nicht gefunden|existiert nicht)|(?:archivo|fichero|arquivo) no (?:encontrado|existe)|arquivo não encontrado|fichier (?:introuvable|inexistant)|файл не найден|нет такого файла|file non trovato|dosya bulunamadı|không tìm thấy (?:tệp|file)/iu,
    cause: "missing-file",
    test: "Datei nicht gefunden: /app/prompts/system.md",
  },
] as const satisfies readonly Rule[];
