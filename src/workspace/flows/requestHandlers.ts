import type { Call, CodeFile, FunctionFact, TypeReference, Value } from '../../facts/code.js';
import { contains } from '../../facts/place.js';
import { lastName } from '../resolving/names.js';
import type { View } from '../view.js';

/*
 * Functions that answer requests: route handlers, resolvers, Lambda handlers, message consumers (decision 20).
 * Recognised by how frameworks are given them, not by one framework's package: those are too many.
 */

const routeMethods = new Set(['get', 'post', 'put', 'patch', 'delete', 'del', 'all', 'options', 'head', 'use', 'route', 'on', 'addHook', 'hook', 'openapi']);
const routers = /(?:^|\.)(?:app|router|server|fastify|api|route|routes|express|hono|web|koa|instance|r|[a-z]\w*(?:Router|Routes|App|Server|Api))$/;
const procedures = new Set(['query', 'mutation', 'subscription', 'action', 'handler', 'handle']);
const consumers = new Set(['process', 'consume', 'subscribe', 'onMessage', 'work', 'listen']);
const handlerNames = new Set(['handler', 'eachMessage', 'eachBatch', 'handleMessage', 'handleMessageBatch', 'resolve', 'preHandler', 'onRequest', 'beforeHandle', 'loader', 'action', 'fetch', 'load']);
const handlerDecorators = new Set(['Get', 'Post', 'Put', 'Patch', 'Delete', 'All', 'Options', 'Head', 'Sse', 'Query', 'Mutation', 'Subscription', 'ResolveField', 'FieldResolver', 'ResolveReference',
  'MessagePattern', 'EventPattern', 'Process', 'SqsMessageHandler', 'KafkaListener', 'RabbitSubscribe', 'RabbitRPC', 'SubscribeMessage', 'GrpcMethod', 'GrpcStreamMethod', 'HttpGet', 'HttpPost']);
const requestTypes = new Set(['Request', 'Response', 'NextRequest', 'NextResponse', 'NextApiRequest', 'NextApiResponse', 'FastifyRequest', 'FastifyReply', 'ExpressRequest', 'IncomingMessage', 'GetServerSidePropsContext',
  'APIGatewayProxyEvent', 'APIGatewayProxyEventV2', 'APIGatewayEvent', 'ALBEvent', 'SQSEvent', 'SNSEvent', 'KinesisStreamEvent', 'DynamoDBStreamEvent', 'EventBridgeEvent', 'S3Event', 'LambdaFunctionURLEvent',
  'APIGatewayRequestAuthorizerEvent', 'APIGatewayTokenAuthorizerEvent', 'AppSyncResolverEvent', 'RequestEvent', 'LoaderFunctionArgs', 'ActionFunctionArgs']);
const httpVerbs = new Set(['GET', 'POST', 'PUT', 'PATCH', 'DELETE', 'HEAD', 'OPTIONS']);

/** The handlers that a file holds, or that are handed over in it and stand in the same file. */
export function handlersIn(file: string, view: View): ReadonlySet<number> {
  const code = view.code.get(file);
  if (!code) return new Set();
  return view.resolver.keep.of<CodeFile, ReadonlySet<number>>('handlers of a file').ask(code, [], () => handlersOf(file, code, view));
}

function handlersOf(file: string, code: CodeFile, view: View): ReadonlySet<number> {
  const found = new Set<number>();
  for (const [index, fact] of code.functions.entries()) if (isHandlerByItself(fact, code)) found.add(index);
  for (const index of exportedHandlers(file, code, view)) found.add(index);
  for (const { name, value, parameter } of code.variables) {
    if (parameter || !/(?:^|[a-z])resolvers?$/i.test(name) || value?.kind !== 'object') continue;
    for (const [index, fact] of code.functions.entries()) if (contains(value.range, fact.range)) found.add(index);
  }
  return found;
}

/** Functions of other files that a file hands to a router: `router.get('/x', controller.show)`. */
export function handedOver(view: View): ReadonlySet<string> {
  const { keep } = view.resolver;
  const handed = keep.of<CodeFile, readonly string[]>('functions handed to routers in a file');
  const all = [...view.files].map(([file, code]) => handed.ask(code, [], () => registeredIn(code).flatMap(value => {
    const known = value.kind === 'function' ? { is: 'function' as const, file, function: value.function } : view.resolver.known({ value, file });
    return known.is === 'function' ? [`${known.file}:${known.function}`] : [];
  })));
  return keep.of<'', ReadonlySet<string>>('functions handed to routers').ask('', all.filter(each => each.length > 0), () => new Set(all.flat()));
}

const registered = new WeakMap<CodeFile, readonly Value[]>();

function registeredIn(code: CodeFile): readonly Value[] {
  const present = registered.get(code);
  if (present) return present;
  const found = code.calls.filter(call => isRegistration(call, code)).flatMap(call => call.arguments.flatMap(functionsGiven));
  registered.set(code, found);
  return found;
}

/** Values of an argument that may be handlers: the argument, those of a list, and `handler` and the like of an object. */
function functionsGiven(value: Value): readonly Value[] {
  if (value.kind === 'list') return value.items.flatMap(functionsGiven);
  if (value.kind === 'object') return value.properties.filter(({ name }) => handlerNames.has(name)).map(property => property.value);
  if (value.kind === 'function' || value.kind === 'name' || value.kind === 'member') return [value];
  // `wrap(handler)`, `asyncHandler(async (req, res) => …)` are calls: what they are given is looked at with them.
  return [];
}

function isRegistration(call: Call, code: CodeFile): boolean {
  const name = lastName(call.callee);
  if (name === undefined) return false;
  if (call.isNew) return /^(?:Worker|Consumer|Processor)$/.test(name);
  if (call.callee.kind !== 'member') return /^(?:async|catch|wrap|with)?\w*(?:handler|async|middleware|middy)$/i.test(name) && call.arguments.length > 0;
  const receiver = pathOf(call.callee.object);
  const [first] = call.arguments;
  if (routeMethods.has(name)) return (first !== undefined && isPath(first)) || routers.test(receiver) || first?.kind === 'object';
  if (procedures.has(name)) return /procedure|router|resolver|server|client\.action|actionClient/i.test(receiver) || isProcedureChain(call.callee.object, code);
  if (consumers.has(name)) return /queue|consumer|channel|worker|subscri|kafka|sqs|rabbit|amqp|broker|nats|bull|redis|sub\b/i.test(receiver);
  return (name === 'run' || name === 'create' || name === 'start') && call.arguments.some(value => value.kind === 'object' && value.properties.some(property => /^(?:each|handle)(?:Message|Batch)/.test(property.name)));
}

function isProcedureChain(value: Value, code: CodeFile): boolean {
  for (let at: Value | undefined = value, steps = 0; at && steps < 12; steps++) {
    if (/procedure/i.test(lastName(at) ?? '')) return true;
    at = at.kind === 'member' ? at.object : at.kind === 'call' ? code.calls[at.call]?.callee : undefined;
  }
  return false;
}

function isPath(value: Value): boolean {
  if (value.kind === 'template') return value.parts.some(part => part.kind === 'text' && part.text.startsWith('/'));
  if (value.kind === 'list') return value.items.some(isPath);
  return value.kind === 'text' && /^[/*]/.test(value.text);
}

function pathOf(value: Value): string {
  if (value.kind === 'member') return `${pathOf(value.object)}.${value.property}`;
  return value.kind === 'name' ? value.name : value.kind === 'this' ? 'this' : '';
}

function isHandlerByItself(fact: FunctionFact, code: CodeFile): boolean {
  if (fact.decorators.some(({ name }) => handlerDecorators.has(name))) return true;
  const given = fact.argumentOf && code.calls[fact.argumentOf.call];
  if (given && isRegistration(given, code)) return true;
  const parameters = fact.parameters.map(indexes => (indexes.length === 1 ? code.variables[indexes[0] ?? -1] : undefined));
  if (parameters.some(variable => variable?.type && isRequestType(variable.type))) return true;
  const [first, second] = parameters.map(variable => variable?.name ?? '');
  if (first !== undefined && second !== undefined && /^_?(?:req|request)$/.test(first) && /^_?(?:res|response|reply|h)$/.test(second)) return true;
  if (fact.class === undefined) return false;
  const extended = code.classes[fact.class]?.extends;
  return fact.name === 'process' && extended !== undefined && /WorkerHost|Processor$/.test(lastName(extended) ?? '');
}

function isRequestType(type: TypeReference): boolean {
  return type.kind === 'named' && requestTypes.has(type.path.at(-1) ?? '');
}

function* exportedHandlers(file: string, code: CodeFile, view: View): Generator<number> {
  const isRoute = /(?:^|\/)(?:app|src\/app)\/(?:.*\/)?route\.[cm]?[jt]sx?$/.test(file);
  const isPage = /(?:^|\/)pages\/api\//.test(file);
  const isServerRoute = /(?:^|\/)routes\/.*|\+(?:server|page\.server|layout\.server)\.[jt]s$/.test(file);
  for (const each of code.exports) {
    if (!('value' in each)) continue;
    const { name } = each;
    const isHandler = /^(?:lambda)?handler$/i.test(name) || /(?:Lambda|Event)Handler$/.test(name)
      || name === 'getServerSideProps'
      || (isRoute && httpVerbs.has(name))
      || (isPage && (name === 'default' || name === 'handler'))
      || (isServerRoute && (httpVerbs.has(name) || name === 'loader' || name === 'action' || name === 'load'));
    if (isHandler) yield* functionsOf(each.value, file, code, view);
  }
}

function* functionsOf(value: Value, file: string, code: CodeFile, view: View): Generator<number> {
  if (value.kind === 'function') yield value.function;
  else if (value.kind === 'call') {
    for (const argument of code.calls[value.call]?.arguments ?? []) yield* functionsOf(argument, file, code, view);
  } else {
    const origin = value.kind === 'name' ? view.resolver.origin({ value, file }) : undefined;
    if (origin && origin.value !== value && origin.file === file && origin.value.kind !== 'name') yield* functionsOf(origin.value, file, code, view);
    const known = view.resolver.known({ value, file });
    if (known.is === 'function' && known.file === file) yield known.function;
  }
}
