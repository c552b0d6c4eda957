/** What a provider and its parts are called, all from its id. */
export interface Names {
  /** By this name the proxy finds the package of a model string's prefix. */
  readonly packageName: string;
  /** What the package exports. */
  readonly factory: string;
  readonly optionsType: string;
  /** What its environment variables begin with. */
  readonly env: string;
  /** For people. */
  readonly title: string;
}

/** Of an id that has no problem. */
export function namesOf(id: string): Names {
  const words = id.split(/[-_]/);
  const title = words.map(capitalized);
  const factory = [words[0], ...title.slice(1)].join('');
  return {
    packageName: packageNameOf(id),
    factory: taken.has(factory) ? `${factory}Provider` : factory,
    optionsType: `${title.join('')}Options`,
    env: words.join('_').toUpperCase(),
    title: title.join(' '),
  };
}

export const packageNameOf = (id: string): string => `openrerank-provider-${id.replaceAll('_', '-')}`;

const capitalized = (word: string): string => word.charAt(0).toUpperCase() + word.slice(1);

/** JavaScript's own words, and what the template's files declare and import beside the export. */
const taken: ReadonlySet<string> = new Set(
  `arguments await break case catch class const continue debugger default delete do else enum eval export extends false
  finally for function if implements import in instanceof interface let new null package private protected public
  return static super switch this throw true try typeof undefined var void while with yield
  cohereSpelling createReranker defineRerankProvider listEndpoint optionNames optionsSchema parseFailure readBilledUsage
  rerank reranker results routeUrl teiSpelling testRerankProvider toBody toRanking`.split(/\s+/),
);
