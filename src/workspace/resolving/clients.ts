import type { Binding } from '../../bindings/binding.js';
import { place, type Place } from '../../facts/place.js';
import type { CallReference, Client, Located } from '../known.js';

type Written = { -readonly [Name in keyof Client]: Client[Name] };

/** The clients met so far: the same place gives the same client, whoever asks, and one that is made by the same call outlives an edit around it. */
export class Clients {
  private readonly byFile = new Map<string, Map<string, Written>>();
  /** Those of files that have changed, by what does not change when they are moved. */
  private readonly former = new Map<string, Map<string, Written>>();

  made(binding: Binding, type: string, made: CallReference, name: string | undefined): Client {
    return this.client(binding, type, 'construction', place(made.file, made.call.range), name, made);
  }

  /** One whose making is out of sight: only the annotation or decorator at `at` is known. */
  received(binding: Binding, type: string, by: 'type' | 'injection', at: Place, name: string | undefined, injectedAs?: Located): Client {
    return this.client(binding, type, by, at, name, undefined, injectedAs);
  }

  /** What a plugin makes when it is registered. */
  registered(binding: Binding, type: string, call: CallReference, name: string): Client {
    return this.client(binding, type, 'injection', place(call.file, call.call.range), name, call);
  }

  /** Another connection with the same settings: `client.duplicate()`. */
  duplicate(of: Client, type: string, call: CallReference, binding: Binding, name: string | undefined): Client {
    return this.client(binding, type, of.by, place(call.file, call.call.range), name ?? of.name, of.made, undefined, call);
  }

  /** A file has changed: what it makes and receives is where it is found from now on. */
  forget(file: string): void {
    const made = [...this.byFile.get(file)?.values() ?? []].filter(({ by }) => by === 'construction');
    this.former.set(file, new Map(made.map(client => [lastingKey(client), client])));
    this.byFile.delete(file);
  }

  private client(binding: Binding, type: string, by: Client['by'], at: Place, name: string | undefined, made: CallReference | undefined, injectedAs?: Located, duplicatedBy?: CallReference): Client {
    const key = `${at.start}-${at.end} ${by} ${binding.library} ${type} ${by === 'construction' ? '' : (name ?? '')}`;
    let ofFile = this.byFile.get(at.file);
    if (!ofFile) this.byFile.set(at.file, (ofFile = new Map<string, Written>()));
    const present = ofFile.get(key);
    const { library, store } = binding;
    const client: Written = { library, store, type, by, place: at, ...(made && { made }), ...(name !== undefined && { name }), ...(injectedAs && { injectedAs }), ...(duplicatedBy && { duplicatedBy }) };
    if (present) {
      // what it duplicates may have moved
      if (made) present.made = made;
      return present;
    }
    const former = by === 'construction' ? this.former.get(at.file)?.get(lastingKey(client)) : undefined;
    if (former) Object.assign(former, client);
    ofFile.set(key, former ?? client);
    return former ?? client;
  }
}

function lastingKey({ library, type, name, made, duplicatedBy }: Client): string {
  return `${library} ${type} ${name ?? ''} ${made?.index ?? ''} ${duplicatedBy?.index ?? ''}`;
}
