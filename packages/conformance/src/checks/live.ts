import { createRegistry, variableNames } from '@openrerank/core';
import { callOptionsOf } from '../call-options.ts';
import { type Check, demand, inGroup } from '../check.ts';
import { endOf, outcomeOf } from '../outcome.ts';
import { demandDocuments } from '../ranking-of.ts';
import type { Subject } from '../subject.ts';

const query = 'What is the capital of France?';
const documents = ['Bananas are rich in potassium.', 'Paris is the capital and largest city of France.'];

/** One real call, in the process's own environment. It costs what such a call costs. */
export function liveChecks(subject: Subject): readonly Check[] {
  const target = subject.endpoints.find(({ distinct }) => distinct.length > 0);
  const model = target?.distinct[0]?.model;
  if (target === undefined || model === undefined) return [];
  return inGroup('live', [
    [`${target.name}: ${model} ranks two documents`, () => checkLive(subject, `${subject.id}/${target.name}/${model}`)],
  ]);
}

async function checkLive(subject: Subject, id: string): Promise<void> {
  const registry = createRegistry({ providers: [subject.mount(subject.liveSettings)] });
  const options = await callOptionsOf(subject);
  const outcome = await outcomeOf(registry.resolve(id).rerank({ query, documents, options }));
  const [variable] = variableNames(subject.definition.env?.apiKey);
  const { response } = outcome;
  demand(response !== undefined, {
    did: `The call of ${id} ${endOf(outcome)}.`,
    expected: 'a ranking of two documents by the vendor.',
    mend: `${variable === undefined ? 'see' : `set ${variable}, and see`} whether the model is still offered.`,
  });
  const { results } = response;
  demand(results.length === 2 && results[0]?.index === 1, {
    did: `${id} ranked the documents ${results.map(({ index }) => index).join(', ')}.`,
    expected: '1, 0: only the second document answers the query.',
    mend: 'see whether indices and scores are read from the right members, and whether larger scores are better.',
  });
  demandDocuments(results, documents, 'two documents');
}
