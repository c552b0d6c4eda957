import { describe, expect, it } from 'vitest';
import {
  type CallSettings,
  createRegistry,
  defineRerankProvider,
  describeIssues,
  type Environment,
  type ProviderSettings,
  type RegistryOptions,
  RerankError,
} from '../src/index.ts';
import { undiciTransport } from '../src/transport/undici.ts';
import { acme, ranked, scripted } from './support/acme.ts';
import { ask } from './support/calls.ts';

interface Case {
  readonly request?: unknown;
  readonly settings?: unknown;
  readonly provider?: unknown;
  readonly registry?: unknown;
  readonly env?: Environment;
  readonly model?: string;
}

const homeless = defineRerankProvider({ ...acme.definition, baseUrl: undefined });

async function attempt({ request = ask, settings, provider = {}, registry = {}, env = {}, model = 'acme/m' }: Case) {
  const { transport, sent } = scripted(ranked);
  const error = await Promise.resolve()
    .then(() => {
      const mounted = (env['HOMELESS'] ? homeless : acme)({ apiKey: 'k', ...(provider as ProviderSettings) });
      const options = { providers: [mounted], transport, env, ...(registry as Partial<RegistryOptions<[]>>) };
      return createRegistry(options)
        .resolve(model)
        .rerank(request as typeof ask, settings as CallSettings);
    })
    .catch((reason: unknown) => reason);
  return { error: error as RerankError, sent };
}

const longOnes = { query: 'q', documents: ['a', 'b', 'c', 'd'] };
const cases: readonly (readonly [path: string, Case])[] = [
  ['request', { request: null }],
  ['query', { request: { ...ask, query: 7 } }],
  ['query', { request: { ...ask, query: ' ' } }],
  ['documents', { request: { query: 'q', documents: 'a' } }],
  ['documents', { request: { query: 'q', documents: [] } }],
  ['documents', { request: longOnes, settings: { overflow: 'reject' } }],
  ['documents', { request: longOnes, model: 'acme/jury/m' }],
  ['documents.1', { request: { query: 'q', documents: ['a', 7] } }],
  ['documents.0', { request: { query: 'q', documents: [{ big: 1n }] } }],
  ['documents.0', { request: { query: 'q', documents: [{ toJSON: () => undefined }] } }],
  ['documents.0.text', { request: { query: 'q', documents: [{ text: 7 }] } }],
  ['documents.0.image', { request: { query: 'q', documents: [{ image: 7 }] } }],
  ['documents.0.image', { request: { query: 'q', documents: [{ image: 'i' }] } }],
  ['topN', { request: { ...ask, topN: 0 } }],
  ['options.priority', { request: { ...ask, options: { priority: 'high' } } }],
  ['options', { request: { ...ask, options: { speed: 1 } } }],
  ['options', { request: { ...ask, options: 7 } }],
  ['timeoutMs', { settings: { timeoutMs: 0 } }],
  ['maxRetries', { registry: { defaults: { maxRetries: -1 } } }],
  ['overflow', { settings: { overflow: 'drop' } }],
  ['colour', { settings: { colour: 1 } }],
  ['colour', { provider: { colour: 1 } }],
  ['colour', { registry: { colour: 1 } }],
  ['maxResponseBytes', { registry: { maxResponseBytes: Number.NaN } }],
  ['burst', { registry: { retryBudget: { burst: -1 } } }],
  ['headers', { settings: { headers: { 'a b': 'c' } } }],
  ['headers.a', { settings: { headers: { a: '\n' } } }],
  ['headers.a', { provider: { headers: { a: '\n' } } }],
  ['apiKey', { settings: { apiKey: 'a b' } }],
  ['baseUrl', { settings: { baseUrl: 'nowhere' } }],
  ['baseUrl', { provider: { baseUrl: 'https://me@h' } }],
  ['ACME_BASE_URL', { env: { ACME_BASE_URL: 'nowhere' } }],
  ['baseUrl', { env: { HOMELESS: 'yes' } }],
];

describe('an error about the input', () => {
  it.each(cases)('says of %s what its issues say: %o', async (path, given) => {
    const { error, sent } = await attempt(given);
    expect(error).toBeInstanceOf(RerankError);
    expect(error.code).toMatch(/^(invalid_request|invalid_options|unsupported)$/);
    const { issues = [] } = error.details;
    expect(issues.map((issue) => issue.path)).toEqual([path]);
    expect(error.message).toBe(describeIssues(issues));
    expect(error.message.startsWith(`${path}${path.startsWith('options') ? ':' : ''} `)).toBe(true);
    expect(sent).toEqual([]);
  });

  it('says all that is wrong with the options', async () => {
    const { error } = await attempt({ request: { ...ask, options: { priority: 'high', speed: 1 } } });
    expect(error.details.issues?.map(({ path }) => path)).toEqual(['options.priority', 'options']);
    expect(error.message).toBe(describeIssues(error.details.issues ?? []));
  });

  it('says what is wrong with the dispatcher of a transport', () => {
    try {
      undiciTransport({ dispatcher: {} as never });
      expect.fail('It was taken.');
    } catch (error) {
      const { details, message } = error as RerankError;
      expect(message).toBe(describeIssues(details.issues ?? []));
    }
  });
});
