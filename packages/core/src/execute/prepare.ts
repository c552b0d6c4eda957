import { type CheckedRequest, checkRequest } from '../documents/check-request.ts';
import { variableNames } from '../environment.ts';
import { invalidInput, type RerankError } from '../errors.ts';
import type { BuildInput, RerankProvider } from '../provider.ts';
import type { RerankRequest, RerankWarning } from '../request.ts';
import type { ResolvedSettings } from '../settings.ts';
import type { CompiledModel } from './compile.ts';
import { checkHeaders } from './headers.ts';
import { decoded, Part } from './part.ts';
import { type Slice, splitPassages } from './split-merge.ts';
import type { Target } from './target.ts';

/** A checked call, divided into parts, before its requests are built. */
export interface PreparedCall {
  readonly checked: CheckedRequest;
  readonly target: Target;
  readonly parts: readonly Part[];
  readonly warnings: readonly RerankWarning[];
}

/** Checks a call and divides its documents. A promise only if the provider checks its options asynchronously. */
export function prepareCall(
  model: CompiledModel,
  request: RerankRequest,
  settings: ResolvedSettings,
): PreparedCall | Promise<PreparedCall> {
  const checked = checkRequest(request, model.capabilities);
  const options = model.checkOptions(request.options);
  return options instanceof Promise
    ? options.then((settled: unknown) => divide(model, checked, settled, settings))
    : divide(model, checked, options, settings);
}

function divide(
  model: CompiledModel,
  checked: CheckedRequest,
  options: unknown,
  settings: ResolvedSettings,
): PreparedCall {
  const { served, registered, capabilities } = model;
  const target = model.targets.of(settings);
  if (settings.headers !== undefined) checkHeaders(settings.headers);
  if (target.baseUrl === undefined && !('rank' in served)) throw missingBaseUrl(registered);
  const slices = splitPassages(checked.passages, capabilities, settings.overflow);
  const parts = new Array<Part>(slices.length);
  for (let position = 0; position < slices.length; position++) {
    const input = toInput(model, checked, slices[position] as Slice, options, target);
    parts[position] = new Part(position, input, target, checked.encoded);
  }
  const given = checked.warnings.length === 0 ? target.warnings : [...checked.warnings, ...target.warnings];
  const warnings = parts.length === 1 ? given : [...given, splitWarning(parts.length, checked.documents.length)];
  return { checked, target, parts, warnings };
}

/** The caller's whole request, with the checked values of its fields. */
function toInput(
  { model, served }: CompiledModel,
  { request, query, topN, encoded }: CheckedRequest,
  { firstIndex, passages }: Slice,
  options: unknown,
  { baseUrl }: Target,
): BuildInput {
  const input: BuildInput & { [name: string]: unknown } = {
    model,
    query,
    passages,
    firstIndex,
    topN: topN && Math.min(topN, passages.length),
    options,
    // Absent for endpoints that rank in process, which do not read it.
    baseUrl: baseUrl as string,
  };
  // A spread would take longer than the rest of this function.
  for (const name in request) {
    if (!(name in input) && name !== 'documents') input[name] = request[name as keyof RerankRequest];
  }
  return 'copiesTexts' in served && served.copiesTexts ? input : decoded(input, encoded);
}

const splitWarning = (requests: number, count: number): RerankWarning => ({
  code: 'documents_split',
  message: `${count} documents were sent in ${requests} requests.`,
});

function missingBaseUrl({ id, definition }: RerankProvider): RerankError {
  const [variable] = variableNames(definition.env?.baseUrl);
  const ways = ['pass baseUrl', ...(variable ? [`set ${variable}`] : [])].join(' or ');
  return invalidInput('baseUrl', `is not known for "${id}": ${ways}`);
}
