import type { Reader } from '../../facts/reader.js';
import { cqlComments, readCql } from '../query/cql.js';
import { toldWords } from '../../facts/toldWords.js';
import { configFile, isTooLong } from './readDocuments.js';

const name = 'cql';

/** CQL schema files; CQL inside other files is for the readers of those. */
export const cql: Reader = {
  name,
  accepts: (path, head) => /\.cql(?:\.(?:tmpl|tpl|template|in))?$/i.test(path) || (/\.sql$/i.test(path) && /^[ \t]*CREATE[ \t]+KEYSPACE\b/im.test(head)),
  read: (_, text) => {
    if (isTooLong(text)) return configFile(name, [], { comments: [], incomplete: ['larger than 1 MB, not read'] });
    const statements = readCql(text);
    const comments = cqlComments(text).filter(comment => toldWords.test(comment.text));
    return configFile(name, statements.length === 0 ? [] : [{ kind: 'cql.schema', range: { start: 0, end: text.length }, statements }], { comments, incomplete: [] });
  },
};
