import { isDeepStrictEqual } from 'node:util';
import { type BuildInput, type HttpRequest, RerankError } from '@openrerank/core';
import { demand, violation } from '../check.ts';
import { show } from '../json.ts';
import { type HttpSubject, inputFor } from '../subject.ts';

/** What people who mean no good, and people who mistype, put in the place of a model. */
const hostileModels: readonly string[] = [
  '../../x',
  'a/../b',
  '..%2f',
  '..',
  '.',
  '//evil.test',
  '/evil.test',
  'https://evil.test/x',
  '?q=1',
  '#x',
  'a?b#c',
  '\\\\evil',
  '..\\..\\x',
  'a b',
  'a\nb',
  '🙂',
  '%00',
  '\u0000',
  '@evil.test',
  ':8080',
  'x;y=1',
];

/** No vendor has it, so that a URL made for it shows where any model goes. */
const plainModel = 'plain-model-k7';

/** A hostile name may stand where a plain one would, and nowhere else: not above it, not in the query string. */
export function checkModelNames(http: HttpSubject): void {
  const input = inputFor(http, plainModel);
  const plain = buildUnlessRefused(http, input)?.url;
  const base = new URL(input.baseUrl);
  for (const model of hostileModels) {
    const built = buildUnlessRefused(http, { ...input, model })?.url;
    if (built === undefined) continue;
    const url = URL.canParse(built) ? new URL(built) : undefined;
    const isBelow = url?.origin === base.origin && url.pathname.startsWith(base.pathname.replace(/\/+$/, ''));
    const isClean = url?.username === '' && url.password === '';
    demand(isBelow && isClean && (plain === undefined || differsInModelOnly(url, new URL(plain), model)), {
      did: `For the model ${show(model)} the request goes to ${built}.`,
      expected: `a URL below ${base.href} that differs from that of another model only where the model stands in it; or RerankError invalid_model.`,
      mend: "put the model into the path with core's encodeModelPath.",
    });
  }
}

function differsInModelOnly(url: URL, plain: URL, model: string): boolean {
  const [before = '', ...rest] = plain.pathname.split(plainModel);
  const after = rest.at(-1);
  const isPathRight =
    after === undefined
      ? url.pathname === plain.pathname
      : url.pathname.startsWith(before) &&
        url.pathname.endsWith(after) &&
        url.pathname.length > before.length + after.length;
  const parameters = [...plain.searchParams].map(([name, value]) => [name, value.replaceAll(plainModel, model)]);
  const isQueryRight = isDeepStrictEqual([...url.searchParams], parameters);
  return isPathRight && isQueryRight && url.hash === plain.hash;
}

/** The request, or undefined where the provider refuses the model in the way that it should. */
function buildUnlessRefused(http: HttpSubject, input: BuildInput): HttpRequest | undefined {
  try {
    return http.endpoint.buildRequest(input);
  } catch (error) {
    if (error instanceof RerankError && error.code === 'invalid_model') return undefined;
    throw violation({
      did: `For the model ${show(input.model)} ${http.name}.buildRequest threw ${error instanceof RerankError ? error.code : String(error)}.`,
      expected: 'a request, or RerankError with the code invalid_model.',
      mend: "encode the model with core's encodeModelPath, which refuses what cannot be a path.",
    });
  }
}
