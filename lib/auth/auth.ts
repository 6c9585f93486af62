import { addUser, adminExists } from "#lib/db/users.ts";
import { type Confirmation, confirm } from "./confirm.ts";
import { type Credentials, NewPerson } from "./credentials.ts";
import { createFirstAdmin, ensureAdmin, type FirstAdmin, hash, setupTakes, setupTokenOf } from "./first-admin.ts";
import { invitation, type Joined, join, type OpenInvitation } from "./invite.ts";
import { type Options, openLibrary } from "./library.ts";
import { readSession } from "./session.ts";
import { type SignedIn, signIn } from "./sign-in.ts";
import type { Role, Viewer } from "./viewer.ts";

export interface Auth {
  /** Who the cookie in these headers belongs to, as the database has it now. */
  viewer(headers: Headers): Promise<Viewer | null>;
  signIn(headers: Headers, credentials: Credentials): Promise<SignedIn>;
  /** Ends the session in the database too; gives the Set-Cookie values that clear it in the browser. */
  signOut(headers: Headers): Promise<string[]>;
  /** Whether the person was asked for the password lately, or gives it now. */
  confirm(headers: Headers, password: string | null): Promise<Confirmation>;
  /** What an invitation's link offers. */
  invitation(token: string): Promise<OpenInvitation | null>;
  join(token: string, person: NewPerson): Promise<Joined>;
  /** What the one-time link that creates the first administrator carries. */
  setupToken(): string;
  setupOpen(): Promise<boolean>;
  /** Whether a link that carries this still makes the first administrator. */
  setupTakes(token: string): Promise<boolean>;
  createFirstAdmin(token: string, person: NewPerson): Promise<FirstAdmin>;
  ensureAdmin(person: Credentials): Promise<void>;
  /** Adds a person and returns the id. */
  createUser(person: NewPerson & { role: Role }): Promise<string>;
}

export function openAuth(options: Options): Auth {
  const { db, secret } = options;
  const library = openLibrary(options);
  const expected = setupTokenOf(secret);
  return {
    viewer: (headers) => readSession(library, db, headers),
    signIn: (headers, credentials) => signIn(library, db, headers, credentials),
    async signOut(headers) {
      const { headers: set } = await library.api.signOut({ headers, returnHeaders: true });
      return set.getSetCookie();
    },
    confirm: (headers, password) => confirm(library, db, headers, password),
    invitation: (token) => invitation(db, token),
    join: (token, person) => join(library, db, token, person),
    setupToken: () => expected,
    setupOpen: async () => !(await adminExists(db)),
    setupTakes: (given) => setupTakes(db, given, expected),
    createFirstAdmin: (given, person) => createFirstAdmin(library, db, { given, expected, person }),
    ensureAdmin: (person) => ensureAdmin(library, db, person),
    async createUser({ role, ...person }) {
      const { name, email, password } = NewPerson.parse(person);
      return addUser(db, { name, email, role, passwordHash: await hash(library, password) });
    },
  };
}
