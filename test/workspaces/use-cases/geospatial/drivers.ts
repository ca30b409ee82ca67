import { redis } from '../clients/redis.js';

export async function moved(driver: string, longitude: number, latitude: number): Promise<void> {
  await redis.geoadd('drivers:positions', longitude, latitude, driver);
}

export async function near(longitude: number, latitude: number) {
  return redis.geosearch('drivers:positions', 'FROMLONLAT', longitude, latitude, 'BYRADIUS', 3, 'km', 'ASC', 'COUNT', 10);
}
