import * as z from 'zod';
import { configSchema } from '../src/config/schema.ts';

type JsonSchema = z.core.JSONSchema.BaseSchema;

const reference = String.raw`^os\.environ/\S+$`;

/** What else a value may be written as, by its type: a reference, or text that reads as the value. */
const asText: Readonly<Record<string, string>> = {
  number: String.raw`${reference}|^\s*[-+]?[0-9.]+(?:[eE][-+]?[0-9]+)?\s*$`,
  integer: String.raw`${reference}|^\s*[0-9]+\s*$`,
  boolean: `${reference}|^(?:[Tt]rue|TRUE|[Ff]alse|FALSE|[Yy]es|YES|[Nn]o|NO|[Oo]n|ON|[Oo]ff|OFF)$`,
};

/** The configuration's schema for editors. Provider options are open in it: they are the providers' to know. */
export function configJsonSchema(): JsonSchema {
  const schema = z.toJSONSchema(configSchema, {
    // What the YAML language server knows best.
    target: 'draft-7',
    // A field that also takes text says so below, where its own bounds can be kept.
    io: 'output',
    override: ({ jsonSchema }) => takeText(jsonSchema),
  });
  return { ...schema, title: 'OpenRerank proxy configuration' };
}

function takeText(schema: JsonSchema): void {
  const pattern = asText[String(schema.type)];
  if (pattern === undefined) return;
  const { description, ...own } = schema;
  for (const key of Object.keys(own)) delete schema[key];
  schema.anyOf = [own, { type: 'string', pattern }];
}
