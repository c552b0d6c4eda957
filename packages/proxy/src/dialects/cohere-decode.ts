import { RerankError, type RerankIssue } from '@openrerank/core';
import { nearest, quote } from '../nearest.ts';
import { ignoredFields, refusedFields, requestSchema } from './cohere-fields.ts';
import type { Dialect } from './dialect.ts';
import type { FieldReader } from './fields.ts';

const ownFields: ReadonlySet<string> = new Set(Object.keys(requestSchema.shape));

/** Longer lists of names say nothing more. */
const mostNames = 5;

export function createDecode(readFields: FieldReader): Dialect['decode'] {
  return (body, context) => {
    const { fields, verbatim } = readFields(body);
    refuse(fields);
    const { model, query, documents, top_n, top_k, return_documents } = checkOwn(fields);
    const optionNames = context.optionNames(model);
    const { options, ignored, unknown } = sortOut(fields, optionNames);
    if (unknown.length > 0 && !context.dropUnknown) throw unknownFields(unknown, optionNames);
    return {
      model,
      query,
      documents,
      verbatim,
      topN: readTopN(top_n, top_k),
      returnDocuments: return_documents ?? true,
      options,
      warnings: warningsOf(ignored, unknown),
    };
  };
}

function warningsOf(ignored: readonly string[], dropped: readonly string[]): readonly string[] {
  const warnings = ignored.map((name) => `${name} has no effect on this model and was ignored.`);
  if (dropped.length > 0) warnings.push(`Unknown fields were dropped: ${list(dropped)}.`);
  return warnings;
}

function refuse(fields: ReadonlyMap<string, unknown>): void {
  for (const path of fields.keys()) {
    if (!refusedFields.has(path)) continue;
    const message = 'cannot be set by a request: the proxy decides where a call goes and with what key. Leave it out.';
    throw invalid([{ path, message }]);
  }
}

function checkOwn(fields: ReadonlyMap<string, unknown>) {
  const own: Record<string, unknown> = {};
  for (const name of ownFields) own[name] = fields.get(name);
  const { data, error } = requestSchema.safeParse(own);
  if (data !== undefined) return data;
  throw invalid(error.issues.map(({ path, message }) => ({ path: path.join('.'), message })));
}

function sortOut(fields: ReadonlyMap<string, unknown>, optionNames: ReadonlySet<string>) {
  const options: Record<string, unknown> = {};
  const ignored: string[] = [];
  const unknown: string[] = [];
  for (const [name, value] of fields) {
    if (ownFields.has(name)) continue;
    if (optionNames.has(name)) options[name] = value;
    else if (ignoredFields.includes(name)) ignored.push(name);
    else unknown.push(name);
  }
  return { options, ignored, unknown };
}

function readTopN(topN: number | null | undefined, topK: number | null | undefined): number | undefined {
  if ((topN ?? topK) !== (topK ?? topN)) {
    throw invalid([{ path: 'top_k', message: 'is another name of top_n and must not differ from it. Send only one.' }]);
  }
  return (topN ?? topK) || undefined;
}

function unknownFields(names: readonly string[], optionNames: ReadonlySet<string>): RerankError {
  const known = [...ownFields, ...optionNames, ...ignoredFields];
  const issues = names.slice(0, mostNames).map((path) => {
    const meant = nearest(path, known);
    const hint =
      meant === undefined ? `Known are ${[...ownFields, ...optionNames].join(', ')}.` : `Did you mean ${meant}?`;
    return { path, message: `is not a field of this API or an option of this model. ${hint}` };
  });
  return invalid(issues);
}

function list(names: readonly string[]): string {
  const more = names.length - mostNames;
  return names.slice(0, mostNames).map(quote).join(', ') + (more > 0 ? ` and ${more} more` : '');
}

function invalid(issues: readonly RerankIssue[]): RerankError {
  const message = issues.map((issue) => `${plain(issue.path)} ${issue.message}`).join(' ');
  return new RerankError('invalid_request', message, { issues });
}

const plain = (name: string) => (/^[\w.-]{1,64}$/.test(name) ? name : quote(name));
