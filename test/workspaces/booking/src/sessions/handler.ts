import { findUser } from '../users/users.js';
import { matches } from '../users/passwords.js';
import { startSession } from './sessionStore.js';

export async function login(event: { body: string }) {
  const { user: id, password } = JSON.parse(event.body);
  const user = await findUser(id);
  if (!user || !(await matches(password, user.passwordHash))) return { statusCode: 401 };
  return { statusCode: 200, body: JSON.stringify({ session: await startSession(id) }) };
}
