import { createRegistry, RerankError, type SchemaIssue, type SchemaResult } from '@openrerank/core';
import { callOptionsOf } from '../call-options.ts';
import { type Check, type Checks, demand, inGroup, violation } from '../check.ts';
import { show } from '../json.ts';
import { sampleRequest } from '../learn-answer.ts';
import { nameOf } from '../outcome.ts';
import { baseUrlAt, type EndpointSubject, inputFor, type Subject } from '../subject.ts';

/** What a provider takes in `options`, and what it refuses. */
export function optionChecks(subject: Subject): readonly Check[] {
  return inGroup('options', [
    ['an unknown option does not pass in silence', () => checkUnknown(subject)],
    ['each of its optionNames is an option', () => checkNames(subject)],
    ['what an operator or the environment may set is an option', () => checkSources(subject)],
    ...typeChecks(subject),
  ]);
}

/** By any endpoint: all have the same options. */
function typeChecks(subject: Subject): Checks {
  const endpoint = subject.endpoints.find(({ distinct }) => distinct.length > 0);
  if (endpoint === undefined) return [];
  return subject.definition.optionNames.map(
    (name) => [`a wrong type of "${name}" is refused by its name`, () => checkType(subject, endpoint, name)] as const,
  );
}

/** No provider has it. */
const unknownName = 'no_such_option_x9';

/** JSON of each kind but null, which some providers take for absent. */
const kinds = ['a text that is no choice', 0.5, true, ['a list'], { an: 'object' }] as const;

/** No option can be one of these: none has a JSON form. */
const neverRight = { 'a function': () => 'x', 'a symbol': Symbol('x'), 'a bigint': 1n } as const;

async function checkUnknown(subject: Subject): Promise<void> {
  const result = await validate(subject, { [unknownName]: 'x' });
  if (result.issues !== undefined) {
    const { issues } = result;
    demand(issues.length > 0 && issues.every(({ message }) => typeof message === 'string' && message !== ''), {
      did: `optionsSchema refuses an unknown option with the issues ${show(issues)}.`,
      expected: 'at least one issue with a message.',
      mend: 'name in the message what is not an option, and what is.',
    });
    return;
  }
  demand(
    subject.endpoints.every((endpoint) => goesOn(endpoint, result.value)),
    {
      did: `optionsSchema accepts the option "${unknownName}", and nothing comes of it.`,
      expected: 'an issue: a mistyped option must not pass in silence.',
      mend: 'make the schema strict, as with z.strictObject. Only a provider that sends every option on may take any.',
    },
  );
}

/** Whether the option is in the request. A server that is not known may take anything; then it is who refuses. */
function goesOn(endpoint: EndpointSubject, options: unknown): boolean {
  if (endpoint.kind === 'local') return false;
  const input = inputFor(endpoint, endpoint.models[0]?.model ?? 'model');
  return JSON.stringify(sampleRequest(endpoint.endpoint, { ...input, options })).includes(unknownName);
}

async function checkNames(subject: Subject): Promise<void> {
  const asUnknown = await issuesOf(subject, { [unknownName]: true });
  for (const name of subject.definition.optionNames) {
    const isKnown = await someAsync([undefined, ...kinds], async (value) => {
      const issues = await issuesOf(subject, { [name]: value });
      return issues === undefined || !saysTheSame(issues, name, asUnknown);
    });
    demand(isKnown, {
      did: `optionNames holds "${name}", which optionsSchema refuses as it refuses an option that there is not.`,
      expected: 'in optionNames exactly the names that optionsSchema accepts.',
      mend: 'derive the one from the other, as with Object.keys(schema.shape).',
    });
  }
}

function checkSources({ definition: { optionNames, operatorOptions = [], env } }: Subject): void {
  for (const [what, names] of Object.entries({ operatorOptions, 'env.options': Object.keys(env?.options ?? {}) })) {
    const unknown = names.find((name) => !optionNames.includes(name));
    demand(unknown === undefined, {
      did: `${what} has the option "${unknown}", which is none of optionNames.`,
      expected: `names of ${show(optionNames)}: any other is never set, and guards nothing.`,
      mend: `correct it in ${what}, or add it to optionNames.`,
    });
  }
}

/** Whether the issues of a name are those of an unknown one but for the name. */
function saysTheSame(issues: readonly SchemaIssue[], name: string, asUnknown: readonly SchemaIssue[] | undefined) {
  const about = (list: readonly SchemaIssue[] | undefined, own: string) =>
    new Set(list?.map((issue) => JSON.stringify([issue.path ?? [], issue.message]).replaceAll(own, '')));
  const known = about(issues, name);
  return [...about(asUnknown, unknownName)].some((text) => known.has(text));
}

async function checkType(subject: Subject, endpoint: EndpointSubject, name: string): Promise<void> {
  for (const [kind, value] of Object.entries(neverRight)) {
    demand(await isRefused(subject, endpoint, name, value), {
      did: `The option "${name}" may be ${kind}.`,
      expected: 'invalid_options: what has no JSON form cannot be sent.',
      mend: `give "${name}" a type in optionsSchema.`,
    });
  }
  const taken = await filterAsync(kinds, async (value) => !(await isRefused(subject, endpoint, name, value)));
  demand(taken.length < kinds.length, {
    did: `The option "${name}" takes a text, a number, true, a list and an object alike.`,
    expected: 'invalid_options for what is of the wrong type.',
    mend: `give "${name}" a type in optionsSchema.`,
  });
}

/** Whether a call with this option is refused as it should be: with `invalid_options` and an issue of its name. */
async function isRefused(subject: Subject, endpoint: EndpointSubject, name: string, value: unknown): Promise<boolean> {
  const error = await planWith(subject, endpoint, { [name]: value });
  if (error === undefined) return false;
  if (error instanceof RerankError) {
    // Its type was taken; what else is wrong with it is the provider's own rule.
    if (error.code !== 'invalid_options') return false;
    const { issues = [] } = error.details;
    if (issues.some(({ path, problem }) => path.startsWith(`options.${name}`) || problem.includes(name))) return true;
  }
  throw violation({
    did: `With ${typeof value === 'object' ? show(value) : `a ${typeof value}`} for the option "${name}" a call ends with ${nameOf(error)}, and no issue names the option.`,
    expected: `invalid_options with an issue whose path is "${name}".`,
    mend: `let optionsSchema return an issue with the path ["${name}"]; it must not throw.`,
  });
}

/** What a call with these options fails with before anything is sent; undefined where they are taken. */
async function planWith(subject: Subject, endpoint: EndpointSubject, options: object): Promise<unknown> {
  const { id, mount, settings } = subject;
  const baseUrl = baseUrlAt('https://upstream.example', endpoint);
  const registry = createRegistry({ providers: [mount({ ...settings, baseUrl })], env: {} });
  const model = registry.resolve(`${id}/${endpoint.name}/${endpoint.distinct[0]?.model}`);
  const request = { query: 'Which one?', documents: ['this'], options: await withOptions(subject, options) };
  return model.plan(request).then(
    () => undefined,
    (error: unknown) => error,
  );
}

async function issuesOf(subject: Subject, options: object): Promise<readonly SchemaIssue[] | undefined> {
  return (await validate(subject, options)).issues;
}

async function validate(subject: Subject, options: object): Promise<SchemaResult<unknown>> {
  return subject.definition.optionsSchema['~standard'].validate(await withOptions(subject, options));
}

const withOptions = async (subject: Subject, options: object) => ({
  ...((await callOptionsOf(subject)) as object),
  ...options,
});

async function someAsync<T>(values: readonly T[], holds: (value: T) => Promise<boolean>): Promise<boolean> {
  return (await filterAsync(values, holds)).length > 0;
}

async function filterAsync<T>(values: readonly T[], holds: (value: T) => Promise<boolean>): Promise<readonly T[]> {
  const held = await Promise.all(values.map(holds));
  return values.filter((_, place) => held[place]);
}
