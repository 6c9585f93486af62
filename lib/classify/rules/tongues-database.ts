import type { Rule } from "../rule.ts";

/** Databases in other languages, and the messages servers translate themselves. */
export const tonguesDatabase = [
  {
    id: "tongue.relation",
    when: /(?:отношение|столбец|колонка|таблица|функция) ["«][^"»\n]{1,80}["»][^\n]{0,40}не существует|relation »[^«\n]{1,80}« existiert nicht|spalte »?[^«\n]{1,80}«? existiert nicht|la (?:relation|colonne) «[^»\n]{1,80}» n['’]existe pas|no existe la (?:relación|columna)|a (?:relação|coluna) "[^"\n]{1,80}" não existe|(?:关系|字段|表) ?["“'][^"”'\n]{1,80}["”'] ?不存在|(?:リレーション|列|テーブル)["“「][^"”」\n]{1,80}["”」]は?存在しません|(?:릴레이션|칼럼|테이블)[^\n]{0,40}없/iu,
    cause: "missing-relation",
    test: 'ОШИБКА: отношение "messages" не существует',
  },
  {
    id: "tongue.database",
    when: [
      /(?:连接|接続|연결|kết nối|เชื่อมต่อ|terhubung|menghubungi|połącz\p{L}{0,4})[^\n]{0,12}(?:数据库|データベース|데이터베이스|cơ sở dữ liệu|ฐานข้อมูล|basis data|veritaban\p{L}{0,4}|baz\p{L}{0,2} danych)/iu,
      /(?:数据库|资料库|数据表|データベース|데이터베이스|cơ sở dữ liệu|ฐานข้อมูล).{0,16}(?:连接|超时|不可用|拒绝|宕机|接続|タイムアウト|연결|끊|시간|kết nối|เชื่อมต่อ).{0,12}(?:失败|超时|错误|异常|断开|でき|失敗|切|실패|초과|할 수 없|thất bại|không|ล้มเหลว|ไม่ได้)?/iu,
      /(?:datenbank|base de dat?os|base de dados|base de données|баз\p{L} данных|database|veritabanı|basis data)[^\n]{0,40}(?:nicht erreichbar|verbindung|getrennt|no disponible|conexión|conexão|indisponível|caíd|injoignable|connexion|indisponible|недоступн|подключ|соединени|irraggiungibile|ulaşılam|bağlan|terputus)/iu,
      /(?:verbindung zur datenbank|conectar (?:a|con|ao) (?:la |o )?(?:base|banco) de dad?t?os|connexion à la base|подключи\p{L}{0,4} к баз|(?:banco|base) de dados[^\n]{0,20}(?:fora|indispon))/iu,
    ],
    unless: /sql ?syntax|语法|唯一|重复|約束|制約/iu,
    cause: "db-unreachable",
    test: "数据库连接失败",
  },
  {
    id: "tongue.constraint",
    when: /(?:唯一(?:约束|键|索引)|主键冲突|外键约束|重复(?:键|条目)|一意制約|外部キー制約|重複(?:キー|エラー)|고유 제약|외래 키|중복(?:된)? 키|ràng buộc|restricción (?:única|de unicidad|de clave)|restrição (?:única|de unicidade|de chave)|clave duplicada|chave duplicada|contrainte d['’]unicité|clé (?:dupliquée|étrangère)|eindeutigkeits|fremdschlüssel|doppelter schlüssel|verletzt unique|нарушает ограничение|повторяющееся значение ключа|внешн\p{L}{2,3} ключ)/iu,
    cause: "constraint",
    test: "повторяющееся значение ключа нарушает ограничение уникальности",
  },
] as const satisfies readonly Rule[];
