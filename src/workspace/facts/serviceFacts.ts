import type { DeploymentDeclaration } from '../../settings/settings.js';
import { fieldsOfMode } from '../deployments/declaredDeployments.js';
import type { Connections } from '../deployments/connections.js';
import { matches } from '../deployments/dynamodbTables.js';
import type { TableNamed } from '../deployments/tableNames.js';
import type { Knowledge } from '../knowledge.js';
import type { CassandraCall, Client, DynamodbCall } from '../known.js';
import { tableNamed, type CassandraSchema } from '../deployments/cassandraSchemas.js';
import type { DeploymentFact } from './factContext.js';

interface ServiceInput {
  /** The call's client goes through DAX, which counts before what the user names. */
  readonly isDax: boolean;
  readonly connections: Connections;
  readonly namedStores: readonly DeploymentDeclaration[];
  readonly tablesOf: (call: DynamodbCall) => readonly TableNamed[];
  readonly knowledge: Knowledge;
}

/** DynamoDB needs no config to be known; the user may have a name for it, and say more. */
export function dynamodbService(call: DynamodbCall, { isDax, connections, namedStores, tablesOf, knowledge }: ServiceInput): DeploymentFact {
  const declaration = namedStores.find(each => each.kind === 'dynamodb' && isOf(each, tablesOf(call)));
  const loss = knowledge.guarantee(isDax ? 'dynamodb-dax' : 'dynamodb')?.loss;
  const isCopy = call.client !== undefined && connections.hostsOf(call.client).some(isLocal);
  return {
    name: isDax ? 'DAX' : 'DynamoDB', store: 'dynamodb', product: isDax ? 'dax' : 'dynamodb', environment: isCopy ? 'development' : 'production',
    isManaged: true, persistence: 'managed', ...(loss !== undefined && { loss }), evictionIsDefault: false, roles: [], lasting: [], libraries: [], dataSets: [], places: {},
    ...(declaration?.homeRegion !== undefined && { homeRegion: declaration.homeRegion }),
    ...(declaration && { ...(!isDax && fieldsOfMode(declaration, knowledge)), name: declaration.name, places: { self: declaration.place, name: declaration.place } }),
  };
}

/** Without a table, the user means all of DynamoDB. */
export function isOf({ table }: DeploymentDeclaration, tables: readonly Pick<TableNamed, 'name' | 'resolved'>[]): boolean {
  return table === undefined || tables.some(({ name, resolved }) => matches(name, table) || (resolved !== undefined && matches(resolved, table)));
}

/** A copy for local work. */
function isLocal(host: string): boolean {
  return /(?:^|\/)(?:localhost|127\.|localstack|dynamodb-local|dynamodb:)/.test(host);
}

/** Amazon Keyspaces, by the host that is connected to or the table's declaration. */
export function isKeyspaces({ client, statement }: CassandraCall, schema: CassandraSchema, hostsOf: (client: Client) => readonly string[]): boolean {
  if (client && hostsOf(client).some(host => /^cassandra(?:-fips)?\.[a-z0-9-]+\.(?:amazonaws\.com|api\.aws)/i.test(host))) return true;
  return statement?.table !== undefined && tableNamed(schema, statement.table.name, statement.keyspace?.name)?.isManaged === true;
}

export function keyspacesService(knowledge: Knowledge): DeploymentFact {
  const loss = knowledge.guarantee('keyspaces')?.loss;
  return {
    name: 'Keyspaces', store: 'cassandra', product: 'keyspaces', environment: 'production', isManaged: true, persistence: 'managed', ...(loss !== undefined && { loss }),
    evictionIsDefault: false, roles: [], lasting: [], libraries: [], dataSets: [], places: {},
  };
}
