import * as z from 'zod';
import { ignoredKey, litellmKeys } from '../src/config/litellm-keys.ts';
import { configSchema, entrySchema, generalSchema, litellmSchema, routerSchema } from '../src/config/schema.ts';

type JsonSchema = z.core.JSONSchema.BaseSchema;

const reference = String.raw`^os\.environ/\S+$`;

/** What else a value may be written as, by its type: a reference, or text that reads as the value. */
const asText: Readonly<Record<string, string>> = {
  number: String.raw`${reference}|^\s*[-+]?[0-9.]+(?:[eE][-+]?[0-9]+)?\s*$`,
  integer: String.raw`${reference}|^\s*[0-9]+\s*$`,
  boolean: `${reference}|^(?:[Tt]rue|TRUE|[Ff]alse|FALSE|[Yy]es|YES|[Nn]o|NO|[Oo]n|ON|[Oo]ff|OFF)$`,
};

/** Keys that are accepted and have no effect. */
const ignored: ReadonlyMap<z.core.$ZodType, readonly string[]> = new Map<z.core.$ZodType, readonly string[]>([
  [configSchema, litellmKeys.file],
  [entrySchema, litellmKeys.entry],
  [generalSchema, litellmKeys.general_settings],
  [litellmSchema, [...litellmKeys.litellm_settings, ...litellmKeys.router_settings]],
  [routerSchema, litellmKeys.router_settings],
]);

/** The configuration's schema for editors. Provider options are open in it: they are the providers' to know. */
export function configJsonSchema(): JsonSchema {
  const schema = z.toJSONSchema(configSchema, {
    // What the YAML language server knows best.
    target: 'draft-7',
    // A field that also takes text says so below, where its own bounds can be kept.
    io: 'output',
    override: ({ zodSchema, jsonSchema }) => {
      takeText(jsonSchema);
      addIgnored(jsonSchema, ignored.get(zodSchema) ?? []);
    },
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

function addIgnored(schema: JsonSchema, keys: readonly string[]): void {
  for (const key of keys) {
    schema.properties = { ...schema.properties, [key]: { description: `LiteLLM's; ${ignoredKey(key)}.` } };
  }
}
