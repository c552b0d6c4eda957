import { type EncodedList, encodedListOf } from '../encoded-texts.ts';
import { faultAt, type RerankError } from '../errors.ts';
import type { ModelRoute } from '../model-string.ts';
import type { BuildInput, HttpEndpoint, HttpRequest, Passage, RankInput, RerankProvider } from '../provider.ts';
import type { RerankDocument, RerankRequest, RerankWarning } from '../request.ts';
import { type Part, splitPassages } from './batch.ts';
import { resolveTarget, type Target } from './credentials.ts';
import type { Spliced } from './encode.ts';
import { type Environment, findVariable, type VariableNames, variableNames } from './environment.ts';
import { type Headers, headersFor } from './headers.ts';
import { type PreparedRequest, prepareOptions, prepareRequest } from './prepare.ts';
import type { ResolvedSettings } from './settings.ts';

/** What a call would send: no network, no key. For tests, dry runs and people. */
export interface RerankPlan {
  readonly provider: string;
  readonly endpoint: string;
  readonly model: string;
  readonly parts: readonly PlannedPart[];
  readonly warnings: readonly RerankWarning[];
}

/** One request of a plan. */
export interface PlannedPart {
  /** Where the part's first document stands in the caller's list. */
  readonly firstIndex: number;
  readonly documents: number;
  /** Before encoding and credentials. Absent where the ranking happens in process. */
  readonly request?: HttpRequest | undefined;
}

/** A call up to the point where sending starts. All of it is pure but for the environment that it reads. */
export interface PreparedCall {
  readonly target: Target;
  readonly documents: readonly RerankDocument[];
  /** Beside those of the provider's request, later ones winning. */
  readonly headers: readonly Headers[];
  readonly topN: number | undefined;
  readonly parts: readonly PreparedPart[];
  readonly warnings: readonly RerankWarning[];
}

/** One part with what its endpoint gets; `request` where that is an HTTP one. */
export type PreparedPart = Part &
  (
    | { readonly input: BuildInput; readonly request: HttpRequest; readonly spliced?: Spliced | undefined }
    | { readonly input: RankInput; readonly request?: undefined }
  );

/** The call's options, with those from the environment that it does not give. */
function withVariables(
  options: unknown,
  variables: Readonly<Record<string, VariableNames>> | undefined,
  env: Environment,
): unknown {
  if (variables === undefined || (options !== undefined && typeof options !== 'object')) return options;
  const found: Record<string, unknown> = {};
  for (const [name, names] of Object.entries(variables)) {
    const variable = findVariable(names, env);
    if (variable !== undefined) found[name] = variable.value;
  }
  for (const [name, value] of Object.entries(options ?? {})) if (value !== undefined) found[name] = value;
  return found;
}

/** A promise only where the provider checks its options asynchronously. */
export function prepareCall(
  route: ModelRoute,
  request: RerankRequest,
  settings: ResolvedSettings,
  env: Environment,
): PreparedCall | Promise<PreparedCall> {
  const prepared = prepareRequest(request, route.capabilities);
  const { definition } = route.provider;
  const given = withVariables(request.options, definition.env?.options, env);
  const options = prepareOptions(definition.optionsSchema, given);
  return options instanceof Promise
    ? options.then((checked: unknown) => assemble(route, prepared, checked, settings, env))
    : assemble(route, prepared, options, settings, env);
}

function assemble(
  { provider, endpoint, model, capabilities }: ModelRoute,
  { query, documents, passages, topN, warnings }: PreparedRequest,
  options: unknown,
  settings: ResolvedSettings,
  env: Environment,
): PreparedCall {
  const target = resolveTarget(provider, settings, env);
  const encoded = 'copiesTexts' in endpoint && endpoint.copiesTexts ? encodedListOf(documents) : undefined;
  const split = splitPassages(encoded ? passages : decoded(passages, documents), capabilities, settings.overflow);
  const parts = split.map((part): PreparedPart => {
    const { firstIndex } = part;
    const partTopN = topN === undefined ? undefined : Math.min(topN, part.passages.length);
    const input: RankInput = { model, query, topN: partTopN, options, firstIndex, passages: part.passages };
    if ('rank' in endpoint) return { firstIndex, passages: part.passages, input };
    const { baseUrl } = target;
    if (baseUrl === undefined) throw missingBaseUrl(provider);
    return build(
      endpoint,
      { model, query, topN: partTopN, options, firstIndex, passages: part.passages, baseUrl },
      encoded,
    );
  });
  const all = warnings.length === 0 ? target.warnings : [...warnings, ...target.warnings];
  return {
    target,
    documents,
    headers: headersFor(provider, settings, target),
    topN,
    parts,
    warnings: parts.length === 1 ? all : [...all, splitWarning(parts, passages.length)],
  };
}

function build(endpoint: HttpEndpoint, input: BuildInput, encoded: EncodedList | undefined): PreparedPart {
  const { firstIndex, passages } = input;
  const spliced = encoded?.splice(endpoint, input, encoded.texts);
  if (encoded === undefined || spliced === undefined) {
    return { firstIndex, passages, input, request: endpoint.buildRequest(input), spliced: undefined };
  }
  const { request, body } = spliced;
  return { firstIndex, passages, input, request, spliced: { body, join: encoded.join } };
}

/** Plain objects for endpoints that look at texts: they may copy a passage, and a getter that is inherited is not. */
function decoded(passages: readonly Passage[], documents: readonly RerankDocument[]): readonly Passage[] {
  return encodedListOf(documents) === undefined ? passages : passages.map(({ text }) => ({ text }));
}

export const toPlan = (route: ModelRoute, { parts, warnings }: PreparedCall): RerankPlan => ({
  provider: route.provider.id,
  endpoint: route.endpointName,
  model: route.model,
  parts: parts.map((part) => ({
    firstIndex: part.firstIndex,
    documents: part.passages.length,
    // A spliced part's request holds stand-ins; a plan shows the texts.
    request: part.request && part.spliced ? withTexts(route.endpoint as HttpEndpoint, part.input) : part.request,
  })),
  warnings,
});

function withTexts(endpoint: HttpEndpoint, input: BuildInput): HttpRequest {
  return endpoint.buildRequest({ ...input, passages: input.passages.map(({ text }) => ({ text })) });
}

const splitWarning = (parts: readonly Part[], count: number): RerankWarning => ({
  code: 'documents_split',
  message: `${count} documents were sent in ${parts.length} requests.`,
});

function missingBaseUrl({ id, definition }: RerankProvider): RerankError {
  const [variable] = variableNames(definition.env?.baseUrl);
  const ways = ['pass baseUrl', ...(variable ? [`set ${variable}`] : [])].join(' or ');
  return faultAt('baseUrl', `No base URL for "${id}": ${ways}.`);
}
