import { auth, Client, types } from 'cassandra-driver';

export const { consistencies } = types;

export const cassandra = new Client({
  contactPoints: process.env.CASSANDRA_HOSTS!.split(','),
  localDataCenter: 'dc1',
  keyspace: 'iot',
  authProvider: new auth.PlainTextAuthProvider(process.env.CASSANDRA_USER!, process.env.CASSANDRA_PASSWORD!),
  queryOptions: { prepare: true, consistency: types.consistencies.localQuorum },
});
