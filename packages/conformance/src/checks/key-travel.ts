import { type Answerable, callModel, callUpstream } from '../call.ts';
import { demand } from '../check.ts';
import { ranking, withUpstream } from '../fake-upstream.ts';
import { itemText } from '../items.ts';
import type { UpstreamRequest } from '../options.ts';
import { responseOf } from '../outcome.ts';
import { baseUrlAt, inputFor } from '../subject.ts';

const documents = [itemText(0), itemText(1)];

/** A configured key is for the configured server: not for one that a single call names. */
export async function checkKeyTravel(callable: Answerable, key: string): Promise<void> {
  const { received, ...outcome } = await callUpstream(callable, documents, ranking(callable.answering));
  responseOf(outcome, 'two documents', 'sign the request in authorize, and do no more.');
  for (const request of received) {
    demand(isSigned(request, callable, key), {
      did: 'The request arrived without a credential.',
      expected:
        callable.subject.definition.authorize === undefined
          ? 'the header "authorization: Bearer <key>".'
          : 'a header or a parameter that authorize made of the key.',
      mend: 'return from authorize the request with the credential in it.',
    });
  }
  await withUpstream(ranking(callable.answering), async ({ origin, transport, received: leaks }) => {
    // With a key of its own, or nothing would be sent. Of the same form, for those that read it.
    const apiKey = `${key.slice(0, -4)}Zz09`;
    const settings = { baseUrl: baseUrlAt(origin, callable.endpoint), maxRetries: 0, apiKey };
    await callModel(callable, documents, { origin: 'https://configured.example', transport, settings });
    demand(!leaks.some((request) => JSON.stringify(request).includes(key)), {
      did: 'The configured key went to a server that only one call named.',
      expected: 'no configured key beyond the origin of the configured base URL.',
      mend: 'keep the key out of buildRequest, headers and closures; authorize gets it where it may be used.',
    });
  });
}

/** Headers that any request has. */
const usual = new Set([
  'accept',
  'accept-encoding',
  'accept-language',
  'connection',
  'content-length',
  'content-type',
  'host',
  'sec-fetch-mode',
  'transfer-encoding',
  'user-agent',
]);

/** A key need not be sent as it is: some sign with it. */
function isSigned({ url, headers }: UpstreamRequest, { subject, endpoint, target }: Answerable, key: string): boolean {
  if (subject.definition.authorize === undefined) return headers['authorization'] === `Bearer ${key}`;
  const built = endpoint.endpoint.buildRequest(inputFor(endpoint, target.model)).headers;
  const own = new Set(Object.keys({ ...built, ...subject.settings.headers }).map((name) => name.toLowerCase()));
  const added = Object.keys(headers).filter((name) => !usual.has(name) && !own.has(name));
  return url.includes(encodeURIComponent(key)) || added.length > 0;
}
