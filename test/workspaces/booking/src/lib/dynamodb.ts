import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';

const client = new DynamoDBClient({ requestHandler: { connectionTimeout: 500, requestTimeout: 2000 } });

export const dynamodb = DynamoDBDocumentClient.from(client, { marshallOptions: { removeUndefinedValues: true } });
export const appTable = process.env.APP_TABLE;
export const sessionsTable = process.env.SESSIONS_TABLE;
export const waitlistTable = process.env.WAITLIST_TABLE;

export const nowInSeconds = (): number => Math.floor(Date.now() / 1000);
