import type { Place } from '../../facts/place.js';
import type { DeploymentDeclaration } from '../../settings/settings.js';
import type { Client } from '../known.js';
import type { Connections } from './connections.js';
import type { Deployment } from './deployments.js';
import { matches } from './dynamodbTables.js';
import type { Variables } from './variables.js';

/** What of the stores is used here, or configured; an undefined name is one that is not known. */
export interface StoresSeen {
  readonly deployments: readonly Deployment[];
  readonly clients: readonly Client[];
  readonly connections: Connections;
  readonly variables: Variables;
  readonly tables: () => readonly (string | undefined)[];
  readonly keyspaces: () => readonly (string | undefined)[];
}

/** The stores that the user names and that nothing here is known to reach. */
export function unusedDeployments(named: readonly DeploymentDeclaration[], seen: StoresSeen): Place[] {
  return named.filter(declaration => !isSeen(declaration, seen)).map(({ place }) => place);
}

function isSeen(declaration: DeploymentDeclaration, { deployments, clients, connections, variables, tables, keyspaces }: StoresSeen): boolean {
  const { kind, name, table = '*', keyspace = '*' } = declaration;
  if (deployments.some(each => each.declaration === declaration && each.file !== declaration.place.file)) return true;
  // a program in another language may be given it
  if (declaration.clients?.some(client => variables.has(client)) === true) return true;
  if (clients.some(client => client.store === kind && connections.namesOf(client).includes(name))) return true;
  if (kind === 'dynamodb') return tables().some(each => each === undefined || each.startsWith('env:') || matches(each, table));
  return kind === 'cassandra' && keyspaces().some(each => each === undefined || matches(each, keyspace));
}
