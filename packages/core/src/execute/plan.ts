import { type EncodedTexts, encodedTextsOf } from '../encoded-documents.ts';
import { RerankError } from '../errors.ts';
import type { ModelRoute } from '../model-string.ts';
import type { BuildInput, Capabilities, HttpEndpoint, HttpRequest, RankInput, RerankProvider } from '../provider.ts';
import type { RerankDocument, RerankRequest, RerankWarning } from '../request.ts';
import { type Part, splitPassages } from './batch.ts';
import { capabilitiesOf } from './capabilities.ts';
import { type Environment, resolveTarget, type Target } from './credentials.ts';
import { type Headers, headersFor } from './headers.ts';
import { prepareOptions, prepareRequest } from './prepare.ts';
import type { ResolvedSettings } from './settings.ts';
import { type SplicedBody, spliceBody } from './splice.ts';

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
  readonly capabilities: Capabilities;
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
    | { readonly input: BuildInput; readonly request: HttpRequest; readonly spliced?: SplicedBody | undefined }
    | { readonly input: RankInput; readonly request?: undefined }
  );

export async function prepareCall(
  { provider, endpoint, model }: ModelRoute,
  request: RerankRequest,
  settings: ResolvedSettings,
  env: Environment,
): Promise<PreparedCall> {
  const capabilities = capabilitiesOf(endpoint, model);
  const { query, documents, passages, topN, warnings } = prepareRequest(request, capabilities);
  const options = await prepareOptions(provider.definition.optionsSchema, request.options);
  const target = resolveTarget(provider, settings, env);
  const texts = encodedTextsOf(documents);
  const parts = splitPassages(passages, capabilities, settings.overflow).map((part): PreparedPart => {
    const partTopN = topN === undefined ? undefined : Math.min(topN, part.passages.length);
    const input: RankInput = { model, query, topN: partTopN, options, ...part };
    if ('rank' in endpoint) return { ...part, input };
    if (target.baseUrl === undefined) throw missingBaseUrl(provider);
    const buildInput: BuildInput = { ...input, baseUrl: target.baseUrl };
    return { ...part, input: buildInput, ...build(endpoint, buildInput, texts) };
  });
  return {
    capabilities,
    target,
    documents,
    headers: headersFor(provider, settings, target),
    topN,
    parts,
    warnings: [...warnings, ...target.warnings, ...(parts.length > 1 ? [splitWarning(parts, passages.length)] : [])],
  };
}

function build(endpoint: HttpEndpoint, input: BuildInput, texts: EncodedTexts | undefined) {
  const spliced = texts && endpoint.copiesTexts ? spliceBody(endpoint, input, texts) : undefined;
  return spliced === undefined
    ? { request: endpoint.buildRequest(input) }
    : { request: spliced.request, spliced: spliced.body };
}

export const toPlan = (route: ModelRoute, { parts, warnings }: PreparedCall): RerankPlan => ({
  provider: route.provider.id,
  endpoint: route.endpointName,
  model: route.model,
  parts: parts.map((part) => ({
    firstIndex: part.firstIndex,
    documents: part.passages.length,
    // A spliced part's request holds stand-ins; a plan shows the texts.
    request: part.request && part.spliced ? (route.endpoint as HttpEndpoint).buildRequest(part.input) : part.request,
  })),
  warnings,
});

const splitWarning = (parts: readonly Part[], count: number): RerankWarning => ({
  code: 'documents_split',
  message: `${count} documents were sent in ${parts.length} requests.`,
});

function missingBaseUrl({ id, definition }: RerankProvider): RerankError {
  const variable = definition.env?.baseUrl;
  const ways = ['pass baseUrl', ...(variable ? [`set ${variable}`] : [])].join(' or ');
  const message = `No base URL for "${id}": ${ways}.`;
  return new RerankError('invalid_request', message, { issues: [{ path: 'baseUrl', message }] });
}
