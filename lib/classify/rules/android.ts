import type { Rule } from "../rule.ts";

/** Android, Flutter and React Native. */
export const android = [
  {
    id: "android.types",
    type: /BadTokenException|NetworkOnMainThreadException|Resources\$NotFoundException|CursorIndexOutOfBounds\w{0,12}|InflateException|WindowLeaked|RemoteServiceException|TransactionTooLargeException|ForegroundService\w{0,40}Exception|ActivityNotFoundException|MissingPluginException|JSApplicationIllegalArgument\w{0,12}|FlutterError/,
    cause: "code_bug",
    test: { message: "odd", type: "android.os.NetworkOnMainThreadException" },
  },
  {
    id: "android.words",
    when: [
      /unable to add window|is your activity running|no implementation found for method|renderbox was not laid out|a renderflex overflowed|was used after being disposed/i,
      /attempt to (?:invoke|read|get|write)[^\n]{0,80} on a null (?:object|array) reference|index \d{1,7} requested, with a size of/i,
      /no host for the (?:root view|text)|invariant violation: |requireNativeComponent|native module cannot be null/i,
    ],
    cause: "empty-value",
    test: "PlatformException(error, Attempt to invoke virtual method on a null object reference, null, null)",
  },
  {
    id: "android.decode",
    when: /expected (?:BEGIN_(?:OBJECT|ARRAY)|a \w{3,10}) but was (?:STRING|BEGIN_\w{5,6}|NUMBER|NULL|END_\w{3,8}|BOOLEAN)/i,
    llm: false,
    cause: "wrong-type",
    test: "Expected BEGIN_OBJECT but was STRING at line 1 column 1 path $",
  },
  {
    id: "android.disk",
    type: /SQLiteFullException|SQLiteDiskIOException/,
    cause: "disk-full",
    test: { message: "database or disk is full (code 13 SQLITE_FULL)", type: "android.database.sqlite.SQLiteFullException" },
  },
] as const satisfies readonly Rule[];
