/*
 * The part of SARIF 2.1.0 that this tool writes, after sections 3.13 to 3.58 of the OASIS standard
 * (docs.oasis-open.org/sarif/sarif/v2.1.0): what must be there, of which type, and that nothing else is.
 * The standard's own schema is not kept here; output was checked against it by hand.
 */

type Schema = Readonly<Record<string, unknown>>;

/** An object with all of `required`, and nothing beyond `optional`. */
function shape(required: Readonly<Record<string, Schema>>, optional: Readonly<Record<string, Schema>> = {}): Schema {
  return { type: 'object', additionalProperties: false, required: Object.keys(required), properties: { ...required, ...optional } };
}
const text: Schema = { type: 'string', minLength: 1 };
const fromOne: Schema = { type: 'integer', minimum: 1 };
const fromZero: Schema = { type: 'integer', minimum: 0 };
const list = (items: Schema): Schema => ({ type: 'array', items });
const message = shape({ text });
const level: Schema = { enum: ['none', 'note', 'warning', 'error'] };
const properties: Schema = { type: 'object' };

const artifactLocation = shape({ uri: { type: 'string', format: 'uri-reference', not: { pattern: '^(?:[a-z]+:|/|.*\\\\)' } }, uriBaseId: { const: '%SRCROOT%' } });
const region = shape({ startLine: fromOne, startColumn: fromOne, endLine: fromOne, endColumn: fromOne });
const physicalLocation = shape({ artifactLocation }, { region });
const location = shape({ physicalLocation });
const relatedLocation = shape({ id: fromZero, message, physicalLocation });

const rule = shape(
  { id: text, shortDescription: message, help: shape({ text, markdown: text }) },
  { name: text, fullDescription: message, helpUri: { type: 'string', format: 'uri' }, defaultConfiguration: shape({ level, enabled: { type: 'boolean' } }), properties },
);

const result = shape(
  { ruleId: text, level, message, locations: { ...list(location), minItems: 1 }, partialFingerprints: { type: 'object', minProperties: 1, additionalProperties: text } },
  { ruleIndex: fromZero, relatedLocations: { ...list(relatedLocation), uniqueItems: true }, suppressions: list(shape({ kind: { enum: ['inSource', 'external'] } }, { justification: text })), properties },
);

const notification = shape({ message }, { level, locations: list(location) });
const invocation = shape({ executionSuccessful: { type: 'boolean' } }, { toolExecutionNotifications: list(notification) });

const run = shape(
  { tool: shape({ driver: shape({ name: text }, { semanticVersion: text, version: text, informationUri: { type: 'string', format: 'uri' }, rules: { ...list(rule), uniqueItems: true } }) }), results: list(result) },
  {
    columnKind: { enum: ['utf16CodeUnits', 'unicodeCodePoints'] },
    originalUriBaseIds: { type: 'object', additionalProperties: shape({}, { uri: text, description: message }) },
    automationDetails: shape({ id: text }),
    invocations: list(invocation),
  },
);

export const sarifSchema: Schema = shape({ version: { const: '2.1.0' }, runs: { ...list(run), minItems: 1 } }, { $schema: { type: 'string', format: 'uri' } });
