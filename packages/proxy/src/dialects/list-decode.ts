import type { RerankDocument } from '@openrerank/core';
import { createCheck, refuseDestination } from './check.ts';
import { fault } from './checks.ts';
import type { DecodeContext, DecodedRequest, RequestTarget } from './dialect.ts';
import type { RequestFields } from './fields.ts';
import { type RequestSpelling, requestSchemaOf } from './list-request.ts';
import { chooseModel } from './model.ts';
import { readOptions } from './options.ts';
import { toRankedText } from './rank-fields.ts';
import { truncationOption } from './truncation.ts';
import type { VerbatimDocuments } from './verbatim.ts';

/** The second half of decoding, when a body's fields are read. */
export type FieldDecoder = (
  read: RequestFields,
  context: DecodeContext,
  target: RequestTarget | undefined,
) => DecodedRequest;

type Values = Readonly<Record<string, unknown>>;

export function createListDecoder(spelling: RequestSpelling): FieldDecoder {
  const check = createCheck(() => requestSchemaOf(spelling));
  const { documents: listed, ignored, truncation, topN } = spelling;
  const [limit = '', ...aliases] = topN;
  return ({ fields, verbatim }, context, target) => {
    refuseDestination(fields);
    const { own, read } = check();
    const values = read(fields);
    const model = chooseModel(values['model'] as string | null | undefined, target, context);
    const optionNames = context.optionNames(model);
    const { options, warnings } = readOptions(fields, { own, ignored }, optionNames, context.dropUnknown);
    const items = values[listed] as readonly RerankDocument[];
    const documents = toDocuments(items, values, verbatim, spelling);
    return {
      model,
      query: values['query'] as string,
      documents,
      verbatim,
      originals: documents === items ? undefined : items,
      topN: readTopN(values, limit, aliases),
      returnDocuments: returnsDocuments(values, spelling),
      options:
        truncation === undefined
          ? options
          : { ...options, ...truncationOption(values[truncation] as boolean | null | undefined, optionNames) },
      warnings,
    };
  };
}

/** The very list where nothing of it is to be changed. */
function toDocuments(
  items: readonly RerankDocument[],
  values: Values,
  verbatim: VerbatimDocuments | undefined,
  { documents: field, rankFields, toDocument }: RequestSpelling,
): readonly RerankDocument[] {
  const byDefault = Array.isArray(rankFields) ? (rankFields as readonly string[]) : undefined;
  const names = (values['rank_fields'] as readonly string[] | null | undefined) ?? byDefault;
  if (names === undefined && toDocument === undefined) return items;
  if (verbatim !== undefined && (names === undefined || isRankedByText(verbatim, names))) return items;
  if (items.every((item) => typeof item === 'string')) return items;
  return items.map((item, index) => {
    if (typeof item === 'string') return item;
    const path = `${field}.${index}`;
    if (names === undefined) return toDocument?.(item, path) as RerankDocument;
    // What is still encoded has a text and nothing else, which is not its own property.
    const read = verbatim === undefined ? item : { text: (item as { readonly text: string }).text };
    return toRankedText(read, names, path) as RerankDocument;
  });
}

const isRankedByText = ({ form }: VerbatimDocuments, names: readonly string[]): boolean =>
  form === 'string' || (names.length === 1 && names[0] === 'text');

function returnsDocuments(values: Values, { returnDocuments, returnsByDefault }: RequestSpelling): boolean {
  const asked = returnDocuments === undefined ? undefined : (values[returnDocuments] as boolean | null | undefined);
  return asked ?? returnsByDefault;
}

function readTopN(values: Values, name: string, aliases: readonly string[]): number | undefined {
  let found = values[name] as number | null | undefined;
  for (const alias of aliases) {
    const value = values[alias] as number | null | undefined;
    found ??= value;
    if ((value ?? found) !== found) {
      throw fault(alias, `is another name of ${name} and must not differ from it. Send only one.`);
    }
  }
  return found || undefined;
}
