export type { CqlStatement } from '../readers/query/cqlTypes.js';
