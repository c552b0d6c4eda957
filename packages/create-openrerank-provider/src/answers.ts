import { officialPackage } from './official.ts';

/** How the API is shaped: as Cohere's, as that of Text Embeddings Inference, or in a way of its own. */
export const wireShapes = ['cohere', 'tei', 'custom'] as const;

export type WireShape = (typeof wireShapes)[number];

/** What a provider package is written from. */
export interface Answers {
  /** The first segment of model strings, as in `acme/<model>`. See `idProblem`. */
  readonly id: string;
  /** Where the API is. See `baseUrlProblem`. */
  readonly baseUrl: string;
  readonly shape: WireShape;
  /** The https address of the page that describes the API. Default: that of the shape, or the base URL. */
  readonly docs?: string | undefined;
}

const longestId = 50;

/** Why something cannot be the id of a provider, as a sentence, or undefined where it can. */
export function idProblem(id: string): string | undefined {
  if (!/^[a-z][a-z\d]*(?:[-_][a-z\d]+)*$/.test(id)) {
    return 'The id must be lower-case letters and digits, with single - or _ between them and a letter first, such as acme or acme_ai.';
  }
  if (id.length > longestId) return `The id must have at most ${longestId} characters, and this one has ${id.length}.`;
  if (id === 'local') return 'The id local belongs to the provider that comes with the proxy: choose another one.';
  const official = officialPackage(id);
  return (
    official &&
    `For ${id} the proxy looks up ${official} first: choose another id. To serve it as ${id}/<model> all the same, name the package under "providers:" in the proxy's configuration.`
  );
}

/** Why something cannot be the base URL of an API, as a sentence, or undefined where it can. */
export function baseUrlProblem(baseUrl: string): string | undefined {
  const url = URL.canParse(baseUrl) ? new URL(baseUrl) : undefined;
  if (url === undefined || !/^https?:$/.test(url.protocol)) {
    return 'The base URL must be an absolute http or https URL, such as https://api.acme.example.';
  }
  if (url.username !== '' || url.password !== '') {
    return 'The base URL must hold no user name and no password: keys are given to a provider when it is used.';
  }
  if (url.search !== '' || url.hash !== '')
    return 'The base URL must end with its path: leave out what follows ? and #.';
  if (!/^[\w\-.~%/]*$/.test(url.pathname)) {
    return 'The path of the base URL may hold letters, digits, slashes and - . _ ~ only: write anything else as %XX.';
  }
  return undefined;
}

/** Why something cannot be the page that describes an API, as a sentence, or undefined where it can. */
export function docsProblem(docs: string): string | undefined {
  // It stands in strings and comments of code.
  const isPage = URL.canParse(docs) && new URL(docs).protocol === 'https:' && !/['"`\\\s*<>]/.test(docs);
  return isPage
    ? undefined
    : 'The page must be an https URL without quotes and spaces, such as https://docs.acme.example.';
}

/** The first thing that is wrong with the answers, as a sentence, or undefined. */
export const answersProblem = ({ id, baseUrl, docs }: Answers): string | undefined =>
  idProblem(id) ?? baseUrlProblem(baseUrl) ?? (docs === undefined ? undefined : docsProblem(docs));
