import { flight } from './flights.js';

export async function handler(event: { pathParameters: { flight: string } }) {
  const found = await flight(event.pathParameters.flight);
  return found ? { statusCode: 200, body: JSON.stringify(found) } : { statusCode: 404 };
}
