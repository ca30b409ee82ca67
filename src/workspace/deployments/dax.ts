import type { Client, Known, Located } from '../known.js';
import { locate } from '../resolving/frame.js';
import type { View } from '../view.js';
import { typeOfClient } from './endpoints.js';

/** Whether the requests of a client go through DAX; undefined where it is not known what the client is made of. */
export type ThroughDax = (client: Client) => boolean | undefined;

export function throughDax(clients: readonly Client[], view: View): ThroughDax {
  const answers = new Map<Client, boolean | undefined>();

  function isDax(client: Client): boolean | undefined {
    if (!answers.has(client)) {
      answers.set(client, undefined);
      const others = clients.filter(other => other !== client && isOtherMaking(other, client));
      answers.set(client, agreed([client, ...others].map(isMadeOfDax)));
    }
    return answers.get(client);
  }

  function isMadeOfDax(client: Client): boolean | undefined {
    const { by, made } = client;
    const type = typeOfClient(client, view.bindings);
    if (type?.isDax) return true;
    if (by !== 'construction' || !made) return undefined;
    const { connection } = type ?? {};
    if (connection?.from !== 'client') return false;
    const argument = made.call.arguments[connection.argument];
    if (!argument) return connection.path ? false : undefined;
    const given = propertyAt(locate(argument, made.file, undefined), connection.path ?? []);
    return given === 'absent' ? false : given === 'unknown' ? undefined : isDaxGiven(given);
  }

  function propertyAt(located: Located, path: readonly string[]): Located | 'absent' | 'unknown' {
    return path.reduce<Located | 'absent' | 'unknown'>((at, name) => (typeof at === 'string' ? at : view.resolver.property(at, name)), located);
  }

  function isDaxGiven(located: Located): boolean | undefined {
    const known = view.resolver.known(located);
    if (known.is === 'either') return agreed(known.options.map(isDaxKnown));
    const instance = view.resolver.instance(located);
    return instance ? isDax(instance.client) : isDaxKnown(known);
  }

  function isDaxKnown(known: Known): boolean | undefined {
    return known.is === 'instance' ? isDax(known.client) : known.is === 'null' ? false : undefined;
  }

  return isDax;
}

/** Another way to make what people call by one name in one place: `isFast ? new DocumentClient({ service }) : new DocumentClient()`. */
function isOtherMaking(other: Client, { place, name, library }: Client): boolean {
  return other.by === 'construction' && name !== undefined && other.name === name && other.library === library && other.place.file === place.file;
}

function agreed(answers: readonly (boolean | undefined)[]): boolean | undefined {
  const [first] = answers;
  return answers.every(answer => answer === first) ? first : undefined;
}
