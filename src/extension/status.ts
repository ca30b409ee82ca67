import * as vscode from 'vscode';
import { State, type LanguageClient } from 'vscode-languageclient/node';
import { selector } from './languageClient.js';

/** One language status item: is the review running, and the way to its log. */
export function registerStatus(client: LanguageClient): vscode.Disposable {
  const item = vscode.languages.createLanguageStatusItem('datastoreReview', selector);
  item.name = 'Datastore Review';
  item.command = { command: 'datastoreReview.showOutput', title: 'Show Output' };
  const show = (state: State): void => {
    item.busy = state === State.Starting;
    item.text = state === State.Running ? 'Datastore Review' : state === State.Starting ? 'Datastore Review: starting' : 'Datastore Review: stopped';
    item.severity = state === State.Stopped ? vscode.LanguageStatusSeverity.Warning : vscode.LanguageStatusSeverity.Information;
  };
  show(State.Starting);
  const listener = client.onDidChangeState(({ newState }) => show(newState));
  return vscode.Disposable.from(item, listener);
}
