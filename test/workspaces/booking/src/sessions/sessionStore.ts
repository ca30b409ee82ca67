import { randomUUID } from 'node:crypto';
import { DeleteCommand, GetCommand, PutCommand } from '@aws-sdk/lib-dynamodb';
import { dynamodb, nowInSeconds, sessionsTable } from '../lib/dynamodb.js';

const halfHour = 30 * 60;

export async function startSession(userId: string): Promise<string> {
  const sessionId = randomUUID();
  await dynamodb.send(new PutCommand({ TableName: sessionsTable, Item: { sessionId, userId, expiresAt: nowInSeconds() + halfHour } }));
  return sessionId;
}

export async function userOf(sessionId: string): Promise<string | undefined> {
  const { Item } = await dynamodb.send(new GetCommand({ TableName: sessionsTable, Key: { sessionId }, ConsistentRead: true }));
  if (!Item) return undefined;
  return Item.userId;
}

export async function endSession(sessionId: string): Promise<void> {
  await dynamodb.send(new DeleteCommand({ TableName: sessionsTable, Key: { sessionId } }));
}
