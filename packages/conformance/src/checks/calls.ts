import type { Answerable } from '../call.ts';
import { type Check, demand, inGroup } from '../check.ts';
import type { Answering } from '../learn-answer.ts';
import type { ConformanceOptions } from '../options.ts';
import { answeringFor, type HttpSubject, type ModelSubject, type Subject } from '../subject.ts';
import { executionChecks } from './execution.ts';
import { failureChecks } from './failures.ts';
import { inProcessChecks } from './in-process.ts';
import { followsBaseUrl } from './purity.ts';
import { robustnessChecks } from './robustness.ts';

/**
 * What is found out by calling, for one model of each endpoint and each set of abilities. What cannot be called has failed
 * a check already, which says more than twenty others would.
 */
export function callChecks(subject: Subject, options: ConformanceOptions): readonly Check[] {
  return subject.endpoints.flatMap((endpoint) => {
    return endpoint.distinct.flatMap((target) => {
      const label = endpoint.distinct.length > 1 ? `${endpoint.name} (${target.model})` : endpoint.name;
      return endpoint.kind === 'local'
        ? inGroup('execution', inProcessChecks({ subject, endpoint, target, label }))
        : httpChecks(subject, endpoint, target, label, options);
    });
  });
}

function httpChecks(
  subject: Subject,
  endpoint: HttpSubject,
  target: ModelSubject,
  label: string,
  options: ConformanceOptions,
): readonly Check[] {
  if (endpoint.fixtures.length === 0 || !(attempt(() => followsBaseUrl(endpoint)) ?? false)) return [];
  const answering = attempt(() => answeringFor(endpoint, target, options));
  return [
    ...inGroup('fixtures', [
      [`${label}: they show how the upstream answers`, () => checkAnswering(endpoint, answering, options)],
    ]),
    ...inGroup('failures', failureChecks({ subject, endpoint, target, label })),
    ...(answering === undefined ? [] : answeredChecks({ subject, endpoint, target, label, answering })),
  ];
}

const answeredChecks = (answerable: Answerable): readonly Check[] => [
  ...inGroup('parse robustness', robustnessChecks(answerable)),
  ...inGroup('execution', executionChecks(answerable)),
];

function attempt<T>(run: () => T): T | undefined {
  try {
    return run();
  } catch {
    return undefined;
  }
}

function checkAnswering({ name }: HttpSubject, answering: Answering | undefined, { answer }: ConformanceOptions): void {
  demand(answering !== undefined || answer !== undefined, {
    did: `From its fixtures it cannot be seen where an answer of the endpoint "${name}" has its indices and scores, or parseResponse does not read them there in another answer.`,
    expected:
      'a fixture whose response.json has a list with an index and a score for each result of result.json, or with the scores in order; and a parseResponse that goes by the index where there is one.',
    mend: "where scores are computed from what stands in the answer, pass the kit the option answer: (request, scores) => the upstream's answer.",
  });
  demand(answering !== undefined, {
    did: `parseResponse of "${name}" does not read the scores in what the option answer returned.`,
    expected: 'each document with the score that it was to get.',
    mend: 'answer as the vendor does: (request, scores) => the answer that gives document i of the request scores[i].',
  });
}
