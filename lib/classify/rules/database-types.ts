import type { Rule } from "../rule.ts";

/** Exceptions only database drivers throw, when their words told nothing more. */
export const databaseTypes = [
  {
    id: "dbtype.constraint",
    type: [
      /IntegrityError|ConstraintViolation|UniqueConstraint\w{0,10}|ForeignKeyConstraintError/,
      /DuplicateKey\w{0,12}|DataIntegrityViolation\w{0,12}|DbUpdateException|RecordNotUnique|InvalidForeignKey/,
    ],
    cause: "constraint",
    test: { message: "insert or update failed", type: "django.db.utils.IntegrityError" },
  },
  {
    id: "dbtype.no-row",
    type: [
      /NoResultFound|MultipleResultsFound|DoesNotExist|MultipleObjectsReturned|RecordNotFound/,
      /EntityNotFound|NoResultException|EmptyResultDataAccess|(?<!langchain4j\.exception\.)ModelNotFoundException/,
      /EntityNotFoundError/,
    ],
    cause: "no-row",
    test: { message: "none", type: "app.models.User.DoesNotExist" },
  },
  {
    id: "dbtype.stale",
    type: /OptimisticLock|StaleObject|StaleDataError|StaleState|DbUpdateConcurrency|ConcurrencyException/,
    cause: "deadlock",
    retry: false,
    test: { message: "row was updated by another transaction", type: "org.hibernate.StaleObjectStateException" },
  },
  {
    id: "dbtype.deadlock",
    type: [/Deadlock|CannotAcquireLock|LockAcquisition|SerializationFailure|PessimisticLock/],
    cause: "deadlock",
    test: { message: "no lock", type: "org.springframework.dao.CannotAcquireLockException" },
  },
  {
    id: "dbtype.unreachable",
    type: [
      /SequelizeConnection(?:Refused|Error)?|SequelizeHostNotFound|ConnectionNotEstablished/,
      /CannotCreateTransaction|JDBCConnection|DatabaseConnection\w{0,10}|CannotGetJdbcConnection/,
      /InterfaceError|PG::ConnectionBad|Mysql2::Error::ConnectionError|SQLNonTransientConnection/,
      /NoHostAvailable/,
    ],
    cause: "db-unreachable",
    test: { message: "gone", type: "SequelizeConnectionRefusedError" },
  },
  {
    id: "dbtype.operational-connect",
    type: /(?:psycopg\d?|asyncpg|pymysql|MySQLdb|mysql\.connector|cx_Oracle|oracledb|sqlalchemy|django\.db|pyodbc)[\w.]{0,40}(?:OperationalError|InterfaceError|CannotConnect\w{0,10})/,
    when: /connect|refused|resolve|host|timed? ?out|name or service|could not|unreachable|server/i,
    cause: "db-unreachable",
    test: { message: "Is the server running on that host and accepting TCP/IP connections?", type: "psycopg2.OperationalError" },
  },
  {
    id: "dbtype.missing",
    type: [
      /UndefinedTable|UndefinedColumn|UndefinedFunction(?!Error)|NoSuchTable|NoSuchColumn|BadSqlGrammar/,
      /CatalogException/,
    ],
    cause: "missing-relation",
    test: { message: "gone", type: "psycopg2.errors.UndefinedTable" },
  },
  {
    id: "dbtype.driver",
    type: [
      /(?:^|\b)(?:psycopg\d?|asyncpg|pymysql|MySQLdb|mysql|sqlite3|sqlalchemy|django\.db|peewee)\b/m,
      /(?:^|\b)(?:pymongo|mongoengine|redis|cassandra|elasticsearch|duckdb|_duckdb|java\.sql)\b/m,
      /(?:^|\b)(?:org\.postgresql|com\.mysql|org\.hibernate|org\.jooq|PDOException|Doctrine\\DBAL)\b/m,
      /(?:^|\b)(?:Illuminate\\Database|ActiveRecord::(?!RecordInvalid)\w{1,40}|Npgsql)\b/m,
      /(?:^|\b)(?:Microsoft\.Data\.SqlClient|System\.Data\.SqlClient|MySql\.Data|mongo)\b/m,
      /(?:^|\b)(?:Mongo\w{1,30}Error|MongooseError|Sequelize\w{0,40}Error|TypeORMError)\b/m,
      /(?:^|\b)(?:QueryFailedError|PrismaClient\w{1,30}|KnexTimeout|SqlException|SQLException)\b/m,
      /(?:^|\b)(?:DataAccess\w{1,20}|gorm|pgx|PgError|PostgrestError|DatabaseError|OperationalError)\b/m,
      /(?:^|\b)(?:ProgrammingError|SQLiteError|SqliteError|ReplyError|ElasticsearchException)\b/m,
      /(?:^|\b)(?:diesel|sqlx|sea_orm|rusqlite|mongoose|lancedb|tortoise|MySqlConnector|Postgrex|Ecto\.\w{2,20}Error|Microsoft\.EntityFrameworkCore|OverwriteModelError|ClusterAllFailedError|Microsoft\.Data\.Sqlite)\b/m,
      /(?:^|\b)(?:ClickHouse\w{0,30}|bson|StatementInvalid)\b/m,
    ],
    cause: "database",
    test: { message: "bad", type: "org.postgresql.util.PSQLException" },
  },
  {
    id: "dbtype.frames",
    frame: [
      /(?:^|[/\\])(?:pg|pg-pool|mysql2?|mongodb|mongoose|ioredis|sqlalchemy|psycopg2?|pymysql)[/\\]/m,
      /(?:^|[/\\])(?:sequelize|typeorm|knex|drizzle-orm|better-sqlite3|sqlite3)[/\\]/m,
    ],
    when: /query|sql|connection|column|row|database|constraint|transaction|cursor/i,
    llm: false,
    cause: "database",
    guess: true,
    test: { message: "Query was already executed", frame: "node_modules/mongoose/lib/query.js" },
  },
] as const satisfies readonly Rule[];
