import { type Answerable, callModel, callUpstream } from '../call.ts';
import { demand } from '../check.ts';
import { ranking, withUpstream } from '../fake-upstream.ts';
import { itemText } from '../items.ts';
import type { UpstreamRequest } from '../options.ts';
import { responseOf } from '../outcome.ts';
import { baseUrlAt, inputFor } from '../subject.ts';
import { headerName } from './definition.ts';

const documents = [itemText(0), itemText(1)];

const mendAuthorize = 'sign the request in authorize, and do no more.';

/** The headers of which one carries the credential. Empty where it is in the URL. Wrong names have failed a check already. */
export const credentialHeadersOf = ({ subject }: Pick<Answerable, 'subject'>): readonly string[] =>
  (subject.definition.credentialHeaders ?? ['authorization']).filter((name) => headerName.test(name));

/** A configured key is for the configured server: not for one that a single call names. */
export async function checkKeyTravel(callable: Answerable, key: string): Promise<void> {
  const { received, ...outcome } = await callUpstream(callable, documents, ranking(callable.answering));
  responseOf(outcome, 'two documents', mendAuthorize);
  for (const request of received) checkSigned(request, callable, key);
  await checkOtherServer(callable, key);
  for (const request of received) checkDeclared(request, callable, key);
}

async function checkOtherServer(callable: Answerable, key: string): Promise<void> {
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

/** A key need not be sent as it is: some sign with it. */
function checkSigned(request: UpstreamRequest, callable: Answerable, key: string): void {
  const names = credentialHeadersOf(callable);
  const { headers } = request;
  const plainly = callable.subject.definition.authorize === undefined;
  const isSigned = plainly ? headers['authorization'] === `Bearer ${key}` : names.some((name) => headers[name]);
  demand(isSigned || (names.length === 0 && hasOtherUrl(request, callable)), {
    did: 'The request arrived without a credential.',
    expected: plainly
      ? 'the header "authorization: Bearer <key>".'
      : `what authorize makes of the key in ${names.length === 0 ? 'the URL' : `the header ${names.join(' or ')}`}.`,
    mend: 'return from authorize the request with the credential in it, and name its header in credentialHeaders; an empty list is for a key in the URL.',
  });
}

function checkDeclared({ headers }: UpstreamRequest, callable: Answerable, key: string): void {
  const names = credentialHeadersOf(callable);
  if (names.length === 0) return;
  const others = Object.keys(headers).filter((name) => !names.includes(name) && headers[name]?.includes(key));
  demand(others.length === 0, {
    did: `The key arrived in the header ${others.join(' and ')}, which credentialHeaders does not name.`,
    expected: `the key in the header ${names.join(' or ')} and in no other.`,
    mend: "name every header that authorize sets in credentialHeaders: by it core knows a caller's own credential.",
  });
}

function hasOtherUrl({ url }: UpstreamRequest, { endpoint, target }: Answerable): boolean {
  const built = new URL(endpoint.endpoint.buildRequest(inputFor(endpoint, target.model)).url);
  const { pathname, search } = new URL(url);
  return pathname !== built.pathname || search !== built.search;
}

const ownCredential = 'Own credential-of-the-caller-5Wd1';

/** A credential header that the caller sets stands for the key, where there is a key and where there is none. */
export async function checkOwnCredential(callable: Answerable): Promise<void> {
  const names = credentialHeadersOf(callable);
  const { subject } = callable;
  const keyless = { ...callable, subject: { ...subject, settings: { ...subject.settings, apiKey: undefined } } };
  for (const name of names) {
    for (const [given, what] of [
      [callable, 'beside a configured key'],
      [keyless, 'without a key'],
    ] as const) {
      const settings = { headers: { [name]: ownCredential }, maxRetries: 0 };
      const { received, ...outcome } = await callUpstream(given, documents, ranking(callable.answering), { settings });
      const call = `a call with a header ${name} of its own, ${what}`;
      responseOf(outcome, call, mendOwn);
      for (const { headers } of received) {
        const others = names.filter((other) => other !== name && headers[other] !== undefined);
        demand(headers[name] === ownCredential && others.length === 0, {
          did:
            others.length === 0
              ? `In ${call}, the header arrived changed.`
              : `In ${call}, the header ${others.join(' and ')} was set too.`,
          expected: "the caller's own header as it is, and no other credential.",
          mend: mendOwn,
        });
      }
    }
  }
}

const mendOwn =
  'return the request as it is from authorize and authorizeAmbient where one of credentialHeaders is set already.';
