import assert from 'node:assert/strict';
import { dataSetsFound, notYet, stories, type Story } from './storyWorkspaces.js';


for (const story of stories) {
  describe(`workspace ${story.name}`, () => {
    for (const { name, store, role } of story.dataSets) {
      const missing = notYet.find(([workspace, dataSet]) => workspace === story.name && dataSet === name);
      if (missing) it(`${name} is not seen as ${role} yet: ${missing[2]}`, () => assert.notEqual(roleOf(story, store, name), role));
      else it(`${name}: ${role}`, () => assert.equal(roleOf(story, store, name), role));
    }
    for (const { useCase, file, dataSet } of story.expected.useCases) {
      const found = dataSetsFound(story).find(({ name, store }) => name === dataSet.name && store === dataSet.store);
      if (found) it(`${useCase}: ${file}`, () => assert.ok(found.files.includes(file), found.files.join()));
    }
    it('has these findings and no others', () => {
      const rules = new Set(story.service.rules().map(({ id }) => id));
      const expected = story.expected.findings.filter(({ rule }) => rules.has(rule)).map(({ rule, file }) => `${file}: ${rule}`);
      const found = story.service.review().diagnostics.filter(one => !one.suppressed).map(({ rule, place }) => `${place.file}: ${rule}`);
      assert.deepEqual(found.sort(), expected.sort());
    });
    for (const { dataSet, rule } of story.expected.fine) {
      it(`${dataSet} is fine${rule === undefined ? '' : `: ${rule}`}`, () => {
        const names = [dataSet, ...dataSetsFound(story).filter(({ name }) => name === dataSet).map(each => each.dataset)];
        const against = story.service.review().diagnostics.filter(one => one.dataset !== undefined && names.includes(one.dataset) && (rule === undefined || one.rule === rule));
        assert.deepEqual(against.map(({ message }) => message), []);
      });
    }
  });
}

function roleOf(story: Story, store: string, name: string): string {
  const found = dataSetsFound(story);
  return found.find(one => one.store === store && one.name === name)?.role ?? `not among ${found.map(one => one.name).join(', ')}`;
}
