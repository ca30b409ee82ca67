import assert from 'node:assert/strict';
import type { DataSetReport, ReportModel } from '../src/features/report/reportModel.js';
import { dataSetsFound, notYet, stories, type ExpectedDataSet, type Story } from './storyWorkspaces.js';

for (const story of stories) {
  describe(`the report on ${story.name}`, () => {
    for (const expected of story.dataSets.filter(({ name }) => !notYet.some(([workspace, dataSet]) => workspace === story.name && dataSet === name))) {
      describe(expected.name, () => isJudged(story, expected));
    }
    for (const { dataSet, because } of story.expected.fine) {
      it(`says why ${dataSet} is fine`, () => {
        const names = namesOf(story, dataSet);
        const reasons = modelOf(story).fine.filter(fine => fine.dataSet !== undefined && names.includes(fine.dataSet)).map(({ reason }) => reason);
        for (const word of because) assert.ok(reasons.some(reason => reason.toLowerCase().includes(word.toLowerCase())), `${word} in: ${reasons.join(' | ')}`);
      });
    }
    for (const { useCase, dataSet, says } of story.expected.useCases) {
      it(`says of ${useCase} where it fits`, () => {
        const row = modelOf(story).matrix.rows.find(({ role }) => role === dataSet.role);
        assert.ok(row, `a row for ${dataSet.role}`);
        const found = Object.fromEntries(Object.keys(says).map(mode => [mode, row.cells.find(cell => cell.mode === mode)?.verdict]));
        assert.deepEqual(found, says);
      });
    }
  });
}

function modelOf({ service }: Story): ReportModel {
  return service.reportModel();
}

/** A table that an environment variable names goes by either name. */
function namesOf(story: Story, name: string): string[] {
  return [name, ...dataSetsFound(story).filter(found => found.name === name).map(({ dataset }) => dataset)];
}

function isJudged(story: Story, expected: ExpectedDataSet): void {
  const { role, declared, mode, verdict, axes, conditions, alternatives, reason_mentions: mentions } = expected;
  const found = (): DataSetReport => {
    const names = namesOf(story, expected.name);
    const set = modelOf(story).dataSets.find(({ store, name }) => store === expected.store && names.includes(name));
    assert.ok(set, 'is in the report');
    return set;
  };
  it(`is ${role}${declared ? ', declared' : ''}`, () => assert.deepEqual([found().role, found().isDeclared], [role, declared]));
  it(`is kept in ${mode}`, () => assert.ok(found().fits.some(fit => fit.mode === mode), found().fits.map(fit => fit.mode).join()));
  it(`is judged: ${verdict.join(' or ')}`, () => assert.ok(verdict.includes(found().verdict), `${found().verdict}: ${found().reason}`));
  if (axes.length > 0) {
    it(`is not given: ${axes.join()}`, () => assert.deepEqual(found().needs.filter(({ isMet }) => isMet === false).map(({ axis }) => axis).sort(), [...axes].sort()));
  }
  for (const state of ['met', 'unmet', 'open'] as const) {
    for (const id of conditions[state]) {
      it(`${id} is ${state}`, () => {
        const fit = found().fits.find(each => each.mode === mode);
        assert.equal(fit?.conditions.find(condition => condition.id === id)?.state, state);
      });
    }
  }
  for (const [store, best] of Object.entries(alternatives)) {
    it(`in ${store} would be best in ${best.mode.join(' or ')}`, () => {
      const alternative = found().alternatives.find(each => each.store === store);
      assert.ok(alternative && best.mode.includes(alternative.mode) && best.verdict.includes(alternative.verdict), `${alternative?.mode ?? 'nothing'}: ${alternative?.verdict ?? ''}`);
    });
  }
  for (const word of mentions) it(`gives ${word} as the reason`, () => assert.ok(found().reason.toLowerCase().includes(word.toLowerCase()), found().reason));
}
