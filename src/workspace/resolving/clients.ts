import type { Binding } from '../../bindings/binding.js';
import { place, type Place } from '../../facts/place.js';
import type { CallReference, Client, Located } from '../known.js';

/** The clients met so far: the same place gives the same client, whoever asks. */
export class Clients {
  private readonly byFile = new Map<string, Map<string, Client>>();

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

  /** Forgets those that a file makes or receives. */
  forget(file: string): void {
    this.byFile.delete(file);
  }

  private client(binding: Binding, type: string, by: Client['by'], at: Place, name: string | undefined, made: CallReference | undefined, injectedAs?: Located, duplicatedBy?: CallReference): Client {
    const key = `${at.start}-${at.end} ${by} ${binding.library} ${type} ${by === 'construction' ? '' : (name ?? '')}`;
    let ofFile = this.byFile.get(at.file);
    if (!ofFile) this.byFile.set(at.file, (ofFile = new Map<string, Client>()));
    const present = ofFile.get(key);
    if (present) return present;
    const { library, store } = binding;
    const client: Client = { library, store, type, by, place: at, ...(made && { made }), ...(name !== undefined && { name }), ...(injectedAs && { injectedAs }), ...(duplicatedBy && { duplicatedBy }) };
    ofFile.set(key, client);
    return client;
  }
}
