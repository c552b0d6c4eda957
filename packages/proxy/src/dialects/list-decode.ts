import type { RerankDocument } from '@openrerank/core';
import { refuseDestination } from './destination.ts';
import type { DecodeContext, DecodedRequest, RequestTarget } from './dialect.ts';
import type { RequestFields } from './fields.ts';
import { type RequestSpelling, requestSchemaOf } from './list-request.ts';
import { chooseModel } from './model.ts';
import { readOptions } from './options.ts';
import { ownFields } from './own-fields.ts';
import { toRankedText } from './rank-fields.ts';
import { readTopN } from './top-n.ts';
import type { VerbatimDocuments } from './verbatim.ts';

/** The second half of decoding, when a body's fields are read. */
export type FieldDecoder = (
  read: RequestFields,
  context: DecodeContext,
  target: RequestTarget | undefined,
) => DecodedRequest;

type Values = Readonly<Record<string, unknown>>;

export function createListDecoder(spelling: RequestSpelling): FieldDecoder {
  const fieldsOfApi = ownFields(() => requestSchemaOf(spelling));
  const { documents: listed, ignored, truncation, topN, noModel, readQuery, toEcho } = spelling;
  const [limit = '', ...aliases] = topN;
  return ({ fields, verbatim }, context, target) => {
    const { own, read } = fieldsOfApi();
    refuseDestination(fields, own);
    const values = read(fields);
    const named = values['model'] as string | null | undefined;
    const model = chooseModel(named === noModel ? undefined : named, target, context);
    const { options, warnings } = readOptions(
      fields,
      { own, ignored },
      context.optionNames(model),
      context.dropUnknown,
    );
    const given = values[listed] as RerankDocument | readonly RerankDocument[];
    const items = (Array.isArray(given) ? given : [given]) as readonly RerankDocument[];
    const documents = toDocuments(items, values, verbatim, spelling);
    return {
      model,
      query: readQuery === undefined ? (values['query'] as string) : readQuery(values['query'], 'query'),
      documents,
      verbatim,
      originals: documents === items ? undefined : toEcho === undefined ? items : items.map(toEcho),
      topN: readTopN(values, limit, aliases),
      returnDocuments: returnsDocuments(values, spelling),
      options,
      truncation: truncation === undefined ? undefined : (values[truncation] as boolean | undefined),
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
