import type * as z from 'zod';
import { fault, invalid } from './checks.ts';

/** Reads a request's own fields by their schema. */
export interface Check<Values> {
  /** Their names, in order. */
  readonly own: ReadonlySet<string>;
  /** Throws `invalid_request` that names all that is wrong with them. */
  read(fields: ReadonlyMap<string, unknown>): Values;
}

/** The check that `createCheck` makes of a schema. */
export type CheckOf<MakeSchema extends () => z.ZodObject> = Check<z.infer<ReturnType<MakeSchema>>>;

/** The schema is made for the first request: a proxy has many dialects, and most hear one or two of them. */
export function createCheck<Shape extends z.ZodRawShape>(
  makeSchema: () => z.ZodObject<Shape>,
): () => Check<z.infer<z.ZodObject<Shape>>> {
  let check: Check<z.infer<z.ZodObject<Shape>>> | undefined;
  return () => {
    check ??= checkWith(makeSchema());
    return check;
  };
}

function checkWith<Shape extends z.ZodRawShape>(schema: z.ZodObject<Shape>): Check<z.infer<z.ZodObject<Shape>>> {
  const own: ReadonlySet<string> = new Set(Object.keys(schema.shape));
  return {
    own,
    read(fields) {
      const values: Record<string, unknown> = {};
      for (const name of own) values[name] = fields.get(name);
      const { data, error } = schema.safeParse(values);
      if (error === undefined) return data as z.infer<z.ZodObject<Shape>>;
      throw invalid(error.issues.map(({ path, message }) => ({ path: path.join('.'), message })));
    },
  };
}

/** Where a call goes and with what credentials is the operator's business alone. Refused even where unknown fields are dropped. */
export const refusedFields: ReadonlySet<string> = new Set([
  'api_base',
  'api_key',
  'api_type',
  'api_version',
  'apiKey',
  'aws_region_name',
  'baseURL',
  'baseUrl',
  'base_url',
  'custom_llm_provider',
  'extra_body',
  'extra_headers',
  'extra_query',
  'headers',
  'organization',
  'project_id',
  'space_id',
  'vertex_location',
  'vertex_project',
]);

/** Throws for the first field that says where a call goes. `within` is the path of the object that holds the fields. */
export function refuseDestination(fields: ReadonlyMap<string, unknown>, within = ''): void {
  for (const name of fields.keys()) {
    if (!refusedFields.has(name)) continue;
    const message = 'cannot be set by a request: the proxy decides where a call goes and with what key. Leave it out.';
    throw fault(`${within}${name}`, message);
  }
}
