import { dax } from '../clients/dax.js';

export interface Profile {
  userId: string;
  displayName: string;
  avatar: string;
  updatedAt: string;
}

const table = process.env.PROFILES_TABLE;

/** Shown beside each post: read thousands of times as often as written, and a few minutes old will do. */
export async function profile(userId: string): Promise<Profile | undefined> {
  const { Item } = await dax.get({ TableName: table, Key: { userId } });
  return Item as Profile | undefined;
}

/** Through the cache too, so that it has the new one at once. */
export async function saveProfile(profile: Profile): Promise<void> {
  await dax.put({ TableName: table, Item: profile });
}
