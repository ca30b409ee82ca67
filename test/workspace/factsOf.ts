import type { Fact } from '../../src/facts/storeFacts.js';
import { bindings } from '../../src/bindings/index.js';
import { readTypeScript } from '../../src/readers/code/typescript.js';
import { configReaders } from '../../src/readers/config/index.js';
import { isConfigFile, readConfigFile } from '../../src/settings/configFile.js';
import type { Layers } from '../../src/settings/settings.js';
import { CodeWorkspace } from '../../src/workspace/codeWorkspace.js';
import { join, type Joined } from '../../src/workspace/facts/facts.js';
import { readKnowledge } from '../../src/workspace/knowledge.js';
import { knowledgeTexts } from '../linter/ruleFiles.js';

export const knowledge = readKnowledge(knowledgeTexts());

const typescript = { name: 'typescript', accepts: (path: string) => /\.[cm]?[jt]sx?$/.test(path), read: readTypeScript };

/** Everything that follows from some files. */
export function joined(files: Readonly<Record<string, string>>): Joined {
  const workspace = new CodeWorkspace({ readers: [typescript, ...configReaders], bindings, read: path => files[path] });
  for (const [path, text] of Object.entries(files)) workspace.setFile(path, text);
  const { calls, clients, resolver, files: facts, declared } = workspace.resolve();
  return join({ calls, clients, resolver, files: facts, declared, knowledge, layers: layersOf(files) });
}

/** The config files of ours among some files. */
export function layersOf(files: Readonly<Record<string, string>>): Layers {
  const found = Object.keys(files).filter(isConfigFile).sort((a, b) => a.length - b.length);
  return found.map(file => readConfigFile(file, files[file] ?? '', { file, folder: file.slice(0, Math.max(0, file.lastIndexOf('/'))), lead: '' }));
}

/** The facts of some files that rules look at, of one kind. */
export function factsOf<K extends Fact['kind']>(kind: K, files: Readonly<Record<string, string>>): Extract<Fact, { kind: K }>[] {
  return joined(files).facts.filter((fact): fact is Extract<Fact, { kind: K }> => fact.kind === kind);
}
