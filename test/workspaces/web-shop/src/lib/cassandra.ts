import { Client } from 'cassandra-driver';

export const cassandra = new Client({
  contactPoints: (process.env.CASSANDRA_HOSTS ?? 'localhost').split(','),
  localDataCenter: 'dc1',
  keyspace: 'shop',
});
